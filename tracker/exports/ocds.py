"""A procurement plan as Open Contracting data, OCDS 1.1 (standard.open-contracting.org/1.1): planning to contract.

The plan is one contracting process. Each submitted draft is a release: the first `planning`, those after it
`planningUpdate`, with an amendment for every change against the draft before. Each package that is bought of it is a
process of its own that names the plan's: its tender, then its awards, contracts, deliveries and payments. An item
keeps its id (the line's lineage) in all of them.

What the core standard has no field for stands where its guidance says: a category as an additional classification,
specification, zone, remark and a lump sum as attributes of the item (the item attributes extension), a cause in a
field of ours, `x_cause`.
"""

import json
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Any

from tracker.exports.ocds_items import Item, item_object
from tracker.exports.ocds_packages import package_releases
from tracker.exports.ocds_process import (
    Process,
    SubmittedDraft,
    buyer_party,
    ocid_of,
    release_head,
)
from tracker.exports.ocds_values import amount, without_blanks
from tracker.i18n import Words
from tracker.procurement.compare import compare
from tracker.procurement.explained import ExplainedChange, between, explain
from tracker.procurement.lines import Line

__all__ = ["Item", "Process", "SubmittedDraft", "ocds_json", "ocid_of", "release_package"]

VERSION = "1.1"

ITEM_ATTRIBUTES = (
    "https://gitlab.com/dncp-opendata/ocds_item_attributes_extension/-/raw/master/extension.json"
)
"""The extension that gives items `attributes`, where the registry of extensions (`itemAttributes`) says it is."""


def ocds_json(process: Process, words: Words) -> bytes:
    """The release package as JSON, UTF-8."""
    return json.dumps(release_package(process, words), ensure_ascii=False, indent=2).encode()


def release_package(process: Process, words: Words) -> dict[str, Any]:
    """The release package as plain data."""
    releases = [
        _draft_release(process, before, draft, words) for before, draft in _with_previous(process.drafts)
    ]
    for package in process.packages:
        releases += package_releases(process, package, words)
    extensions = {"extensions": [ITEM_ATTRIBUTES]} if _has_attributes(releases) else {}
    return {
        "uri": f"urn:ocds:{process.ocid}",
        "version": VERSION,
        **extensions,
        "publishedDate": process.published_at.isoformat(timespec="seconds"),
        "publisher": {"name": process.buyer},
        "releases": releases,
    }


def _has_attributes(releases: Sequence[dict[str, Any]]) -> bool:
    """Whether an item of the drafts says more than the core standard has fields for."""
    items = (item for each in releases for item in each.get("tender", {}).get("items", ()))
    return any("attributes" in item for item in items)


def _with_previous(
    drafts: Sequence[SubmittedDraft],
) -> Iterable[tuple[SubmittedDraft | None, SubmittedDraft]]:
    return pairwise((None, *drafts))  # type: ignore[arg-type]  # only the first of the first pair is None


def _draft_release(
    process: Process, before: SubmittedDraft | None, draft: SubmittedDraft, w: Words
) -> dict[str, Any]:
    tag = "planning" if before is None else "planningUpdate"
    head = release_head(process, process.ocid, f"draft-{draft.number}", draft.submitted_on, [tag], w)
    money = process.currency
    return {
        **head,
        "parties": [buyer_party(process)],
        "planning": {
            "budget": without_blanks(
                {
                    "id": f"{process.ocid}-budget",
                    "description": process.title,
                    "amount": None if process.ceiling_fen is None else amount(process.ceiling_fen, money),
                    "project": process.buyer,
                    "projectID": process.buyer_id,
                }
            )
        },
        "tender": without_blanks(
            {
                "id": f"{process.ocid}-tender",
                "title": process.title,
                "description": w._("Draft {number}", number=draft.number),
                "status": "planning",
                "mainProcurementCategory": "goods",
                "value": amount(draft.total_fen, money),
                "items": [item_object(item, money, w) for item in draft.items],
                "amendments": _amendments(process, before, draft, w) if before else None,
            }
        ),
    }


def _amendments(
    process: Process, before: SubmittedDraft, draft: SubmittedDraft, w: Words
) -> list[dict[str, Any]]:
    """Each change against the draft before, with the reason that people gave."""
    comparison = compare(_lines(before), _lines(draft), process.origins)
    changes = explain(comparison, between(process.given, before.number, draft.number))
    return [
        without_blanks(
            {
                "id": f"{draft.number}-{serial}",
                "date": process.instant(draft.submitted_on),
                "rationale": _rationale(row, w),
                "description": _description(row, w),
                "amendsReleaseID": f"{process.ocid}-draft-{before.number}",
                "releaseID": f"{process.ocid}-draft-{draft.number}",
                "x_cause": row.reasons[0].cause.value if row.reasons else None,
                "x_text": row.reasons[0].text if row.reasons else None,
                "x_items": [str(line.lineage) for line in (row.change.after or row.change.before)],
            }
        )
        for serial, row in enumerate(changes, start=1)
    ]


def _lines(draft: SubmittedDraft) -> list[Line]:
    return [item.line for item in draft.items]


def _rationale(row: ExplainedChange, w: Words) -> str:
    said = (f"{w.label(reason.cause)} {reason.text}".strip() for reason in row.reasons)
    return w.listed(list(dict.fromkeys(said)))


def _description(row: ExplainedChange, w: Words) -> str:
    old, new = (sum(line.amount_fen for line in side) for side in (row.change.before, row.change.after))
    return w._(
        "{kind}: {name}, {before} → {after} yuan",
        kind=w.label(row.change.kind),
        name=row.change.line.name,
        before=w.yuan(old),
        after=w.yuan(new),
    )
