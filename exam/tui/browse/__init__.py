"""A bank looked through: its questions, searched as one types, and one of them with what was done with it."""
