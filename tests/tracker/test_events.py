"""What became of an outcome, and how long an event lasted."""

import datetime as dt

import pytest

from tracker.events import Carrier, OutcomeState, lasted_days, outcome_state

TODAY = dt.date(2026, 4, 1)
YESTERDAY = dt.date(2026, 3, 31)


@pytest.mark.parametrize(
    ("is_settled", "task", "state"),
    [
        (False, None, OutcomeState.OPEN),
        (True, None, OutcomeState.SETTLED),
        (True, Carrier(None, TODAY, 0), OutcomeState.UNDER_WAY),
        (True, Carrier(None, None, 40), OutcomeState.UNDER_WAY),
        (True, Carrier(None, YESTERDAY, 99), OutcomeState.LATE),
        (True, Carrier(None, YESTERDAY, 100), OutcomeState.DONE),
        (True, Carrier(TODAY, YESTERDAY, 100), OutcomeState.DONE),
    ],
)
def test_an_outcome_stands_where_its_task_stands(is_settled, task, state):
    assert outcome_state(is_settled=is_settled, task=task, today=TODAY) is state


def test_an_event_lasts_from_its_first_day_to_its_last():
    assert lasted_days(dt.date(2026, 2, 16), dt.date(2026, 2, 20)) == 5
    assert lasted_days(TODAY, None) == 1
