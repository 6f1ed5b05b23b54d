"""The last page before the clock runs."""
