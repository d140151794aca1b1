"""Hypothesis strategies for whole plans, as any program could have written them."""

import datetime as dt

from hypothesis import strategies as st

from tracker.interchange.plan_file import (
    DATELESS,
    STANDARD_WEEK,
    BaselineEntry,
    CalendarDay,
    PlanBaseline,
    PlanFile,
    PlanLink,
    PlanTask,
)
from tracker.schedule.model import Constraint, LagUnit, LinkType, TaskKind

LINES = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=30).map(str.strip)
NAMES = LINES.map(lambda text: text.replace("\ufffe", "").replace("\uffff", "").strip())
MOMENTS = st.datetimes(
    dt.datetime.fromisoformat("1990-01-01T00:00"), dt.datetime.fromisoformat("2100-01-01T00:00")
).map(lambda moment: moment.replace(second=0, microsecond=0))
MAYBE = st.none() | MOMENTS


@st.composite
def hours(draw):
    edges = sorted(draw(st.sets(st.integers(0, 1440), max_size=8)))
    return tuple((edges[i], edges[i + 1]) for i in range(0, len(edges) - 1, 2))


@st.composite
def tasks(draw):
    """Tasks in outline order: each stands at most one level under the one before it."""
    levels = draw(st.lists(st.integers(0, 4), max_size=12))
    uids = draw(st.permutations(range(1, len(levels) + 1)))
    above: list[int] = []
    rows = []
    for uid, level in zip(uids, levels, strict=True):
        above = above[:level]
        rows.append((uid, above[-1] if above else None))
        above.append(uid)
    parents = {parent for _, parent in rows}
    return tuple(draw(task(uid, parent, heading=uid in parents)) for uid, parent in rows)


@st.composite
def task(draw, uid, parent, *, heading):
    kind = TaskKind.SUMMARY if heading else draw(st.sampled_from(TaskKind))
    summary = kind is TaskKind.SUMMARY
    constraint = draw(st.sampled_from(Constraint))
    return PlanTask(
        uid=uid,
        parent_uid=parent,
        kind=kind,
        name=draw(NAMES),
        duration=0 if summary else draw(st.integers(0, 10**6)),
        elapsed=not summary and draw(st.booleans()),
        constraint=constraint,
        constraint_at=None if constraint in DATELESS else draw(MOMENTS),
        deadline=draw(MAYBE),
        actual_start=draw(MAYBE),
        actual_finish=draw(MAYBE),
        percent_complete=draw(st.integers(0, 100)),
        notes="\n".join(draw(st.lists(NAMES, max_size=3))).strip(),
        owner=draw(NAMES),
        start=draw(MAYBE),
        finish=draw(MAYBE),
    )


@st.composite
def links(draw, rows):
    """Links from earlier to later tasks that stand at the same place of the outline: never a cycle."""
    found = []
    for at, later in enumerate(rows):
        for earlier in rows[:at]:
            if earlier.parent_uid == later.parent_uid and draw(st.booleans()):
                lag = draw(st.integers(-20_000, 20_000))
                unit = draw(st.sampled_from(LagUnit)) if lag else LagUnit.WORKING_DAYS
                found.append(PlanLink(earlier.uid, later.uid, draw(st.sampled_from(LinkType)), lag, unit))
    return tuple(found)


@st.composite
def baselines(draw, rows):
    return tuple(
        PlanBaseline(
            draw(NAMES.filter(bool)),
            tuple(
                BaselineEntry(row.uid, draw(MOMENTS), draw(MOMENTS), draw(st.integers(0, 10**6)))
                for row in rows
                if draw(st.booleans())
            ),
        )
        for _ in range(draw(st.integers(0, 3)))
    )


@st.composite
def plans(draw):
    rows = draw(tasks())
    days = st.dates(dt.date(2020, 1, 1), dt.date(2030, 12, 31))
    special = draw(st.dictionaries(days, st.tuples(hours(), NAMES), max_size=8))
    start = draw(
        st.datetimes(
            dt.datetime.fromisoformat("2020-01-01T00:00"), dt.datetime.fromisoformat("2030-01-01T00:00")
        )
    )
    return PlanFile(
        name=draw(NAMES.filter(bool)),
        start=start.replace(second=0, microsecond=0),
        finish=draw(MAYBE),
        week=draw(st.just(STANDARD_WEEK) | st.tuples(*[hours()] * 7).filter(any)),
        days=tuple(CalendarDay(day, *special[day]) for day in sorted(special)),
        minutes_per_day=draw(st.sampled_from((450, 480, 600))),
        tasks=rows,
        links=draw(links(rows)),
        baselines=draw(baselines(rows)),
    )
