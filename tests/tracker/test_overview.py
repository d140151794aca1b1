"""What needs somebody: late tasks, unanswered submissions, the site's list; urgent ones first."""

import datetime as dt

from tracker.calendar import WorkCalendar
from tracker.overview import Need, NeedKind, OpenSubmission, ordered, site_needs, unanswered
from tracker.site_attention import Attention, AttentionKind

CALENDAR = WorkCalendar()
TODAY = dt.date(2026, 4, 1)


def submission(title: str, sent_on: dt.date, answer_days: int = 7) -> OpenSubmission:
    return OpenSubmission(
        NeedKind.PLAN_UNANSWERED, title, "文广局", sent_on, 5, "documents", "plan", answer_days
    )


def test_seven_working_days_without_an_answer_are_usual():
    # 23 to 27 March and 30, 31 March: seven working days before Wednesday 1 April
    assert unanswered([submission("方案", dt.date(2026, 3, 23))], TODAY, CALENDAR) == []


def test_the_eighth_working_day_is_worth_a_call():
    waiting = unanswered([submission("方案", dt.date(2026, 3, 20))], TODAY, CALENDAR)

    assert waiting == [
        Need(
            NeedKind.PLAN_UNANSWERED,
            {
                "title": "方案",
                "recipient": "文广局",
                "due_on": dt.date(2026, 3, 31),
                "n": 1,
                "waiting": 8,
            },
            "documents",
            "plan",
            5,
            urgent=True,
        )
    ]


def test_the_period_chosen_at_submission_decides_when_an_answer_is_overdue():
    # from Friday 20 March: five working days lead to Friday 27, ten to Friday 3 April
    [short] = unanswered([submission("方案", dt.date(2026, 3, 20), 5)], TODAY, CALENDAR)
    longer = unanswered([submission("方案", dt.date(2026, 3, 20), 10)], TODAY, CALENDAR)

    assert (short.facts["due_on"], short.facts["n"]) == (dt.date(2026, 3, 27), 3)
    assert longer == []


def test_the_longest_wait_stands_first():
    waiting = unanswered(
        [submission("新", dt.date(2026, 3, 18)), submission("旧", dt.date(2026, 3, 2))], TODAY, CALENDAR
    )

    assert [need.facts["title"] for need in waiting] == ["旧", "新"]


def test_the_sites_list_leads_to_its_records():
    needs = site_needs(
        [
            Attention(AttentionKind.FINDINGS_OVERDUE, {"n": 2}, "findings", 7, urgent=True),
            Attention(AttentionKind.ROUND_DUE, {"title": "每周检查"}, "inspections"),
        ]
    )

    assert [(need.page, need.parameter, need.record_id, need.urgent) for need in needs] == [
        ("findings", "finding", 7, True),
        ("inspections", None, None, False),
    ]


def test_urgent_needs_stand_first_and_keep_their_order():
    calm, first, second = (
        Need(NeedKind.POSTS_MISSING),
        Need(NeedKind.TASK_LATE, urgent=True),
        Need(NeedKind.OVER_CEILING, urgent=True),
    )

    assert ordered([calm, first, second]) == [first, second, calm]
