"""Is a bank any good: faults of item writing, and what its papers give to somebody who only guesses."""
