"""`python -m tracker`: the command line."""

import io
import sys

from tracker.cli import main

if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8")  # a Windows console's code page lacks many names
    sys.exit(main())
