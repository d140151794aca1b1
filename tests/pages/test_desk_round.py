"""A round at a desk: the same rows as the phones', the steps that follow, and the checklist's editor."""

import datetime as dt
import uuid

import pytest

from db.commands import field_items, field_records, rounds
from db.queries import checklist as checklist_queries
from db.queries import desk_round as queries
from db.queries import field, field_rounds
from db.queries import findings as finding_queries
from db.queries.field_rounds import round_state
from db.unit_of_work import unit_of_work
from tests.pages.helpers import open_page
from tests.pages.test_site_pages import labels, opened, read
from tests.pages.test_site_pages import texts as raw_texts
from tests.support.databases import SAMPLE_DAY
from tracker.field import Attendance, Check, Observation
from tracker.permissions import SYSTEM
from tracker.vocabulary import CheckAnswer, FindingObservation, FindingStatus, InspectionStatus, Severity

A, B = "phone-a", "phone-b"
PASS, FAIL = CheckAnswer.PASS, CheckAnswer.FAIL
ROOMS, QUESTIONS = 19, 8


def say(engine, round_id, device, item, command=field_items.answer_check):
    """What a phone says, now."""
    with unit_of_work(engine) as session:
        command(session, actor=SYSTEM, project_id=1, round_id=round_id, device=device, item=item)


def texts(at):
    """What the page says, as it is read: without the backslashes that keep Markdown from obeying it."""
    return raw_texts(at).replace("\\", "")


def said():
    return str(uuid.uuid4()), dt.datetime.now(dt.UTC)


def begun(engine):
    """This week's round, begun by a phone; gives its id, the first room and the first question."""
    with unit_of_work(engine) as session:
        round_id = rounds.start_round(
            session, actor=SYSTEM, project_id=1, series_id=1, planned_on=SAMPLE_DAY, held_on=SAMPLE_DAY
        )
    return round_id, read(engine, queries.desk_round, round_id).zones[0], read(engine, field.checklist)[0].id


def open_finding(engine, status):
    found = read(engine, finding_queries.findings)
    return next(row for row in found if row.status is status and not row.archived)


def test_the_answers_of_two_phones_stand_side_by_side_and_the_desk_answers_too(sample):
    round_id, zone, item_id = begun(sample)
    say(sample, round_id, A, Check(*said(), zone.zone_id, item_id, PASS))
    say(sample, round_id, B, Check(*said(), zone.zone_id, item_id, FAIL))
    at = opened("inspections", round=str(round_id))

    assert f"1 of {ROOMS * QUESTIONS} questions answered, 1 failed, 1 answered differently" in texts(at)
    assert "Phone 1: Pass" in texts(at)
    assert "Phone 2: Fail" in texts(at)
    assert "answers differ" in texts(at)

    at.segmented_control(key=f"check_{round_id}_{zone.zone_id}_{item_id}_0_none").set_value(FAIL).run()
    assert not at.exception
    stored = read(sample, round_state, round_id).checks
    assert sorted((row.device, row.answer) for row in stored) == [("desk", FAIL), (A, PASS), (B, FAIL)]


def test_the_desk_changes_its_answer_and_takes_it_back(sample):
    round_id, zone, item_id = begun(sample)
    at = opened("inspections", round=str(round_id))
    key = f"check_{round_id}_{zone.zone_id}_{item_id}"

    def stored():
        return {row.client_id: row.answer for row in read(sample, round_state, round_id).checks}

    at.segmented_control(key=f"{key}_0_none").set_value(PASS).run()
    [(first, answer)] = stored().items()
    assert answer is PASS
    at.segmented_control(key=f"{key}_1_{first}").set_value(FAIL).run()
    [(second, answer)] = stored().items()
    assert answer is FAIL
    at.segmented_control(key=f"{key}_2_{second}").set_value(None).run()

    assert not at.exception
    assert stored() == {}


def test_a_fixed_finding_is_marked_rectified_in_one_click(sample):
    round_id, _zone, _item = begun(sample)
    finding = open_finding(sample, FindingStatus.ASSIGNED)
    say(
        sample,
        round_id,
        A,
        Observation(*said(), finding.id, FindingObservation.FIXED, "已补好"),
        field_items.observe_finding,
    )
    at = opened("inspections", round=str(round_id))

    at.button(key=f"follow_{finding.id}_rectify").click().run()

    assert not at.exception
    assert read(sample, finding_queries.finding, finding.id).status is FindingStatus.RECTIFIED
    last = read(sample, finding_queries.history, finding.id)
    assert "Seen in the round of Wed 1 Apr · 已补好" in [event.text for event in last]
    assert f"follow_{finding.id}_close" not in [button.key for button in at.button]


def test_a_worse_finding_is_raised_and_due_as_its_new_severity_asks(sample):
    round_id, _zone, _item = begun(sample)
    finding = next(
        row
        for row in read(sample, finding_queries.findings)
        if row.severity is Severity.OBSERVATION and row.status is FindingStatus.OPEN
    )
    at = opened("inspections", round=str(round_id))

    key = f"seen_{round_id}_{finding.id}"
    at.segmented_control(key=f"{key}_0_none").set_value(FindingObservation.WORSE).run()
    at.button(key=f"follow_{finding.id}_raise").click().run()

    assert not at.exception
    stored = read(sample, finding_queries.finding, finding.id)
    # A minor finding is due by opening day.
    assert (stored.severity, stored.due_on) == (Severity.MINOR, dt.date(2026, 6, 26))
    assert f"follow_{finding.id}_raise" not in [button.key for button in at.button]


def test_a_rectified_finding_that_is_still_there_goes_back(sample):
    round_id, _zone, _item = begun(sample)
    finding = open_finding(sample, FindingStatus.RECTIFIED)
    at = opened("inspections", round=str(round_id))

    key = f"seen_{round_id}_{finding.id}"
    at.segmented_control(key=f"{key}_0_none").set_value(FindingObservation.STILL_THERE).run()
    at.button(key=f"follow_{finding.id}_reject").click().run()

    assert not at.exception
    assert read(sample, finding_queries.finding, finding.id).status is FindingStatus.ASSIGNED


def test_attendees_come_from_phone_and_desk_with_their_organisations(sample):
    round_id, _zone, _item = begun(sample)
    say(sample, round_id, A, Attendance(*said(), "王某(示例)", None), field_records.attendee_from_phone)
    at = opened("inspections", round=str(round_id))
    assert "王某(示例)" in texts(at)

    at.text_input(key=f"new_attendee_{round_id}_0_name").set_value("陈某(示例)").run()
    at.selectbox(key=f"new_attendee_{round_id}_0_organisation").set_value(2).run()
    at.button(key=f"new_attendee_{round_id}_0_save").click().run()

    assert not at.exception
    stored = read(sample, queries.desk_round, round_id).attendees
    assert [(row.name, row.organisation_id) for row in stored] == [("王某(示例)", None), ("陈某(示例)", 2)]


def test_a_round_is_signed_with_a_name_and_then_takes_addenda_alone(sample):
    round_id, zone, item_id = begun(sample)
    say(sample, round_id, A, Check(*said(), zone.zone_id, item_id, PASS))
    at = opened("inspections", round=str(round_id))

    at.button(key="sign_round").click().run()
    assert [error.value for error in at.error] == ["Please fill in “Name”."]
    at.text_input(key=f"sign_name_{round_id}").set_value("李某(示例)").run()
    at.button(key="sign_round").click().run()

    assert not at.exception
    head = read(sample, field_rounds.round_state, round_id).head
    assert (head.status, head.signed_name) == (InspectionStatus.SIGNED, "李某(示例)")
    assert "signed by 李某" in texts(at)
    assert "Phone 1: Pass" in texts(at)
    assert "Save the addendum" in labels(at)
    assert not [each.key for each in at.segmented_control if (each.key or "").startswith("check_")]


def test_a_question_is_added_and_a_list_pasted_on_the_page(sample):
    at = open_page("inspections")
    at.session_state["checklist"] = True
    at.run()
    assert "消防通道、疏散门畅通" in texts(at)

    at.text_input(key="new_question_text").set_value("扶手牢固").run()
    next(button for button in at.button if button.label == "Add the question").click().run()
    at.session_state["paste_questions"] = True
    at.run()
    at.text_area(key="paste_text_0").set_value("1. 扶手牢固\n2. 门窗完好").run()
    at.button(key="paste_save").click().run()

    assert not at.exception
    stored = [row.text for row in read(sample, checklist_queries.checklist_rows)]
    assert stored[QUESTIONS:] == ["扶手牢固", "门窗完好"]


@pytest.mark.parametrize(
    ("language", "due", "week"),
    [
        ("en", "“新馆现场每周检查”: this week's round is due", "is due this week, on"),
        ("zh", "“新馆现场每周检查”：本周应进行检查", "项缺陷本周到期"),
    ],
)
def test_what_is_due_stands_on_the_page_of_inspections_and_on_the_overview(sample, language, due, week):
    for page in ("inspections", "overview"):
        at = open_page(page, language)
        at.session_state["more_needs"] = True
        at.run()

        assert due in texts(at)
        assert week in texts(at)
