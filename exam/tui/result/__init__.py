"""What an attempt came to: the score page and the study page."""
