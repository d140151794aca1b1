"""`python -m tracker compare BEFORE.xlsx AFTER.xlsx [--json]`: what changed between two drafts."""

import argparse
import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tracker.errors import UnreadableFile
from tracker.imports.drafts import read_draft
from tracker.money import FEN_PER_YUAN, quantity_of
from tracker.procurement.changes import Change, FieldChanges
from tracker.procurement.lines import Line
from tracker.procurement.unkeyed import UnkeyedComparison, Verdict, compare_unkeyed

UNREADABLE = 2
"""Exit code for a file that cannot be read."""

Subparsers = argparse._SubParsersAction  # the only name argparse gives this class


def register(subparsers: "Subparsers[argparse.ArgumentParser]") -> None:
    """Add the `compare` command; its `run` takes the parsed arguments and returns the exit code."""
    parser = subparsers.add_parser("compare", help="compare two drafts line by line")
    parser.add_argument("before", type=Path, metavar="BEFORE.xlsx", help="the earlier draft")
    parser.add_argument("after", type=Path, metavar="AFTER.xlsx", help="the later draft")
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Compare the two files and print what changed.

    Returns:
        0, or 2 where a file cannot be read (one line on standard error says which and why).
    """
    drafts: list[list[Line]] = []
    for side, path in (("before", args.before), ("after", args.after)):
        try:
            draft = read_draft(path.read_bytes())
        except (OSError, UnreadableFile) as error:
            sys.stderr.write(f"cannot read {path}: {_why(error)}\n")
            return UNREADABLE
        drafts.append([line.as_line(f"{side} {row}") for row, line in enumerate(draft.lines)])
    found = compare_unkeyed(*drafts)
    if args.json:
        sys.stdout.write(json.dumps(as_json(found), ensure_ascii=False, indent=2) + "\n")
    else:
        sys.stdout.write(as_table(found))
    return 0


def as_json(found: UnkeyedComparison) -> dict[str, Any]:
    """The comparison as plain values: money in fen, quantities as decimal strings, what lacks as None."""
    comparison = found.comparison
    return {
        "total_before_fen": comparison.total_before_fen,
        "total_after_fen": comparison.total_after_fen,
        "unchanged": len(comparison.unchanged),
        "changes": [
            _change_as_json(change, verdict)
            for change, verdict in zip(comparison.changes, found.verdicts, strict=True)
        ],
    }


def as_table(found: UnkeyedComparison) -> str:
    """The comparison for people: a line for each change, then the totals; `?` marks what to confirm."""
    comparison = found.comparison
    rows = [
        f"{'' if verdict.certain else '?':1} {change.kind:8} {_yuan(change.difference_fen, sign='+'):>16}"
        f"  {_where(change)}  {_what(change)}"
        for change, verdict in zip(comparison.changes, found.verdicts, strict=True)
    ]
    asked = sum(not verdict.certain for verdict in found.verdicts)
    totals = (
        f"{len(comparison.changes)} changes ({asked} to confirm), {len(comparison.unchanged)} unchanged\n"
        f"total before {_yuan(comparison.total_before_fen)}, after {_yuan(comparison.total_after_fen)},"
        f" difference {_yuan(comparison.difference_fen, sign='+')}\n"
    )
    return "".join(f"{row}\n" for row in rows) + totals


def _change_as_json(change: Change, verdict: Verdict) -> dict[str, Any]:
    """One change as plain values."""
    return {
        "kind": str(change.kind),
        "before": [_source(line) for line in change.before],
        "after": [_source(line) for line in change.after],
        "fields": _fields(change.fields),
        "price_effect_fen": change.effects.price_fen,
        "quantity_effect_fen": change.effects.quantity_fen,
        "joint_effect_fen": change.effects.joint_fen,
        "difference_fen": change.difference_fen,
        "confidence": verdict.confidence,
        "certain": verdict.certain,
    }


def _source(line: Line) -> dict[str, Any] | None:
    """Where the line stood in its workbook."""
    return None if line.source is None else {"sheet": line.source.sheet, "row": line.source.row}


def _fields(fields: FieldChanges) -> Mapping[str, list[Any]]:
    """Old and new values by field; `quantity` as decimal strings in place of thousandths."""
    named = {"quantity" if name == "quantity_milli" else name: values for name, values in fields.items()}
    return {
        name: [_decimal(value) if name == "quantity" else value for value in values]
        for name, values in named.items()
    }


def _decimal(quantity_milli: int | None) -> str | None:
    """A quantity as a plain decimal."""
    return None if quantity_milli is None else f"{quantity_of(quantity_milli):f}"


def _yuan(fen: int, sign: str = "") -> str:
    """Money in yuan with thousands separators, exact."""
    whole, rest = divmod(abs(fen), FEN_PER_YUAN)
    prefix = "-" if fen < 0 else sign if fen > 0 else ""
    return f"{prefix}{whole:,}.{rest:02}"


def _where(change: Change) -> str:
    """Rows before and after: 采购清单!5 → 采购清单!6."""
    sides = (
        " + ".join(f"{line.source.sheet}!{line.source.row}" for line in side if line.source) or "–"
        for side in (change.before, change.after)
    )
    return " → ".join(sides)


def _what(change: Change) -> str:
    """The name of the goods, and what of them changed, but for the amount, which has its own column."""
    said = [
        f"{name.removesuffix('_fen').replace('_', ' ')} {_said(name, old)} → {_said(name, new)}"
        for name, (old, new) in _fields(change.fields).items()
        if name != "amount_fen"
    ]
    return "; ".join([change.line.name, *said])


def _said(name: str, value: object) -> str:
    """One value for people."""
    if value is None:
        return "–"
    return _yuan(value) if name.endswith("_fen") and isinstance(value, int) else str(value)


def _why(error: OSError | UnreadableFile) -> str:
    """The reason on one line: the system's own words, or the code and facts of the refusal."""
    if isinstance(error, OSError):
        return error.strerror or type(error).__name__
    facts = ", ".join(f"{name} {value}" for name, value in error.facts.items())
    words = error.code.replace("_", " ")
    return f"{words} ({facts})" if facts else words
