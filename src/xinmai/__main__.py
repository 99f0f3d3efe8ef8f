"""``python -m xinmai`` is the command ``xinmai``."""

from xinmai.cli import main

main()
