"""How it is seen in a terminal: screens that are built from values, and the ways between them (`flows`)."""
