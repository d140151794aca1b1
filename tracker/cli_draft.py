"""`python -m tracker read-draft FILE.xlsx [--json]`: the lines of a procurement draft and its problems."""

import argparse
import json
import sys
import unicodedata
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from tracker.errors import UnreadableFile
from tracker.imports.draft_types import DraftFile, Problem, ReadLine
from tracker.imports.drafts import read_draft
from tracker.imports.workbook import refuse_size
from tracker.money import FEN_PER_YUAN, quantity_of

UNREADABLE = 2
"""Exit code for a file that cannot be read."""
WITH_PROBLEMS = 3
"""Exit code for a file that was read and has problems."""

_REFUSALS = {
    "file_too_large": "the file is too large: {found:,} {what}, at most {limit:,} are read",
    "file_encrypted": "the workbook is protected by a password; save it without one",
    "file_broken": "the workbook is damaged and cannot be opened ({reason})",
    "file_wrong_kind": "this is not an .xlsx workbook ({kind})",
}
_HEADINGS = (
    "Sheet",
    "Row",
    "Category",
    "Name",
    "Specification",
    "Unit",
    "Quantity",
    "Unit price",
    "Amount",
    "Zone",
)
_RIGHT_ALIGNED = frozenset({1, 6, 7, 8})
_WIDEST = 30

Subparsers = argparse._SubParsersAction  # the only name argparse gives this class


def register(subparsers: "Subparsers[argparse.ArgumentParser]") -> None:
    """Adds the `read-draft` command; its `run` takes the parsed arguments and returns the exit code."""
    parser = subparsers.add_parser("read-draft", help="read a procurement draft and check its figures")
    parser.add_argument("file", type=Path, metavar="FILE.xlsx", help="the draft")
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Reads the file and prints it.

    Returns:
        0; 3 where the file has problems; 2 where it cannot be read (one line on standard error says why).
    """
    try:
        refuse_size(args.file.stat().st_size)
        draft = read_draft(args.file.read_bytes())
    except (OSError, UnreadableFile) as error:
        sys.stderr.write(f"cannot read {args.file}: {refusal(error)}\n")
        return UNREADABLE
    sys.stdout.write(
        json.dumps(as_json(draft), ensure_ascii=False, indent=1) if args.json else as_table(draft)
    )
    sys.stdout.write("\n")
    return WITH_PROBLEMS if draft.problems else 0


def refusal(error: OSError | UnreadableFile) -> str:
    """Why a file cannot be read, on one line."""
    if isinstance(error, OSError):
        return error.strerror or type(error).__name__
    return _REFUSALS[error.code].format(**error.facts)


def as_json(draft: DraftFile) -> dict[str, Any]:
    """The draft as plain values: money in fen, quantities as decimal strings, None for what a line lacks."""
    return {
        "lines": [_line_as_json(line) for line in draft.lines],
        "total_fen": draft.total_fen,
        "printed_total_fen": draft.printed_total_fen,
        "problems": [
            {"code": problem.code, "sheet": problem.sheet, "row": problem.row, **problem.facts}
            for problem in draft.problems
        ],
    }


def _line_as_json(line: ReadLine) -> dict[str, Any]:
    return {
        "sheet": line.sheet,
        "row": line.row,
        "category": line.category,
        "name": line.name or None,
        "specification": line.specification,
        "unit": line.unit,
        "quantity": _quantity(line),
        "unit_price_fen": line.unit_price_fen,
        "amount_fen": None if line.incomplete else line.amount_fen,
        "zone": line.zone,
    }


def as_table(draft: DraftFile) -> str:
    """The draft for people: aligned columns, the totals, then the problems, one to a line."""
    rows = [_HEADINGS, *(_line_as_row(line) for line in draft.lines)]
    printed = "not printed" if draft.printed_total_fen is None else _yuan(draft.printed_total_fen)
    totals = f"{len(draft.lines)} lines, total {_yuan(draft.total_fen)} yuan, printed total {printed}"
    return "\n".join(
        [*_aligned(rows), "", totals, *(_problem_as_text(problem) for problem in draft.problems)]
    )


def _line_as_row(line: ReadLine) -> tuple[str, ...]:
    return (
        line.sheet,
        str(line.row),
        line.category or "",
        line.name,
        line.specification or "",
        line.unit or "",
        _quantity(line) or "",
        _yuan(line.unit_price_fen),
        "" if line.incomplete else _yuan(line.amount_fen),
        line.zone or "",
    )


def _quantity(line: ReadLine) -> str | None:
    return None if line.quantity_milli is None else f"{quantity_of(line.quantity_milli):f}"


def _yuan(fen: int | None) -> str:
    """Fen as yuan with separators, exact: 1234567 gives 12,345.67."""
    if fen is None:
        return ""
    whole, rest = divmod(abs(fen), FEN_PER_YUAN)
    return f"{'-' if fen < 0 else ''}{whole:,}.{rest:02}"


def _problem_as_text(problem: Problem) -> str:
    where = "the file" if problem.sheet is None else f"{problem.sheet} row {problem.row}"
    facts = ", ".join(
        f"{name.removesuffix('_fen').replace('_', ' ')} {_yuan(value) if name.endswith('_fen') else value}"
        for name, value in problem.facts.items()
        if value is not None
    )
    return f"{where}: {problem.code.replace('_', ' ')}" + (f" ({facts})" if facts else "")


def _aligned(rows: Sequence[Sequence[str]]) -> Iterable[str]:
    cells = [[_shortened(cell) for cell in row] for row in rows]
    widths = [max(map(_width, column)) for column in zip(*cells, strict=True)]
    for row in cells:
        padded = [
            _padding(cell, width) + cell if index in _RIGHT_ALIGNED else cell + _padding(cell, width)
            for index, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        yield "  ".join(padded).rstrip()


def _padding(text: str, width: int) -> str:
    return " " * (width - _width(text))


def _width(text: str) -> int:
    """Columns that a text takes in a terminal: East Asian wide and full-width characters take two."""
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)


def _shortened(text: str) -> str:
    if _width(text) <= _WIDEST:
        return text
    while _width(text) > _WIDEST - 1:
        text = text[:-1]
    return text + "…"
