"""How it is asked for: the composition root, the one room that names the real clock, paths and database."""
