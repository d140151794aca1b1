"""Taking a workbook as a numbered draft: its lines, their lineages, and why it was taken, all together."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col, select

from db.commands.draft_rows import insert_lines, new_lineages, open_plan, previous_draft_id
from db.commands.registry import command
from db.models import Draft, DraftLine, LineageOrigin, LineageRow
from db.queries.places import zone_ids_by_name
from db.unit_of_work import note_bulk
from tracker.errors import Invalid
from tracker.imports.draft_types import DraftFile, ReadLine
from tracker.permissions import Action, Actor
from tracker.procurement.drafts import LONGEST, LONGEST_FUNDING, settled
from tracker.procurement.inheritance import Inheritance
from tracker.vocabulary import DraftStatus

HIGHEST_NUMBER = 999
_LONGEST = {**LONGEST, "catalogue_edition": 20, "funding": LONGEST_FUNDING}


@command(Action.DECIDE)
def import_draft(
    session: Session,
    *,
    actor: Actor,
    project_id: int,
    plan_id: int,
    number: int,
    file: DraftFile,
    inheritance: Inheritance,
    previous_id: int | None,
    drawn_up_on: dt.date | None = None,
    submitted_on: dt.date | None = None,
    reason: str = "",
    printed_counts: bool = False,
    file_name: str = "",
    file_sha256: str = "",
) -> int:
    """Store a workbook as draft `number`, frozen like any submitted draft; gives its id.

    A file that names no source of funds at all leaves every line that carries on with the one it had, and one without
    catalogue codes leaves it with its code.

    Args:
        session: the unit of work.
        actor: who imports.
        project_id: the project.
        plan_id: the procurement plan.
        number: of the draft, 1 to 999, not taken yet.
        file: what was read.
        inheritance: which lines carry on or descend from stored lineages; every other line is new.
        previous_id: the draft that the lines were matched with; None where there was none.
        drawn_up_on: the day on the paper.
        submitted_on: the day it was handed in.
        reason: why the file is taken although figures differ; goes into the draft and the audit.
        printed_counts: where quantity × price differs from the printed amount, the printed one counts and
            the line becomes a lump sum; by default the computed one counts.
        file_name: of the workbook, to be recognised by people.
        file_sha256: its digest.

    Raises:
        Invalid: the number is taken or out of range; there are no lines; problems without a reason; a text
            or figure does not fit; another draft came between (`previous_draft_moved`); a lineage that is not
            one of the plan, or is used twice.
    """
    open_plan(session, project_id, plan_id)
    _check_number(session, project_id, plan_id, number)
    if not file.lines:
        raise Invalid("draft_empty")
    if file.problems and not reason.strip():
        raise Invalid("difference_without_reason", count=len(file.problems))
    if previous_draft_id(session, project_id, plan_id, number) != previous_id:
        raise Invalid("previous_draft_moved")
    _check_lineages(session, project_id, plan_id, inheritance, len(file.lines))
    draft = Draft(
        project_id=project_id,
        plan_id=plan_id,
        number=number,
        status=DraftStatus.SUBMITTED,
        drawn_up_on=drawn_up_on,
        submitted_on=submitted_on or drawn_up_on,
        file_name=file_name[-200:],
        file_sha256=file_sha256,
        accepted_difference=reason.strip() if file.problems else "",
    )
    session.add(draft)
    session.flush()
    assert draft.id is not None  # noqa: S101 (flushed)
    kept = _kept(session, draft, previous_id, file) if inheritance.same else {}
    _store(session, draft, file, inheritance, kept, printed_counts=printed_counts)
    return draft.id


def _check_number(session: Session, project_id: int, plan_id: int, number: int) -> None:
    if not 1 <= number <= HIGHEST_NUMBER:
        raise Invalid("number_out_of_range", number=number, highest=HIGHEST_NUMBER)
    taken = select(Draft.id).where(
        Draft.project_id == project_id, Draft.plan_id == plan_id, Draft.number == number
    )
    if session.exec(taken).first() is not None:
        raise Invalid("number_taken", number=number)


def _check_lineages(
    session: Session, project_id: int, plan_id: int, inheritance: Inheritance, lines: int
) -> None:
    """Refuse answers that name lines or lineages that are not there, or one lineage for two lines."""
    carried = list(inheritance.same.values())
    if len(set(carried)) < len(carried):
        raise Invalid("lineage_twice")
    named = set(carried).union(*inheritance.parents.values())
    stored = select(LineageRow.id).where(LineageRow.project_id == project_id, LineageRow.plan_id == plan_id)
    known = set(session.exec(stored))
    positions = {*inheritance.same, *inheritance.parents}
    if not named <= known or not positions <= set(range(lines)):
        raise Invalid("lineage_unknown")


def _kept(
    session: Session, draft: Draft, previous_id: int | None, file: DraftFile
) -> dict[int, dict[str, Any]]:
    """What each lineage of the draft before keeps, since the file is silent on it."""
    columns: list[str] = []
    if not any(line.funding for line in file.lines):
        columns += ["funding", "funding_year"]
    if not any(line.code for line in file.lines):
        columns += ["catalogue_code", "catalogue_edition"]
    if previous_id is None or not columns:
        return {}
    query = sa.select(col(DraftLine.lineage_id), *(getattr(DraftLine, name) for name in columns)).where(
        col(DraftLine.project_id) == draft.project_id,
        col(DraftLine.draft_id) == previous_id,
        col(DraftLine.archived_at).is_(None),
    )
    return {
        lineage: dict(zip(columns, values, strict=True))
        for lineage, *values in session.connection().execute(query)
    }


def _store(
    session: Session,
    draft: Draft,
    file: DraftFile,
    inheritance: Inheritance,
    kept: Mapping[int, Mapping[str, Any]],
    *,
    printed_counts: bool,
) -> None:
    born = [position for position in range(len(file.lines)) if position not in inheritance.same]
    fresh = dict(zip(born, new_lineages(session, draft.project_id, draft.plan_id, len(born)), strict=True))
    lineages = {**fresh, **inheritance.same}
    zone_ids = zone_ids_by_name(session, draft.project_id)
    rows = [
        {
            "project_id": draft.project_id,
            "lineage_id": lineages[position],
            "position": position,
            **line_values(line, printed_counts=printed_counts),
            "zone_id": zone_ids.get((line.zone or "").strip()),
            **kept.get(inheritance.same.get(position, 0), {}),
        }
        for position, line in enumerate(file.lines)
    ]
    insert_lines(session, draft, rows)
    session.add_all(_origins(draft, inheritance, lineages))
    total = sum(int(row["amount_fen"]) for row in rows)
    note_bulk(session, draft, {"lines": len(rows), "new_lineages": len(born), "total_fen": total})


def _origins(draft: Draft, inheritance: Inheritance, lineages: Mapping[int, int]) -> Iterable[LineageOrigin]:
    return (
        LineageOrigin(project_id=draft.project_id, lineage_id=lineages[position], parent_id=parent)
        for position, parents in inheritance.parents.items()
        for parent in sorted(parents)
    )


def line_values(line: ReadLine, *, printed_counts: bool) -> dict[str, Any]:
    """The columns of a line as it was read.

    Raises:
        Invalid: a text is too long for its column, or a figure too large; sheet and row are named.
    """
    differs = not line.lump_sum and line.printed_amount_fen not in (None, line.amount_fen)
    takes_printed = differs and printed_counts
    # A refund or a deduction has a negative factor; only its amount can be kept, as a lump sum.
    alone = line.lump_sum or min(line.quantity_milli or 0, line.unit_price_fen or 0) < 0
    amount = line.amount_fen
    texts = {
        "category": line.category or "",
        "catalogue_code": line.code or "",
        "catalogue_edition": line.edition or "",
        "name": line.name,
        "specification": line.specification or "",
        "unit": line.unit or "",
        "zone": line.zone or "",
        "remark": line.remark or "",
        "funding": line.funding or "",
    }
    for field, text in texts.items():
        if len(text) > _LONGEST[field]:
            raise Invalid(
                "cell_too_long", sheet=line.sheet, row=line.row, length=len(text), longest=_LONGEST[field]
            )
    figures = {"quantity_milli": line.quantity_milli, "unit_price_fen": line.unit_price_fen}
    lump_sum, amount = settled(name=line.name, lump_sum=alone, amount_fen=amount, **figures)
    if takes_printed:
        lump_sum, amount = True, line.printed_amount_fen or 0
    return {
        **texts,
        **figures,
        "amount_fen": amount,
        "printed_amount_fen": line.printed_amount_fen if differs else None,
        "lump_sum": lump_sum,
        "justification": "",
        "funding_year": None,
        "source_sheet": line.sheet[:120],
        "source_row": line.row,
    }
