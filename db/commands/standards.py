"""Standards as the library supplies them, and the exemptions that the lead grants."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from sqlmodel import Session, col, select

from db.commands import editing
from db.commands.editing import merge_edit, required_text
from db.commands.registry import command, get
from db.models import Department, LineageRow, Standard, StandardExemption, Zone
from tracker.errors import Invalid
from tracker.imports.record_steps import RecordStep, record_step
from tracker.imports.standard_list import LONGEST_LIFE
from tracker.permissions import Action, Actor
from tracker.vocabulary import StandardBasis

LONGEST = {"name": 200, "applies_code": 20, "applies_to": 300, "source": 2000, "source_version": 60}
LONGEST_REASON = 2000
_REQUIRED = ("name", "source")
FIELDS = frozenset(LONGEST) | {
    "basis",
    "quantity_milli",
    "basis_milli",
    "department_id",
    "zone_id",
    "price_cap_fen",
    "minimum_life_years",
    "valid_from",
    "valid_to",
}
"""Columns that a person sets."""


@command(Action.EDIT_PROCUREMENT)
def create_standard(session: Session, *, actor: Actor, project_id: int, values: Mapping[str, Any]) -> int:
    """Add a standard; gives its id. `values` holds columns of FIELDS.

    Raises:
        Invalid: as `_check`.
    """
    standard = Standard(project_id=project_id, **_known(values))
    _check(session, standard)
    session.add(standard)
    session.flush()
    assert standard.id is not None  # noqa: S101 (flushed)
    return standard.id


@command(Action.EDIT_PROCUREMENT)
def update_standard(
    session: Session,
    *,
    actor: Actor,
    project_id: int,
    standard_id: int,
    expected_version: int,
    original: Mapping[str, Any],
    changes: Mapping[str, Any],
) -> None:
    """Change a standard.

    Raises:
        Conflict: somebody else changed the same field since.
        Invalid: as `_check`.
    """
    standard = get(session, Standard, project_id, standard_id)
    merge_edit(standard, expected_version=expected_version, original=original, changes=changes, fields=FIELDS)
    with session.no_autoflush:
        _check(session, standard)
    session.add(standard)


@command(Action.EDIT_PROCUREMENT)
def archive_standard(session: Session, *, actor: Actor, project_id: int, standard_id: int) -> None:
    """Put a standard aside; it finds nothing any more."""
    editing.archive(session, get(session, Standard, project_id, standard_id))


@command(Action.EDIT_PROCUREMENT)
def restore_standard(session: Session, *, actor: Actor, project_id: int, standard_id: int) -> None:
    """Bring a standard back."""
    editing.restore(session, get(session, Standard, project_id, standard_id))


@command(Action.EDIT_PROCUREMENT)
def import_standards(
    session: Session, *, actor: Actor, project_id: int, listed: Iterable[Mapping[str, Any]]
) -> Mapping[RecordStep, int]:
    """Bring the table of standards up to a list that was read; gives how many each step was taken for.

    A standard is known by its name and its source's version: importing the same list again changes nothing. A
    blank cell leaves what is stored, and what the list does not name stays.

    Raises:
        Invalid: as `_check`.
    """
    stored = session.exec(
        select(Standard).where(Standard.project_id == project_id).order_by(col(Standard.id).desc())
    )
    known = {(row.name, row.source_version): row for row in stored}
    steps: Counter[RecordStep] = Counter()
    for record in listed:
        given = {name: value for name, value in _known(record).items() if value is not None}
        key = given["name"], given.get("source_version", "")
        standard = known.get(key)
        step = record_step(standard, given)
        steps[step] += 1
        if standard is None:
            standard = known[key] = Standard(project_id=project_id, **given)
        for name, value in given.items():
            setattr(standard, name, value)
        with session.no_autoflush:
            _check(session, standard)
        editing.restore(session, standard)
        session.add(standard)
    return steps


@command(Action.DECIDE)
def exempt_line(
    session: Session, *, actor: Actor, project_id: int, standard_id: int, lineage_id: int, reason: str
) -> int:
    """Let a line be without a standard, for a reason; gives the exemption's id.

    Raises:
        Invalid: `text_missing`, `text_too_long`.
    """
    get(session, Standard, project_id, standard_id)
    get(session, LineageRow, project_id, lineage_id)
    exemption = session.exec(
        select(StandardExemption).where(
            StandardExemption.project_id == project_id,
            StandardExemption.standard_id == standard_id,
            StandardExemption.lineage_id == lineage_id,
        )
    ).first() or StandardExemption(
        project_id=project_id, standard_id=standard_id, lineage_id=lineage_id, reason=""
    )
    exemption.reason = required_text("reason", reason, longest=LONGEST_REASON)
    exemption.archived_at = None
    session.add(exemption)
    session.flush()
    assert exemption.id is not None  # noqa: S101 (flushed)
    return exemption.id


@command(Action.DECIDE)
def archive_exemption(session: Session, *, actor: Actor, project_id: int, exemption_id: int) -> None:
    """Withdraw an exemption."""
    editing.archive(session, get(session, StandardExemption, project_id, exemption_id))


@command(Action.DECIDE)
def restore_exemption(session: Session, *, actor: Actor, project_id: int, exemption_id: int) -> None:
    """Grant an exemption again."""
    editing.restore(session, get(session, StandardExemption, project_id, exemption_id))


def _known(values: Mapping[str, Any]) -> dict[str, Any]:
    editing.only_fields(values, FIELDS)
    return dict(values)


def _check(session: Session, standard: Standard) -> None:
    """Tidy the texts of a standard, and refuse what cannot be judged or does not say where it comes from.

    Raises:
        Invalid: `text_missing`, `text_too_long`, `standard_applies_to_nothing`, `standard_limits_nothing`,
            `standard_cap_incomplete`, `standard_figure_out_of_range`, `standard_ends_before_start`.
        NotFound: the department or the zone is not the project's.
    """
    for field, longest in LONGEST.items():
        text = (getattr(standard, field) or "").strip()
        if field in _REQUIRED:
            text = required_text(field, text, longest=longest)
        elif len(text) > longest:
            raise Invalid("text_too_long", field=field, longest=longest, length=len(text))
        setattr(standard, field, text)
    if not (standard.applies_code or standard.applies_to):
        raise Invalid("standard_applies_to_nothing")
    _check_limits(standard)
    if standard.valid_from and standard.valid_to and standard.valid_to < standard.valid_from:
        raise Invalid("standard_ends_before_start")
    if standard.department_id is not None:
        get(session, Department, standard.project_id, standard.department_id)
    if standard.zone_id is not None:
        get(session, Zone, standard.project_id, standard.zone_id)


def _check_limits(standard: Standard) -> None:
    limits = (standard.basis, standard.price_cap_fen, standard.minimum_life_years)
    if all(limit is None for limit in limits):
        raise Invalid("standard_limits_nothing")
    if standard.basis is not None:
        counted_by = standard.basis is StandardBasis.FIXED or standard.basis_milli
        if standard.quantity_milli is None or not counted_by:
            raise Invalid("standard_cap_incomplete")
    elif standard.quantity_milli is not None:
        raise Invalid("standard_cap_incomplete")
    figures = (standard.quantity_milli, standard.basis_milli, standard.price_cap_fen)
    if any(figure is not None and figure < 0 for figure in figures):
        raise Invalid("standard_figure_out_of_range")
    if standard.minimum_life_years is not None and not 0 < standard.minimum_life_years <= LONGEST_LIFE:
        raise Invalid("standard_figure_out_of_range")
