"""Proof that statements of xAPI are what others take them for: two validators, neither of them ours.

Run as ``python -m tests.proofs.xapi PYTHON NODE_MODULES``: the Python of an environment with ralph-malph (or "-"), and
a folder with xapi-validation (or "-"). A group's exams and an attempt with every kind of question go out by the command
line; a statement that was bent must be refused, so that the validators are seen to look.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

from click.testing import CliRunner

from exam.cli.group import exam
from exam.files.attempts import ExportedAttempt, write_attempts
from tests.support import cohort, every_kind

RALPH = """
import json, sys
from ralph.models.xapi.base.statements import BaseXapiStatement
for statement in json.load(open(sys.argv[1])):
    BaseXapiStatement(**statement)
"""
NODE = """
const path = require('path');
const found = require(path.join(process.argv[2], 'xapi-validation'));
const fs = require('fs');
for (const statement of JSON.parse(fs.readFileSync(process.argv[3], 'utf8'))) {
  const faults = found.default(statement);
  if (faults.length) { console.error(JSON.stringify(faults).slice(0, 2000)); process.exit(1); }
}
"""


def main() -> None:
    python, modules = sys.argv[1:3]
    with tempfile.TemporaryDirectory() as folder:
        path, script = written(Path(folder)), Path(folder) / "validate.js"
        script.write_text(NODE)
        sound = json.loads(path.read_text("utf-8"))
        bent = Path(folder) / "bent.json"
        bent.write_text(json.dumps([sound[0] | {"verb": {"id": "no address"}}]))
        validators = {"ralph-malph": [python, "-c", RALPH], "xapi-validation": ["node", str(script), modules]}
        for (name, command), given in zip(validators.items(), (python, modules), strict=True):
            if given != "-":
                subprocess.run([*command, str(path)], check=True)
                if not subprocess.run([*command, str(bent)], check=False, capture_output=True).returncode:
                    raise SystemExit(f"{name} takes anything")
                print(f"{name} takes all {len(sound):,} statements")


def written(folder: Path) -> Path:
    """A file of statements."""
    form = every_kind.every_kind_form(folder / "bank")
    every = ExportedAttempt("every", "Ada", form, tuple(every_kind.sat(form, "partly")))
    attempts = folder / "attempts.jsonl"
    attempts.write_text("".join(write_attempts([*cohort.cohort(cohort.chosen_by_people()[:20]), every])), "utf-8")
    path, where = folder / "statements.json", ["--data-dir", str(folder / "data")]
    for words in (["attempts", "import", str(attempts)], ["attempts", "export", "--xapi", str(path)]):
        result = CliRunner().invoke(exam, [*words, *where])
        if result.exit_code:
            raise SystemExit(result.output)
    return path


if __name__ == "__main__":
    main()
