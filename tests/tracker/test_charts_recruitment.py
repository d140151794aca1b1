"""A round's charts and its workbook: titles that say what is found, marks, figures."""

import datetime as dt
import io
from dataclasses import replace

import pytest
from openpyxl import load_workbook

from tracker.calendar import WorkCalendar
from tracker.charts.recruitment import funnel_chart, funnel_title, round_chart, round_title
from tracker.exports.recruitment import StageLine, stage_columns
from tracker.exports.table import to_xlsx
from tracker.i18n import Words
from tracker.recruitment import TEMPLATE, dates
from tracker.recruitment_checks import Step
from tracker.vocabulary import RoundStage as R

OPENING = dt.date(2026, 12, 28)
WORDS = Words.of("en")
STEPS = (Step(R.REGISTRATION, 80, 1.0), Step(R.WRITTEN_EXAM, 60, 0.75), Step(R.ON_BOARD, 3, 0.0375))


def found(today, **ended):
    """The template's dates with stages that ended, 20 days of training to follow."""
    stages = [
        replace(held, actual_on=ended[held.stage]) if held.stage in ended else held for held in TEMPLATE
    ]
    return dates(
        stages,
        calendar=WorkCalendar(public_holidays=False),
        opening_on=OPENING,
        training_days=20,
        today=today,
    )


@pytest.mark.parametrize(
    ("today", "ended", "title"),
    [
        (dt.date(2026, 8, 13), {}, "Readers, 5 working days in hand"),
        (dt.date(2026, 8, 21), {}, "Readers, 1 working day too late for opening day"),
        (
            dt.date(2026, 12, 1),
            {"on_board": dt.date(2026, 12, 1)},
            "Readers: everybody is on board",
        ),
    ],
)
def test_the_timeline_says_how_far_it_is_from_the_latest_safe_day(today, ended, title):
    assert round_title("Readers", found(today, **ended), WORDS) == title


def rows_of(spec):
    return [row for data in spec["datasets"].values() for row in data] if "datasets" in spec else inline(spec)


def inline(spec):
    """The rows that stand in a specification's layers."""
    own = spec.get("data", {}).get("values", [])
    return [*own, *(row for layer in spec.get("layer", []) for row in inline(layer))]


def test_the_timeline_has_a_line_for_each_stage_with_a_mark_at_its_latest_safe_day():
    stages = found(dt.date(2026, 8, 13), plan_filed=dt.date(2026, 8, 12))
    spec = round_chart(
        "Readers",
        stages,
        opening_on=OPENING,
        today=dt.date(2026, 8, 13),
        words=WORDS,
        appearance="light",
    )
    by_stage = {row["stage"]: row for row in rows_of(spec) if "stage" in row}
    assert list(by_stage) == [WORDS.label(stage) for stage in R]
    filed = by_stage["Plan filed"]
    assert (filed["on"], filed["over"], filed["state"]) == ("2026-08-12", True, "Ended")
    assert by_stage["On board"]["latest"] == "2026-11-27"
    words = {row["word"] for row in rows_of(spec) if "word" in row}
    assert words == {"Today", "Opening"}


def test_the_funnel_names_who_is_counted_with_their_share():
    spec = funnel_chart(STEPS, 4, words=WORDS, appearance="dark")
    bars = {row["stage"]: row["figure"] for row in rows_of(spec) if "stage" in row}
    assert bars == {"Registered": "80 · 100%", "Sat the exam": "60 · 75%", "Arrived": "3 · 4%"}
    assert {"people": 4, "word": "Wanted"} in rows_of(spec)


@pytest.mark.parametrize(
    ("wanted", "end"), [(4, "1 fewer than wanted"), (3, "for 3 places"), (1, "for 1 place")]
)
def test_the_funnels_title_says_what_is_left_of_how_many_for_how_many_places(wanted, end):
    said = f"3 of 80 left after “On board”, {end}"
    assert funnel_title(STEPS, wanted, WORDS) == said
    assert funnel_title((), wanted, WORDS) == ""


def test_the_workbook_has_a_row_for_each_stage_with_days_as_dates_and_no_names():
    stages = found(dt.date(2026, 8, 21), plan_filed=dt.date(2026, 8, 20))
    lines = [StageLine("Readers", {"Librarian": 2, "Cataloguer": 1}, 20, stage) for stage in stages]
    sheet = load_workbook(io.BytesIO(to_xlsx("Rounds", stage_columns(WORDS), lines))).active
    head, first, *rest = sheet.iter_rows(values_only=True)
    row = dict(zip(head, first, strict=True))
    assert len(rest) == 10
    assert (row["Round"], row["Posts it fills"], row["Wanted"]) == ("Readers", "Librarian 2, Cataloguer 1", 3)
    assert row["Ended"] == dt.datetime(2026, 8, 20)  # noqa: DTZ001 (a workbook's days have no zone)
    assert "Name" not in head
