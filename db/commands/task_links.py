"""Tying and untying tasks: what the commands on tasks, grids and links share."""

from sqlmodel import Session, col, select

from db.commands import editing
from db.commands.registry import get
from db.models import Dependency, Plan, Task
from tracker.errors import Conflict, Invalid
from tracker.link_text import link_text, parse_links
from tracker.schedule.model import Dependency as Link
from tracker.schedule.model import LagUnit, LinkType

FIELD = "links"
"""The name under which a grid's row carries the links into its task, as text."""


def existing_link(
    session: Session, project_id: int, predecessor_id: int, successor_id: int
) -> Dependency | None:
    """The link between two tasks, an archived one too."""
    return session.exec(
        select(Dependency).where(
            Dependency.project_id == project_id,
            Dependency.predecessor_id == predecessor_id,
            Dependency.successor_id == successor_id,
        )
    ).first()


def tie(
    session: Session,
    project_id: int,
    predecessor_id: int,
    successor_id: int,
    type_: LinkType = LinkType.FS,
    lag_days: int = 0,
    lag_unit: LagUnit = LagUnit.WORKING_DAYS,
) -> None:
    """Link two tasks, or change how they are linked.

    Raises:
        Invalid: "task_follows_itself".
        NotFound: one of the tasks is not in the project.
    """
    for task_id in (predecessor_id, successor_id):
        get(session, Task, project_id, task_id)
    if predecessor_id == successor_id:
        raise Invalid("task_follows_itself")
    row = existing_link(session, project_id, predecessor_id, successor_id)
    if row is None:
        row = Dependency(project_id=project_id, predecessor_id=predecessor_id, successor_id=successor_id)
    editing.restore(session, row)
    row.type, row.lag_days, row.lag_unit = type_, lag_days, lag_unit
    session.add(row)
    session.flush()


def set_links(session: Session, project_id: int, task_id: int, *, original: str, wanted: str) -> None:
    """Make the links into a task those of a grid's cell.

    Each predecessor counts as a field of its own: links that only this person changed are taken, links that only
    somebody else changed stay.

    `original` is the text that stood in the cell when the grid was opened, `wanted` what stands there now.

    Raises:
        Invalid: a rule of `tracker.link_text.parse_links`.
        Conflict: both changed the link to the same task differently; it carries the texts as `FIELD`.
    """
    task = get(session, Task, project_id, task_id)
    titles = _titles(session, project_id)
    base, mine = (_by_predecessor(text, task_id, titles) for text in (original, wanted))
    theirs = {link.predecessor_id: link for link in _stored(session, project_id, task_id)}
    touched = {number for number in base.keys() | mine.keys() if base.get(number) != mine.get(number)}
    if any(theirs.get(number) not in (base.get(number), mine.get(number)) for number in touched):
        raise Conflict(
            base={FIELD: original},
            mine={FIELD: wanted},
            theirs={FIELD: link_text(theirs.values())},
            version=task.version,
            record_id=task_id,
        )
    for number in sorted(touched):
        _store(session, project_id, number, task_id, mine.get(number))


def _store(
    session: Session, project_id: int, predecessor_id: int, successor_id: int, link: Link | None
) -> None:
    if link is not None:
        tie(session, project_id, predecessor_id, successor_id, link.type, link.lag_days, link.lag_unit)
        return
    row = existing_link(session, project_id, predecessor_id, successor_id)
    if row is not None:
        editing.archive(session, row)


def _by_predecessor(text: str, task_id: int, titles: dict[int, str]) -> dict[int, Link]:
    return {link.predecessor_id: link for link in parse_links(text, task_id=task_id, titles=titles)}


def _stored(session: Session, project_id: int, task_id: int) -> list[Link]:
    """The links into a task from tasks that are not archived."""
    live = _titles(session, project_id)
    query = select(Dependency).where(
        Dependency.project_id == project_id,
        Dependency.successor_id == task_id,
        col(Dependency.archived_at).is_(None),
    )
    return [
        Link(row.predecessor_id, row.successor_id, row.type, row.lag_days, row.lag_unit)
        for row in session.exec(query)
        if row.predecessor_id in live
    ]


def _titles(session: Session, project_id: int) -> dict[int, str]:
    """Titles of the live tasks of live plans, by number."""
    query = (
        select(Task.id, Task.title)
        .join(Plan, (col(Plan.project_id) == Task.project_id) & (col(Plan.id) == Task.plan_id))
        .where(
            Task.project_id == project_id, col(Task.archived_at).is_(None), col(Plan.archived_at).is_(None)
        )
    )
    return {id_: title for id_, title in session.exec(query) if id_ is not None}
