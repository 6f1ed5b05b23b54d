"""Measurements, each a program of its own: ``python -m tests.benchmarks.commit``. Not run with the tests."""
