"""python -m cact, and the command cact."""

from cact.cli import main

if __name__ == "__main__":
    raise SystemExit(main())
