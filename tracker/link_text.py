"""The links into a task as planners write them in a cell: `12FS+2d, 15SS`.

Tasks are named by their numbers (#12), which stay the same when lines are moved or filtered. A number alone is a
finish-to-start link; `d` counts working days, `ed` every day, as in Microsoft Project.
"""

from collections.abc import Iterable, Mapping

from tracker.errors import Invalid
from tracker.interchange.task_cells import Reference, reference_of, references_of
from tracker.schedule.model import Dependency, LagUnit, LinkType
from tracker.schedule.worktime import MINUTES_PER_DAY, WORKING_DAY

LONGEST_LAG = 2_000
"""Days."""

_UNITS = {LagUnit.WORKING_DAYS: "d", LagUnit.CALENDAR_DAYS: "ed"}


def link_text(links: Iterable[Dependency]) -> str:
    """The links into one task as text, by the predecessors' numbers; `parse_links` reads it again."""
    return ", ".join(_one(link) for link in sorted(links, key=lambda link: link.predecessor_id))


def link_texts(links: Iterable[Dependency]) -> dict[int, str]:
    """The text of every task that waits for another, by its number."""
    into: dict[int, list[Dependency]] = {}
    for link in links:
        into.setdefault(link.successor_id, []).append(link)
    return {task_id: link_text(group) for task_id, group in into.items()}


def _one(link: Dependency) -> str:
    if not link.lag_days:
        return f"{link.predecessor_id}{'' if link.type is LinkType.FS else link.type.upper()}"
    return f"{link.predecessor_id}{link.type.upper()}{link.lag_days:+}{_UNITS[link.lag_unit]}"


def parse_links(text: str, *, task_id: int, titles: Mapping[int, str]) -> tuple[Dependency, ...]:
    """The links into a task from what stands in its cell, in the order written.

    Commas (also 、 and ;) stand between links. A lag may be in days or weeks, in English or Chinese.

    Args:
        text: the cell; blank for no link.
        task_id: the task that waits.
        titles: of every task of the project, by number.

    Raises:
        Invalid: "link_unreadable", "link_unknown_task", "link_to_itself", "link_twice", "link_lag_not_days" or
            "link_lag_too_long"; the facts name the row (`title`) and what is wrong in it.
    """
    title = titles[task_id]
    links: dict[int, Dependency] = {}
    for part in references_of(text):
        try:
            reference = reference_of(part.removeprefix("#"))
        except ValueError:
            raise Invalid("link_unreadable", title=title, text=part) from None
        before = reference.task.strip()
        if not (before.isascii() and before.isdecimal()):
            raise Invalid("link_unreadable", title=title, text=part)
        number = int(before)
        if number not in titles:
            raise Invalid("link_unknown_task", title=title, number=before)
        if number == task_id:
            raise Invalid("link_to_itself", title=title)
        if number in links:
            raise Invalid("link_twice", title=title, other=titles[number])
        lag_days, unit = _lag(reference, title, part)
        links[number] = Dependency(number, task_id, reference.type, lag_days, unit)
    return tuple(links.values())


def _lag(reference: Reference, title: str, text: str) -> tuple[int, LagUnit]:
    days, rest = divmod(abs(reference.lag), MINUTES_PER_DAY if reference.elapsed else WORKING_DAY)
    if rest:
        raise Invalid("link_lag_not_days", title=title, text=text)
    if days > LONGEST_LAG:
        raise Invalid("link_lag_too_long", title=title, text=text, longest=LONGEST_LAG)
    unit = LagUnit.CALENDAR_DAYS if reference.elapsed else LagUnit.WORKING_DAYS
    return (-days if reference.lag < 0 else days), unit
