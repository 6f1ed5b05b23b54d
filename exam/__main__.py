"""Owns `python -m exam`. Refuses to do anything that the `exam` command does not."""

from exam.cli import main

if __name__ == "__main__":
    main()
