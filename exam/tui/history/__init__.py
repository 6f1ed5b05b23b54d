"""Every attempt so far, as a list to look through."""
