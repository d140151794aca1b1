"""Rules of what needs somebody: comments, stages, posts and courses, worked out by hand; and the key of each event."""

import datetime as dt

import pytest

from tracker.calendar import WorkCalendar
from tracker.i18n import Words
from tracker.i18n.need_words import need_sentence
from tracker.need_rules import (
    OpenComments,
    StageAhead,
    comments_unanswered,
    courses_behind,
    hours_behind,
    late_stages,
    posts_without_round,
)
from tracker.overview import Need, NeedKind
from tracker.procurement.process import Stage
from tracker.site_attention import AttentionKind
from tracker.training import Session
from tracker.training_progress import CoursePlan
from tracker.vocabulary import RoundStage

CALENDAR = WorkCalendar()
TODAY = dt.date(2026, 4, 1)
OPENING = dt.date(2026, 6, 26)


def march(day: int) -> dt.date:
    return dt.date(2026, 3, day)


def april(day: int) -> dt.date:
    return dt.date(2026, 4, day)


def comments(day: dt.date, *, superseded: bool = False) -> OpenComments:
    return OpenComments(draft_id=6, number=5, n=2, written_on=day, superseded=superseded)


def test_comments_wait_seven_working_days_before_they_need_somebody():
    # From Monday 23 March seven working days end on Wednesday 1 April, from Friday 20 March on Tuesday 31 March.
    assert comments_unanswered([comments(march(23))], TODAY, CALENDAR) == []
    assert comments_unanswered([comments(march(20))], TODAY, CALENDAR) == [
        Need(
            NeedKind.COMMENTS_UNANSWERED,
            {"number": 5, "n": 2, "due_on": march(31)},
            "review",
            None,
            6,
            urgent=True,
        )
    ]


def test_comments_that_the_next_draft_passed_over_are_told_at_once_but_are_not_urgent_yet():
    [need] = comments_unanswered([comments(march(31), superseded=True)], TODAY, CALENDAR)

    assert not need.urgent


def stage(late_days: int, record_id: int = 2) -> StageAhead:
    return StageAhead(record_id, "家具采购包", Stage.SOLICITATION, march(25), late_days)


def test_a_stage_on_its_latest_safe_date_is_in_time_and_a_day_later_is_not():
    assert late_stages(NeedKind.PACKAGE_STAGE_LATE, [stage(0)], "purchasing") == []
    assert late_stages(NeedKind.PACKAGE_STAGE_LATE, [stage(1)], "purchasing") == [
        Need(
            NeedKind.PACKAGE_STAGE_LATE,
            {"title": "家具采购包", "stage": Stage.SOLICITATION, "latest_on": march(25), "n": 1},
            "purchasing",
            None,
            2,
            urgent=True,
        )
    ]


def test_the_stage_that_is_latest_stands_first():
    found = late_stages(NeedKind.PACKAGE_STAGE_LATE, [stage(1, 8), stage(5, 9)], "purchasing")

    assert [need.record_id for need in found] == [9, 8]


def test_only_people_whom_no_round_seeks_are_missing_one():
    # Post 1 lacks two people, post 2 one, post 3 none; a round seeks post 1.
    [need] = posts_without_round({1: 2, 2: 1, 3: 0}, {1}, latest_on=april(2), today=TODAY)

    assert need.facts == {"n": 1, "latest_on": april(2)}
    assert not need.urgent
    assert posts_without_round({1: 2}, {1}, april(2), TODAY) == []


def test_it_is_urgent_once_the_last_day_to_begin_a_round_is_over():
    last_day = posts_without_round({2: 1}, (), latest_on=TODAY, today=TODAY)
    after = posts_without_round({2: 1}, (), latest_on=march(31), today=TODAY)

    assert [need.urgent for need in last_day + after] == [False, True]


def course(*meetings: Session, planned: int = 8_000, rule: str = "") -> CoursePlan:
    """A course of two hours a session, from 9 March."""
    return CoursePlan(7, "设备操作培训", rule, march(9), planned, 2_000, None, meetings)


def held(day: dt.date) -> Session:
    return Session(day, day, 2_000)


def planned(day: dt.date) -> Session:
    return Session(day)


def test_hours_of_sessions_gone_by_that_were_not_given_are_behind():
    # Sessions of 9, 16 and 23 March were to give six hours; one was held. That of 1 April is still today's.
    behind = course(held(march(9)), planned(march(16)), planned(march(23)), planned(TODAY))

    assert hours_behind(behind, TODAY) == 4_000
    [need] = courses_behind([behind], OPENING, TODAY, CALENDAR)
    assert (need.kind, need.facts["behind_milli"], need.urgent) == (NeedKind.COURSE_BEHIND, 4_000, False)
    assert (need.page, need.parameter, need.record_id) == ("training", "course", 7)


def test_a_course_never_lies_further_behind_than_its_hours():
    five_sessions = [planned(march(8 + n)) for n in range(1, 6)]  # ten hours of days, of a course of eight

    assert hours_behind(course(*five_sessions), TODAY) == 8_000


def test_a_course_in_time_and_one_that_gave_all_its_hours_need_nobody():
    in_time = course(held(march(9)), planned(april(8)), planned(april(15)), planned(april(22)))
    over = course(held(march(9)), planned(march(16)), planned=2_000)

    assert courses_behind([in_time, over], OPENING, TODAY, CALENDAR) == []


WEDNESDAYS = "FREQ=WEEKLY;BYDAY=WE"


def test_a_course_that_ends_after_opening_day_at_its_pace_is_late():
    # Of eight hours two were given; the three sessions left take 1, 8 and 15 April.
    late = course(held(march(9)), planned(march(30)), rule=WEDNESDAYS)

    [need] = courses_behind([late], april(15), TODAY, CALENDAR)
    assert (need.kind, need.facts["finishes_on"], need.urgent) == (NeedKind.COURSE_LATE, april(15), True)
    [in_time] = courses_behind([late], april(16), TODAY, CALENDAR)
    assert in_time.kind is NeedKind.COURSE_BEHIND


def test_a_course_laid_out_beyond_opening_day_from_the_beginning_is_not_late():
    later = course(held(march(9)), planned(april(8)), planned(april(22)), planned(dt.date(2026, 5, 6)))

    assert courses_behind([later], april(20), TODAY, CALENDAR) == []


def test_an_event_keeps_its_key_while_its_figures_change():
    one = Need(NeedKind.TASK_LATE, {"title": "甲", "n": 3}, "tasks", "task", 12)
    later = Need(NeedKind.TASK_LATE, {"title": "甲(改)", "n": 9}, "tasks", "task", 12, urgent=True)

    assert one.key == later.key == "task_late:12::"


def test_a_round_keeps_its_key_when_it_is_begun_and_the_next_one_has_its_own():
    facts = {"title": "每周检查", "planned_on": TODAY, "owner": ""}
    due = Need(AttentionKind.ROUND_DUE, facts, "inspections")
    begun = Need(AttentionKind.ROUND_DUE, facts, "inspections", "round", 8)
    following = Need(AttentionKind.ROUND_DUE, {**facts, "planned_on": april(8)}, "inspections")
    other = Need(AttentionKind.ROUND_DUE, {**facts, "title": "消防检查"}, "inspections")

    assert due.key == begun.key
    assert len({due.key, following.key, other.key}) == 3


def test_a_new_submission_of_the_same_plan_and_another_stage_of_a_package_are_other_events():
    sent = [
        Need(NeedKind.PLAN_UNANSWERED, {"title": "方案", "due_on": day}, "documents", "plan", 5)
        for day in (march(18), march(31))
    ]
    [notice] = late_stages(NeedKind.PACKAGE_STAGE_LATE, [stage(1)], "purchasing")
    [award] = late_stages(
        NeedKind.PACKAGE_STAGE_LATE, [StageAhead(2, "家具采购包", Stage.AWARD, march(25), 1)], "purchasing"
    )

    assert len({each.key for each in (*sent, notice, award)}) == 4


def test_a_key_fits_its_column_whatever_the_title():
    need = Need(AttentionKind.ROUND_DUE, {"title": "长" * 10_000, "planned_on": TODAY}, "inspections")

    assert len(need.key) < 60


SENTENCES = [
    (
        Need(NeedKind.COMMENTS_UNANSWERED, {"number": 5, "n": 2, "due_on": march(20)}),
        "2 comments on draft 5 wait for an answer, the first expected by Fri 20 Mar 2026",
    ),
    (
        Need(
            NeedKind.ROUND_STAGE_LATE,
            {"title": "第一批", "stage": RoundStage.NOTICE, "latest_on": march(25), "n": 1},
        ),
        "“第一批”: the latest safe date of “Notice” is Wed 25 Mar 2026; it comes 1 working day too late",
    ),
    (
        Need(NeedKind.POSTS_WITHOUT_ROUND, {"n": 3, "latest_on": march(25)}),
        "3 missing people are sought by no recruitment round; the last day to begin one is Wed 25 Mar 2026",
    ),
    (
        Need(NeedKind.COURSE_BEHIND, {"title": "研讨班", "behind_milli": 6_500}),
        "“研讨班” is 6.5 class hours behind its plan",
    ),
    (
        Need(NeedKind.COURSE_LATE, {"title": "研讨班", "finishes_on": dt.date(2026, 7, 3)}),
        "“研讨班” will not finish before opening day, but on Fri 3 Jul 2026",
    ),
]


@pytest.mark.parametrize(("need", "said"), SENTENCES, ids=[need.kind for need, _ in SENTENCES])
def test_each_new_rule_has_its_sentence(need, said):
    assert need_sentence(Words.of("en"), need) == said


def test_the_sentence_of_a_round_names_no_person():
    facts = {"title": "每周检查", "planned_on": TODAY, "owner": "陈工(示例)"}

    said = need_sentence(Words.of("zh"), Need(AttentionKind.ROUND_MISSED, facts, "inspections"))

    assert "每周检查" in said
    assert "陈工" not in said
