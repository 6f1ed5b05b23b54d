"""Notes and reports of all attempts, found again."""
