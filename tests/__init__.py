"""The tests, as a package, so that the repository's root is on the path and `tests.support` can be imported."""
