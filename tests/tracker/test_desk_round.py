"""A round at a desk: answers side by side, and the steps that follow from what was seen."""

import datetime as dt

import pytest

from tracker.checklist import Question, Stop
from tracker.desk_round import FollowUp, Saying, checks_by_zone, follow_ups, worse_than
from tracker.rooms import Place
from tracker.vocabulary import FindingObservation, FindingStatus, Severity, ZoneKind

AT = dt.datetime(2026, 4, 1, 2, 0, tzinfo=dt.UTC)
HALL = Stop(Place(2, ZoneKind.ROOM, "大厅"), (Question(1, None, "整洁"), Question(2, None, "通道畅通")))
TEXTS = {1: "整洁", 2: "通道畅通", 9: "不再问的"}
PLACES = {2: "一层 · 大厅", 5: "旧库房"}
FIXED, STILL, WORSE = FindingObservation
OPEN, ASSIGNED, RECTIFIED = FindingStatus.OPEN, FindingStatus.ASSIGNED, FindingStatus.RECTIFIED


def said(device, answer):
    return Saying(device, answer, AT)


def test_two_devices_that_differ_are_both_there_and_counted_once():
    answers = {
        (2, 1): [said("a", "pass"), said("desk", "fail")],
        (2, 2): [said("a", "pass"), said("b", "pass")],
    }

    [hall] = checks_by_zone([HALL], answers, PLACES, TEXTS)

    assert (hall.place, hall.answered, hall.failed, hall.differing) == ("一层 · 大厅", 2, 1, 1)
    assert [[saying.said for saying in question.sayings] for question in hall.questions] == [
        ["pass", "fail"],
        ["pass", "pass"],
    ]


def test_an_answer_to_what_is_asked_no_more_stays_in_sight():
    answers = {(2, 9): [said("a", "pass")], (5, 1): [said("a", "fail")]}

    zones = checks_by_zone([HALL], answers, PLACES, TEXTS)

    assert [(zone.place, [question.text for question in zone.questions]) for zone in zones] == [
        ("一层 · 大厅", ["整洁", "通道畅通", "不再问的"]),
        ("旧库房", ["整洁"]),
    ]


def test_a_signed_round_shows_what_was_answered_and_nothing_else():
    zones = checks_by_zone([HALL], {(2, 2): [said("a", "pass")]}, PLACES, TEXTS, only_answered=True)

    assert [[question.text for question in zone.questions] for zone in zones] == [["通道畅通"]]


@pytest.mark.parametrize(
    ("observation", "status", "severity", "expected"),
    [
        (FIXED, OPEN, Severity.MINOR, ()),
        (FIXED, ASSIGNED, Severity.MINOR, (FollowUp.RECTIFY,)),
        (FIXED, RECTIFIED, Severity.MINOR, (FollowUp.CLOSE,)),
        (FIXED, FindingStatus.CLOSED, Severity.MINOR, ()),
        (STILL, OPEN, Severity.MINOR, ()),
        (STILL, RECTIFIED, Severity.MINOR, (FollowUp.REJECT,)),
        (WORSE, OPEN, Severity.MINOR, (FollowUp.RAISE,)),
        (WORSE, RECTIFIED, Severity.MAJOR, (FollowUp.REJECT, FollowUp.RAISE)),
        (WORSE, ASSIGNED, Severity.CRITICAL, ()),
        (WORSE, FindingStatus.WAIVED, Severity.MINOR, ()),
    ],
)
def test_what_follows_from_seeing_a_finding_so(observation, status, severity, expected):
    assert follow_ups(observation, status, severity) == expected


def test_severities_rise_one_by_one_and_nothing_is_worse_than_critical():
    assert [worse_than(severity) for severity in Severity] == [
        None,
        Severity.CRITICAL,
        Severity.MAJOR,
        Severity.MINOR,
    ]
