"""Sitting an exam on the screen: the question and all that opens over it.

`exam.tui.sitting.question.sit_on_screen` is the way in. Widgets get values and post messages; the question screen alone
touches the session.
"""
