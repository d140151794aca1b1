"""The strip of a series."""

import datetime as dt

from tracker.charts.site import Mark, cadence_strip
from tracker.i18n import Words
from tracker.inspections import SlotState

MONDAY = dt.date(2026, 3, 2)
TODAY = dt.date(2026, 4, 1)


def marks(states):
    days = [MONDAY + dt.timedelta(weeks=n) for n in range(len(states))]
    return [
        Mark(day, day, day + dt.timedelta(days=6), state, day if state is SlotState.HELD else None)
        for day, state in zip(days, states, strict=True)
    ]


def rows(spec):
    return [row for table in spec["datasets"].values() for row in table if "state" in row]


def test_each_state_has_a_shape_of_its_own():
    spec = cadence_strip(marks(list(SlotState)), TODAY, Words.of("en"), "light", title="t")

    shape = spec["layer"][1]["encoding"]["shape"]["scale"]
    assert len(set(shape["range"])) == len(SlotState) == 6
    assert set(shape["domain"]) == {"Planned", "Due", "Held", "Late", "Missed", "Excused"}


def test_a_mark_tells_its_window_and_day_in_words():
    spec = cadence_strip(marks([SlotState.HELD]), TODAY, Words.of("en"), "dark", title="1 of 1 rounds held")

    [row] = rows(spec)
    assert (row["planned_on"], row["state"], row["window"]) == (
        "2026-03-02",
        "Held",
        "Mon 2 Mar 2026 – Sun 8 Mar 2026",
    )
    assert spec["title"] == "1 of 1 rounds held"


def test_a_series_without_slots_is_still_a_chart():
    spec = cadence_strip([], TODAY, Words.of("zh"), "light", title="应查 0 次")

    assert spec["title"] == "应查 0 次"


def test_a_series_never_walked_has_a_strip_without_title():
    assert "title" not in cadence_strip(marks([SlotState.DUE]), TODAY, Words.of("en"), "light", title=None)
