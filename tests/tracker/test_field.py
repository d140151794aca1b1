"""What a phone says: read precisely or refused with the entry that is wrong; the newest word; disagreements."""

import datetime as dt

import pytest

from tracker.errors import Invalid
from tracker.field import (
    Attendance,
    Check,
    HeadField,
    NewFinding,
    NewRound,
    Note,
    Observation,
    Signature,
    Withdrawal,
    disagreements,
    is_news,
)
from tracker.field_reading import batch_of, item_of, round_of, signature_of
from tracker.vocabulary import CheckAnswer, FindingObservation, Severity, Trade

NAME = "0f8fad5b-d9cb-469f-a165-70867728950e"
OTHER = "7c9e6679-7425-40de-944b-e07fc1f90ae7"
AT = dt.datetime(2026, 4, 1, 1, 30, tzinfo=dt.UTC)
HEAD = {"client_id": NAME, "at": "2026-04-01T09:30:00+08:00"}

CHECK = {**HEAD, "kind": "check", "zone_id": 3, "item_id": 9, "answer": "fail"}
OBSERVATION = {**HEAD, "kind": "observation", "finding_id": 5, "observation": "worse", "text": " 更大 "}
NOTE = {**HEAD, "kind": "note", "zone_id": None, "text": "干净"}
FINDING = {
    **HEAD,
    "kind": "finding",
    "zone_id": 3,
    "trade": "fire",
    "severity": "critical",
    "description": "门锁死",
    "organisation_id": 4,
    "due_on": "2026-04-02",
}
ATTENDEE = {**HEAD, "kind": "attendee", "name": "王某", "organisation_id": None}
WEATHER = {**HEAD, "kind": "head", "field": "weather", "value": "晴", "original": ""}
WITHDRAW = {**HEAD, "kind": "withdraw", "of": OTHER}


def wrong(read, data):
    with pytest.raises(Invalid) as error:
        read(data)
    assert error.value.code == "field_malformed"
    return error.value.facts["name"]


@pytest.mark.parametrize(
    ("data", "item"),
    [
        (CHECK, Check(NAME, AT, 3, 9, CheckAnswer.FAIL)),
        (OBSERVATION, Observation(NAME, AT, 5, FindingObservation.WORSE, "更大")),
        (NOTE, Note(NAME, AT, None, "干净")),
        (
            FINDING,
            NewFinding(NAME, AT, 3, Trade.FIRE, Severity.CRITICAL, "门锁死", 4, dt.date(2026, 4, 2)),
        ),
        (ATTENDEE, Attendance(NAME, AT, "王某", None)),
        (WEATHER, HeadField(NAME, AT, "weather", "晴", "")),
        (
            {**WEATHER, "field": "held_on", "value": "2026-04-02", "original": "2026-04-01"},
            HeadField(NAME, AT, "held_on", dt.date(2026, 4, 2), dt.date(2026, 4, 1)),
        ),
        (WITHDRAW, Withdrawal(NAME, AT, OTHER)),
    ],
)
def test_each_kind_of_item_is_read(data, item):
    assert item_of(data) == item


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (None, "object"),
        ([], "object"),
        ({}, "kind"),
        ({**CHECK, "kind": "delete"}, "kind"),
        ({**CHECK, "kind": ["check"]}, "kind"),
        ({**CHECK, "client_id": "1"}, "client_id"),
        ({**CHECK, "client_id": NAME + "0"}, "client_id"),
        ({**CHECK, "client_id": None}, "client_id"),
        ({**CHECK, "at": "2026-04-01T09:30:00"}, "at"),
        ({**CHECK, "at": "yesterday"}, "at"),
        ({**CHECK, "at": 1_775_000_000}, "at"),
        ({**CHECK, "at": "0001-01-01T00:00:00+08:00"}, "at"),
        ({**CHECK, "zone_id": None}, "zone_id"),
        ({**CHECK, "zone_id": "3"}, "zone_id"),
        ({**CHECK, "zone_id": True}, "zone_id"),
        ({**CHECK, "zone_id": 0}, "zone_id"),
        ({**CHECK, "item_id": 2**63}, "item_id"),
        ({**CHECK, "item_id": 9.0}, "item_id"),
        ({**CHECK, "answer": "maybe"}, "answer"),
        ({**CHECK, "answer": None}, "answer"),
        ({**OBSERVATION, "observation": "gone"}, "observation"),
        ({**OBSERVATION, "text": 5}, "text"),
        ({**NOTE, "text": "a\0b"}, "text"),
        ({**NOTE, "text": "half \ud83d"}, "text"),
        ({**NOTE, "zone_id": -1}, "zone_id"),
        ({**FINDING, "due_on": "2026-02-30"}, "due_on"),
        ({**FINDING, "trade": "magic"}, "trade"),
        ({**FINDING, "severity": "MAJOR"}, "severity"),
        ({**FINDING, "description": None}, "description"),
        ({**ATTENDEE, "name": {}}, "name"),
        ({**WEATHER, "field": "status"}, "field"),
        ({**WEATHER, "field": "signed_at"}, "field"),
        ({**WEATHER, "field": ["weather"]}, "field"),
        ({**WEATHER, "value": None}, "value"),
        ({**WEATHER, "field": "held_on", "value": ""}, "value"),
        ({**WITHDRAW, "of": "all"}, "of"),
    ],
)
def test_an_item_that_is_wrong_is_refused_with_the_entry_that_is(data, name):
    assert wrong(item_of, data) == name


def test_a_name_is_one_name_however_it_is_spelled():
    assert item_of({**CHECK, "client_id": NAME.upper()}).client_id == NAME


def test_a_call_names_its_device_and_holds_at_most_two_hundred_items():
    assert batch_of({"device": OTHER, "items": [CHECK] * 200}) == (OTHER, [CHECK] * 200)
    with pytest.raises(Invalid, match="field_too_many_items"):
        batch_of({"device": OTHER, "items": [CHECK] * 201})
    assert wrong(batch_of, {"device": OTHER, "items": {"0": CHECK}}) == "items"
    assert wrong(batch_of, {"device": "phone", "items": []}) == "device"
    assert wrong(batch_of, "items") == "object"


def test_a_round_and_a_signature_are_read():
    wanted = {"client_id": NAME, "series_id": None, "planned_on": "2026-04-01", "held_on": "2026-04-02"}
    assert round_of(wanted) == NewRound(NAME, None, dt.date(2026, 4, 1), dt.date(2026, 4, 2))
    assert wrong(round_of, {**wanted, "planned_on": "soon"}) == "planned_on"
    assert signature_of({"client_id": NAME, "name": " 王某 "}) == Signature(NAME, "王某")
    assert wrong(signature_of, {"client_id": NAME}) == "name"


def test_only_a_later_saying_is_news():
    assert is_news(AT, None)
    assert is_news(AT + dt.timedelta(microseconds=1), AT)
    assert not is_news(AT, AT)
    assert not is_news(AT - dt.timedelta(seconds=1), AT)


def test_devices_disagree_only_about_what_they_answered_differently():
    said = [
        ("door", "a", "pass"),
        ("door", "b", "fail"),
        ("light", "a", "pass"),
        ("light", "b", "pass"),
        ("floor", "a", "fail"),
        ("floor", "a", "pass"),  # one person who changed her mind does not disagree with herself
    ]
    assert disagreements(said) == {"door": ["fail", "pass"]}
