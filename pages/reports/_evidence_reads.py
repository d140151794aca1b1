"""What the page of evidence packs reads, and what a pack is called."""

import datetime as dt

from sqlmodel import Session

from db.evidence.build import named_period
from db.evidence.parts import Scope
from db.queries.acceptance import gates
from db.queries.evidence import PackRow, packs
from pages._kit.cached import Key, by_revision
from pages._kit.language import words
from tracker.i18n.gate_names import gate_name
from tracker.periods import Period, PeriodKind, periods_between


@by_revision("reports", "project")
def pack_rows(session: Session, key: Key) -> list[PackRow]:
    """The packs, archived ones too; their files are attachments, which belong to the project's area."""
    return packs(session, key.project_id)


@by_revision("site")
def gate_names(session: Session, key: Key) -> dict[int, str]:
    """What each gate is called that is not archived, in their order."""
    rows = gates(session, key.project_id, with_blocking=False)
    return {gate.id: gate_name(key.words, gate) for gate in rows if not gate.archived}


def pack_name(row: PackRow) -> str:
    """The gate or the period of a pack."""
    w = words()
    if row.gate_id is not None:
        return gate_names().get(row.gate_id) or w._("Archived gate")
    return named_period(w, Scope(row.last or dt.date.max, row.first))


def periods(first: dt.date, today: dt.date) -> list[Period]:
    """The quarters and years that have begun, the newest first; a year behind its quarters."""
    quarters = periods_between(first, today, PeriodKind.QUARTER)
    years = periods_between(first, today, PeriodKind.YEAR)
    return sorted(
        [*quarters, *years], key=lambda each: (-each.year, each.kind is PeriodKind.YEAR, -each.number)
    )
