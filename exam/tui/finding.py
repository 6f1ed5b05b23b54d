"""What the palette finds by name: where one can go from any page, and the words that people use for an action.

One table for both. Whoever adds an action that people may ask for by another word than its own adds a line here.
"""

from dataclasses import dataclass

WORDS = {
    "home.history": "attempts past results scores list earlier",
    "home.discard": "delete remove throw away attempt",
    "home.set-up": "settings paper new exam custom choose sections time limit extra",
    "home.exam-day": "date when deadline schedule calendar settings",
    "home.banks": "files import export own questions",
    "home.bank": "switch other subject in hand",
    "home.questions": "browse search look up list",
    "home.notes": "reports remarks faulty wrote comments",
    "home.missed": "wrong mistakes again repeat errors",
    "home.drill": "practice practise train exercise learn due weak",
    "home.next": "what now recommend do today",
    "home.take-back": "undo restore",
    "home.quit": "exit leave close end",
    "progress.ready": "would i pass chance likely readiness forecast",
    "progress.trend": "chart over time better worse scores graph",
    "progress.sections": "topics weak strong areas subjects",
    "progress.habits": "pace time changing answers calibration sure guess",
    "progress.confused": "mixed up taken for confusions pairs mix",
    "progress.questions": "hard difficult statistics each",
    "progress.plan": "day schedule review due today tomorrow",
    "set-up.export": "print printer versions pdf paper sheet room export key save file",
    "#attempts": "delete remove throw away",
    "#pass_mark": "threshold percent settings score needed",
    "#code": "same paper share friend rebuild",
    "banks.in-hand": "switch choose other",
    "banks.import": "add read file gift moodle anki csv load",
    "banks.export": "write another format moodle anki gift csv print pdf save",
    "banks.edit": "correct change mend fix wrong key question",
    "banks.new": "write create make begin own",
    "banks.check": "faults warnings audit lint",
    "banks.rename": "title id name",
    "banks.remove": "delete discard",
    "banks.put-back": "undo restore",
    "history.bin": "trash discarded restore deleted",
    "history.discard": "delete remove throw away",
    "history.take-back": "undo restore",
    "result.export": "print report save file html",
    "result.retake-missed": "again wrong mistakes repeat",
    "result.review-missed": "wrong mistakes why explanation",
    "result.review-all": "answers why explanation",
    "result.take-back": "undo continue resume",
    "result.copy": "share clipboard post",
    "review.report": "wrong key faulty error complain",
    "review.faulty": "wrong key correct regrade rescore mend fix",
    "review.edit": "wrong key correct mend fix editor",
    "look.report": "wrong key error complain",
    "look.edit": "wrong key correct mend fix editor",
    "item.report": "wrong key error complain",
    "item.edit": "wrong key correct mend fix editor",
    "room.leave": "quit exit suspend stop later",
    "room.pause": "stop break halt",
    "room.strike": "eliminate cross out rule",
    "room.flag": "mark bookmark later",
    "room.unsure": "guess doubt",
    "room.sheet": "end finish submit overview",
    "app.theme": "colours colors dark light settings appearance contrast",
    "app.keys": "help shortcuts keyboard",
}
"""Words for an action beside those of what it does, by its id; of a field, by its own id on its page."""


@dataclass(frozen=True, slots=True)
class Route:
    """Somewhere to go from home: what is there, and how one comes there.

    `steps` are ids of actions, each of the page that the one before opened; the last may be a field of that page, as
    in "#code".
    """

    does: str
    steps: tuple[str, ...]

    @property
    def words(self) -> str:
        return WORDS.get(self.steps[-1], "")


ROUTES = (
    Route("history of all attempts", ("home.history",)),
    Route("progress: would I pass", ("home.progress", "progress.ready")),
    Route("progress: trend of the scores", ("home.progress", "progress.trend")),
    Route("progress: sections", ("home.progress", "progress.sections")),
    Route("progress: habits", ("home.progress", "progress.habits")),
    Route("progress: what is confused with what", ("home.progress", "progress.confused")),
    Route("progress: each question", ("home.progress", "progress.questions")),
    Route("progress: the plan, day by day", ("home.progress", "progress.plan")),
    Route("set up a paper", ("home.set-up",)),
    Route("print a paper, or write it to a file", ("home.set-up", "set-up.export")),
    Route("pass mark of your own", ("home.set-up", "#pass_mark")),
    Route("the paper of an exam code", ("home.set-up", "#code")),
    Route("exam day, and what counts", ("home.exam-day",)),
    Route("drill what was missed", ("home.missed",)),
    Route("build a drill", ("home.drill",)),
    Route("browse the questions", ("home.questions",)),
    Route("notes and reports of all attempts", ("home.notes",)),
    Route("change the bank in hand", ("home.bank",)),
    Route("banks: all that there are", ("home.banks",)),
    Route("import a file of questions", ("home.banks", "banks.import")),
    Route("export the bank in another format", ("home.banks", "banks.export")),
    Route("edit the bank's file", ("home.banks", "banks.edit")),
    Route("check the bank", ("home.banks", "banks.check")),
    Route("begin a new bank", ("home.banks", "banks.new")),
    Route("discard an attempt, in the history", ("home.history", "#attempts")),
    Route("bin: what was discarded", ("home.history", "history.bin")),
)
"""In the order in which they are offered."""
