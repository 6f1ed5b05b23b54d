"""An attempt being taken: the one seam of change, the walk from question to question, the clock."""
