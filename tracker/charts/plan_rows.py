"""What the timeline draws, line by line: plain values that the chart's marks read."""

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

from tracker.calendar import WorkCalendar
from tracker.i18n import Words
from tracker.plans import DatedTaskRow, outline
from tracker.schedule.model import Dependency, LinkType, TaskKind

DAY = dt.timedelta(days=1)
INDENT = "\u2003"
SHIELD = "\u200b"
"""An em space, and a zero-width space before it: chart labels lose their outer space, but not what follows this."""


def timeline_rows(
    rows: Sequence[DatedTaskRow], *, words: Words, today: dt.date, folded: Collection[int] = ()
) -> list[dict[str, Any]]:
    """One dictionary per line of the timeline, plans as headings over their tasks, in reading order.

    `row` is the line's unique key (a running number, then the label); `start` and `end` are the edges of the
    bar (the day after an inclusive finish), `done_to` the edge of its progress. A plan in `folded` gives its
    heading alone, with a bar over all its tasks.
    """
    lines: list[dict[str, Any]] = []
    by_plan: dict[int, list[tuple[DatedTaskRow, int]]] = {}
    for row, depth in outline(rows):
        by_plan.setdefault(row.plan_id, []).append((row, depth))
    for plan_id, members in by_plan.items():
        lines.append(_heading([row for row, _ in members], words, today=today, folded=plan_id in folded))
        if plan_id not in folded:
            lines.extend(_line(row, depth, words, today) for row, depth in members)
    for number, line in enumerate(lines, start=1):
        line["row"] = f"{number:04d}{line['label']}"
    return lines


def _heading(members: Sequence[DatedTaskRow], w: Words, *, today: dt.date, folded: bool) -> dict[str, Any]:
    work = [row for row in members if row.kind is not TaskKind.SUMMARY]
    start, finish = min(row.start for row in members), max(row.finish for row in members)
    done = sum(row.is_done for row in work)
    late = max((row.days_late for row in work), default=0)
    share = done / len(work) if work else 0
    first = members[0]
    return {
        "label": ("▸ " if folded else "▾ ") + first.plan_title,
        "task": 0,
        "plan": first.plan_id,
        "mark": "folded" if folded else "heading",
        "start": start.isoformat(),
        "end": (finish + DAY).isoformat(),
        "done_to": _part(start, finish, share),
        "float_to": None,
        "critical": any(row.critical for row in work),
        "provisional": any(row.provisional for row in work),
        "late": _late(late, w) if folded else "",
        "title": first.plan_title,
        "dates": _span(start, finish, w, today),
        "progress": w._n(
            "{done} of {n} task done", "{done} of {n} tasks done", len(work), done=w.number(done)
        ),
        "owner": "",
        "slack": "",
        "deadline": "",
        "says": w._("Plan {title}: {dates}", title=first.plan_title, dates=_span(start, finish, w, today)),
    }


def _line(row: DatedTaskRow, depth: int, w: Words, today: dt.date) -> dict[str, Any]:
    milestone = row.kind is TaskKind.MILESTONE
    dates = said(w, row.finish, today) if milestone else _span(row.start, row.finish, w, today)
    late = _late(row.days_late, w)
    facts = [row.title, dates, w.percent(row.percent_complete / 100, 0), late]
    return {
        "label": SHIELD + INDENT * (depth + 1) + row.title,
        "task": row.id,
        "plan": row.plan_id,
        "mark": row.kind.value,
        "start": row.start.isoformat(),
        "end": f"{row.finish.isoformat()}T12:00Z" if milestone else (row.finish + DAY).isoformat(),
        "done_to": _part(row.start, row.finish, 1 if row.is_done else row.percent_complete / 100),
        "float_to": _float_to(row),
        "critical": row.critical,
        "provisional": row.provisional,
        "late": late,
        "title": row.title,
        "dates": dates + (w._(" (provisional)") if row.provisional else ""),
        "progress": w.percent(row.percent_complete / 100, 0),
        "owner": row.owner,
        "slack": "" if row.is_done else w.working_days(row.total_float_days),
        "deadline": w.date(row.deadline, today=today) if row.deadline else "",
        "says": w.listed([fact for fact in facts if fact]),
    }


def _float_to(row: DatedTaskRow) -> str | None:
    if row.is_done or row.kind is TaskKind.SUMMARY or row.late_finish <= row.finish:
        return None
    return (row.late_finish + DAY).isoformat()


def _late(days: int, w: Words) -> str:
    return w._n("! late {n} d", "! late {n} d", days) if days > 0 else ""


@lru_cache(maxsize=8_192)
def said(w: Words, day: dt.date, today: dt.date) -> str:
    """A day in words; kept, because hundreds of tasks share few days and wording one takes as long as a line."""
    return w.date(day, today=today)


def _span(start: dt.date, finish: dt.date, w: Words, today: dt.date) -> str:
    return f"{said(w, start, today)} – {said(w, finish, today)}"


def _part(start: dt.date, finish: dt.date, share: float) -> str:
    """The instant at which a share of the bar ends, to the hour."""
    edge = dt.datetime.combine(start, dt.time()) + (finish - start + DAY) * share
    return edge.isoformat(timespec="hours") + ":00Z"


def days_off(calendar: WorkCalendar, first: dt.date, last: dt.date) -> list[dict[str, str]]:
    """The stretches that are not worked, as edges; a make-up working day on a weekend is not among them."""
    stretches: list[dict[str, str]] = []
    before: dt.date | None = None
    for day in _days(first, last):
        if calendar.is_working(day):
            continue
        if before is not None and day - before == DAY:
            stretches[-1]["to"] = (day + DAY).isoformat()
        else:
            stretches.append({"from": day.isoformat(), "to": (day + DAY).isoformat()})
        before = day
    return stretches


def ticks(
    lines: Sequence[dict[str, Any]], first: dt.date, last: dt.date, *, monthly: bool
) -> list[dict[str, str]]:
    """Dates repeated on every open plan heading, so that a long timeline can be read far below its axis.

    The first of each month, or each Monday.
    """
    starts = [day for day in _days(first, last) if (day.day == 1 if monthly else day.weekday() == 0)]
    headings = [line["row"] for line in lines if line["mark"] == "heading"]
    return [{"row": row, "at": day.isoformat()} for row in headings for day in starts]


def links_of(
    task_id: int, links: Iterable[Dependency], lines: Mapping[int, Mapping[str, Any]]
) -> list[dict[str, Any]]:
    """The links into and out of a task, as corners of elbows between the lines (by task id) that are shown.

    An elbow runs along the predecessor's line to the day at which the link arrives, and from there down or up.
    """
    corners: list[dict[str, Any]] = []
    for number, link in enumerate(links):
        if task_id not in {link.predecessor_id, link.successor_id}:
            continue
        before, after = lines.get(link.predecessor_id), lines.get(link.successor_id)
        if before is None or after is None:
            continue
        leaves = before["start" if link.type in {LinkType.SS, LinkType.SF} else "end"]
        arrives = after["start" if link.type in {LinkType.FS, LinkType.SS} else "end"]
        arrow = "triangle-down" if after["row"] > before["row"] else "triangle-up"
        stops = [(leaves, before["row"], ""), (arrives, before["row"], ""), (arrives, after["row"], arrow)]
        corners += [
            {"link": number, "step": step, "at": at, "row": row, "arrow": head}
            for step, (at, row, head) in enumerate(stops)
        ]
    return corners


def _days(first: dt.date, last: dt.date) -> Iterator[dt.date]:
    return (first + DAY * number for number in range((last - first).days + 1))
