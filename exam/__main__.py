"""`python -m exam`: the same as the `exam` command."""

from exam.cli import main

if __name__ == "__main__":
    main()
