"""Where an exam is sat: the question screen and all that opens over it. Refuses to score and to open any file.

`exam.tui.sitting.enter.sit` is the way in. Widgets get values and post messages; the question screen alone touches
the session.
"""
