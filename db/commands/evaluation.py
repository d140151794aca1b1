"""Evaluation standards as the library supplies them, and their items; no threshold comes with the tracker."""

from collections.abc import Mapping
from typing import Any

from sqlmodel import Session, col, func, select

from db.commands import editing
from db.commands.editing import merge_edit, required_text
from db.commands.registry import command, get
from db.commands.workstreams import LONGEST_TEXT, LONGEST_UNIT, check_value
from db.models import EvaluationItem, EvaluationStandard, Goal, Indicator
from tracker.errors import Invalid
from tracker.imports.evaluation_list import LONGEST_CODE, LONGEST_ITEM, LONGEST_SECTION
from tracker.permissions import Action, Actor
from tracker.vocabulary import IndicatorDirection

LONGEST_TITLE = 200
LONGEST_WORD = 80
"""Of an edition, a level or a band."""

_STANDARD_FIELDS = frozenset({"title", "edition", "level", "band", "source", "goal_id"})
_ITEM_FIELDS = frozenset(
    {
        "section",
        "code",
        "name",
        "unit",
        "direction",
        "target_milli",
        "points_milli",
        "is_prerequisite",
        "indicator_id",
        "position",
    }
)


@command(Action.EDIT_WORK)
def create_evaluation_standard(
    session: Session,
    *,
    actor: Actor,
    project_id: int,
    title: str,
    source: str,
    edition: str = "",
    level: str = "",
    band: str = "",
    goal_id: int | None = None,
) -> int:
    """Add a standard with the source that says so; gives its id.

    Raises:
        Invalid: title or source is missing, or a text is too long.
    """
    standard = EvaluationStandard(
        project_id=project_id,
        title=title,
        source=source,
        edition=edition,
        level=level,
        band=band,
        goal_id=goal_id,
    )
    _check_standard(session, standard)
    session.add(standard)
    session.flush()
    assert standard.id is not None  # noqa: S101 (flushed)
    return standard.id


@command(Action.EDIT_WORK)
def update_evaluation_standard(
    session: Session,
    *,
    actor: Actor,
    project_id: int,
    evaluation_standard_id: int,
    expected_version: int,
    original: Mapping[str, Any],
    changes: Mapping[str, Any],
) -> None:
    """Change what is said of a standard.

    Raises:
        Conflict: somebody else changed the same field since.
        Invalid: as `create_evaluation_standard`.
    """
    standard = get(session, EvaluationStandard, project_id, evaluation_standard_id)
    with session.no_autoflush:  # nothing unchecked reaches the database
        merge_edit(
            standard,
            expected_version=expected_version,
            original=original,
            changes=changes,
            fields=_STANDARD_FIELDS,
        )
        _check_standard(session, standard)
    session.add(standard)


@command(Action.EDIT_WORK)
def archive_evaluation_standard(
    session: Session, *, actor: Actor, project_id: int, evaluation_standard_id: int
) -> None:
    """Put a standard aside; its items and assessments stay with it."""
    editing.archive(session, get(session, EvaluationStandard, project_id, evaluation_standard_id))


@command(Action.EDIT_WORK)
def restore_evaluation_standard(
    session: Session, *, actor: Actor, project_id: int, evaluation_standard_id: int
) -> None:
    """Bring a standard back."""
    editing.restore(session, get(session, EvaluationStandard, project_id, evaluation_standard_id))


@command(Action.EDIT_WORK)
def create_evaluation_item(
    session: Session,
    *,
    actor: Actor,
    project_id: int,
    evaluation_standard_id: int,
    code: str,
    name: str,
    points_milli: int,
    section: str = "",
    unit: str = "",
    direction: IndicatorDirection = IndicatorDirection.UP,
    target_milli: int | None = None,
    is_prerequisite: bool = False,
    indicator_id: int | None = None,
) -> int:
    """Add a line after the others of a standard; gives its id. Points and target are thousandths.

    Raises:
        Invalid: the code or the name is missing, a text is too long, the code is taken (`evaluation_code_exists`), a
            figure is out of range, or the standard is archived (`evaluation_standard_archived`).
    """
    item = EvaluationItem(
        project_id=project_id,
        standard_id=evaluation_standard_id,
        section=section,
        code=code,
        name=name,
        unit=unit,
        direction=direction,
        target_milli=target_milli,
        points_milli=points_milli,
        is_prerequisite=is_prerequisite,
        indicator_id=indicator_id,
        position=next_position(session, project_id, evaluation_standard_id),
    )
    check_item(session, item)
    session.add(item)
    session.flush()
    assert item.id is not None  # noqa: S101 (flushed)
    return item.id


@command(Action.EDIT_WORK)
def update_evaluation_item(
    session: Session,
    *,
    actor: Actor,
    project_id: int,
    evaluation_item_id: int,
    expected_version: int,
    original: Mapping[str, Any],
    changes: Mapping[str, Any],
) -> None:
    """Change a line of a standard.

    Raises:
        Conflict: somebody else changed the same field since.
        Invalid: as `create_evaluation_item`.
    """
    item = get(session, EvaluationItem, project_id, evaluation_item_id)
    with session.no_autoflush:  # nothing unchecked reaches the database
        merge_edit(
            item, expected_version=expected_version, original=original, changes=changes, fields=_ITEM_FIELDS
        )
        check_item(session, item)
    session.add(item)


@command(Action.EDIT_WORK)
def archive_evaluation_item(
    session: Session, *, actor: Actor, project_id: int, evaluation_item_id: int
) -> None:
    """Put a line aside: its points count no more."""
    editing.archive(session, get(session, EvaluationItem, project_id, evaluation_item_id))


@command(Action.EDIT_WORK)
def restore_evaluation_item(
    session: Session, *, actor: Actor, project_id: int, evaluation_item_id: int
) -> None:
    """Bring a line back.

    Raises:
        Invalid: its standard is archived (`evaluation_standard_archived`).
    """
    item = get(session, EvaluationItem, project_id, evaluation_item_id)
    check_item(session, item)
    editing.restore(session, item)


def current_standard(session: Session, project_id: int, standard_id: int) -> EvaluationStandard:
    """A standard that is not put aside.

    Raises:
        Invalid: `evaluation_standard_archived`.
        NotFound: it is not there.
    """
    standard = get(session, EvaluationStandard, project_id, standard_id)
    if standard.archived_at is not None:
        raise Invalid("evaluation_standard_archived", title=standard.title)
    return standard


def next_position(session: Session, project_id: int, standard_id: int) -> int:
    """The place after the last line of a standard."""
    last = session.exec(
        select(func.max(EvaluationItem.position)).where(
            EvaluationItem.project_id == project_id, EvaluationItem.standard_id == standard_id
        )
    ).one()
    return (last or 0) + 1


def check_item(session: Session, item: EvaluationItem) -> None:
    """Refuse a line that cannot stand in its standard.

    Raises:
        Invalid: as `create_evaluation_item`.
    """
    current_standard(session, item.project_id, item.standard_id)
    item.code = required_text("code", item.code, longest=LONGEST_CODE)
    item.name = required_text("name", item.name, longest=LONGEST_ITEM)
    item.section = short_text("section", item.section, longest=LONGEST_SECTION)
    item.unit = short_text("unit", item.unit, longest=LONGEST_UNIT)
    for figure in (item.points_milli, item.target_milli):
        if figure is not None:
            check_value(figure)
    if item.indicator_id is not None:
        get(session, Indicator, item.project_id, item.indicator_id)
    taken = session.exec(
        select(EvaluationItem.id).where(
            EvaluationItem.project_id == item.project_id,
            EvaluationItem.standard_id == item.standard_id,
            EvaluationItem.code == item.code,
            col(EvaluationItem.id).is_distinct_from(item.id),
        )
    ).first()
    if taken is not None:
        raise Invalid("evaluation_code_exists", item=item.code)


def short_text(field: str, value: str, *, longest: int) -> str:
    """`value` without outer space; it may be empty.

    Raises:
        Invalid: `text_too_long`.
    """
    text = value.strip()
    if len(text) > longest:
        raise Invalid("text_too_long", field=field, longest=longest, length=len(text))
    return text


def _check_standard(session: Session, standard: EvaluationStandard) -> None:
    standard.title = required_text("title", standard.title, longest=LONGEST_TITLE)
    standard.source = required_text("source", standard.source, longest=LONGEST_TEXT)
    for field in ("edition", "level", "band"):
        setattr(standard, field, short_text(field, getattr(standard, field), longest=LONGEST_WORD))
    if standard.goal_id is not None:
        get(session, Goal, standard.project_id, standard.goal_id)
