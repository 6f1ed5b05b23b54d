"""What the past says: readiness, trends, sections, habits, confusions, questions."""
