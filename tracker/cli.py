"""The command line: the same computations as the pages, for people and for checks.

Each command is a module with `register(subparsers)`: it adds a parser and sets `run`, parsed arguments in,
exit code out.
"""

import argparse
from collections.abc import Sequence

from tracker import cli_compare, cli_draft, cli_schedule


def build_parser() -> argparse.ArgumentParser:
    """The parser with every command."""
    parser = argparse.ArgumentParser(
        prog="python -m tracker", description="Prepare the opening of a library."
    )
    subparsers = parser.add_subparsers(required=True, metavar="COMMAND")
    for command in (cli_draft, cli_compare, cli_schedule):
        command.register(subparsers)
    return parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command and gives its exit code; argparse itself exits with 2 on wrong usage.

    Args:
        arguments: the words after the program's name; by default those it was started with.
    """
    args = build_parser().parse_args(arguments)
    code: int = args.run(args)
    return code
