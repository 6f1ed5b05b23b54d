"""Home: what can be done next, and how it has gone."""
