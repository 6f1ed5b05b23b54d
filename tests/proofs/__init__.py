"""Longer proofs, run by the gate after the tests: what only many papers or many kills can show."""
