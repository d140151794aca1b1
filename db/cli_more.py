"""The words of those commands of `python -m db` whose work stands in a module of its own.

Such a module brings reports, papers and mail with it: it is imported when its command is given, and no sooner.
"""

import argparse
import datetime as dt
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from tracker.languages import LANGUAGES
from tracker.permissions import Role
from tracker.settings import Settings

EVERY_SECONDS = 60
"""How often `send` looks unless told otherwise."""


def add_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `evidence`, `report`, `search` and `send`."""
    _add_evidence(commands)
    _add_report(commands)
    _add_search(commands)
    _add_send(commands)


def later(module: str, name: str = "run") -> Callable[[argparse.Namespace, Settings], int]:
    """A function of a module that is imported when it is called."""
    return lambda options, settings: int(getattr(import_module(module), name)(options, settings))


def _add_evidence(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `evidence` to the commands of `python -m db`."""
    evidence = commands.add_parser(
        "evidence", help="write the evidence of a gate or a period as one zip file"
    )
    evidence.add_argument("--gate", type=int, metavar="ID", help="the acceptance gate")
    evidence.add_argument(
        "--from", dest="first", type=dt.date.fromisoformat, metavar="DATE", help="the first day of the period"
    )
    evidence.add_argument(
        "--to", dest="last", type=dt.date.fromisoformat, metavar="DATE", help="its last day"
    )
    evidence.add_argument("--language", choices=sorted(LANGUAGES), default="zh")
    evidence.add_argument("--out", type=Path, required=True, metavar="FILE", help="replaced if it is there")
    evidence.add_argument("--project", type=int, metavar="ID", help="the project; the newest one by default")
    evidence.set_defaults(run=later("db.cli_evidence"))


def _add_report(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `report` to the commands of `python -m db`."""
    report = commands.add_parser("report", help="write the summary of a period as .docx or .pdf")
    report.add_argument(
        "--quarter",
        "--period",
        dest="period",
        required=True,
        metavar="CODE",
        help="2026Q1 for a quarter, 2026-03 for a month, 2026 for a year",
    )
    report.add_argument("--language", choices=sorted(LANGUAGES), default="zh")
    report.add_argument("--out", type=Path, required=True, metavar="FILE", help="ends in .docx or .pdf")
    report.add_argument("--template", type=Path, metavar="FILE", help="a Word template of the library's own")
    report.add_argument("--project", type=int, metavar="ID", help="the project; the newest one by default")
    report.set_defaults(run=later("db.cli_report"))


def _add_search(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `search` to the commands of `python -m db`."""
    search = commands.add_parser("search", help="find records by what stands in them")
    search.add_argument(
        "text", nargs="?", default="", help="words, divided by blanks; all must stand in a record"
    )
    search.add_argument("--rebuild", action="store_true", help="first make the index anew from all records")
    search.add_argument("--json", action="store_true", help="one JSON array instead of lines")
    search.add_argument("--limit", type=int, default=20, metavar="N", help="at most so many, 20 by default")
    search.add_argument("--role", choices=[role.value for role in Role], default=Role.LEAD.value)
    search.add_argument("--project", type=int, metavar="ID", help="the project; the newest one by default")
    search.set_defaults(run=later("db.cli_search"))


def _add_send(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `send` to the commands of `python -m db`."""
    send = commands.add_parser("send", help="write the messages that are due, and send what waits")
    send.add_argument("--once", action="store_true", help="end when nothing waits, instead of looking again")
    send.add_argument(
        "--lease",
        type=float,
        metavar="SECONDS",
        help="after how long another sender takes over a message that this one did not finish",
    )
    send.add_argument(
        "--every", type=float, default=EVERY_SECONDS, metavar="SECONDS", help="how often to look"
    )
    send.set_defaults(run=later("db.cli_send"))
