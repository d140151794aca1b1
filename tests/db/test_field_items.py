"""What a phone says is stored once, by the desk's rules, and two devices that differ are both kept."""

import datetime as dt
import json
import uuid

import pytest
from sqlmodel import col, select

from db.commands import field_items, field_records, field_rounds, finding_steps, findings, inspections, rounds
from db.models import (
    Attachment,
    Attendee,
    AuditEntry,
    CheckResult,
    Finding,
    FindingCheck,
    Inspection,
    InspectionNote,
)
from db.photos import StoredPhoto
from db.unit_of_work import unit_of_work
from tests.factories import make, make_project
from tracker.errors import Conflict, Invalid, NotFound
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
)
from tracker.permissions import SYSTEM
from tracker.photos import PhotoPurpose
from tracker.vocabulary import (
    CheckAnswer,
    FindingObservation,
    FindingStatus,
    InspectionStatus,
    Severity,
    Trade,
)

WEDNESDAY = dt.date(2026, 3, 4)
NINE = dt.datetime(2026, 3, 4, 1, 0, tzinfo=dt.UTC)
MINUTE = dt.timedelta(minutes=1)
A, B = str(uuid.uuid4()), str(uuid.uuid4())
PHOTO = StoredPhoto("ab" * 32, 12_345)


@pytest.fixture
def session(engine):
    with unit_of_work(engine) as opened:
        yield opened


@pytest.fixture
def project_id(session):
    return make_project(session, opening_on=dt.date(2026, 6, 26)).id


@pytest.fixture
def round_id(session, project_id):
    return make("inspection", session, project_id=project_id, planned_on=WEDNESDAY, held_on=WEDNESDAY).id


@pytest.fixture
def zone_id(session, project_id):
    return make("zone", session, project_id=project_id, name="少儿阅览室").id


@pytest.fixture
def item_id(session, project_id):
    return make("checklist_item", session, project_id=project_id, text="消防通道畅通").id


@pytest.fixture
def tell(session, project_id, round_id):
    def send(item, device=A, **where):
        command = {
            Check: field_items.answer_check,
            Observation: field_items.observe_finding,
            HeadField: field_items.set_head_field,
            Withdrawal: field_items.withdraw_item,
            Note: field_records.note_from_phone,
            NewFinding: field_records.finding_from_phone,
            Attendance: field_records.attendee_from_phone,
        }[type(item)]
        where = {"project_id": project_id, "round_id": round_id, **where}
        return command(session, actor=SYSTEM, device=device, item=item, **where)

    return send


def name():
    return str(uuid.uuid4())


def rows(session, model, **given):
    query = select(model)
    for column, value in given.items():
        query = query.where(getattr(model, column) == value)
    return list(session.exec(query.order_by(col(model.id))))


def sign(session, project_id, round_id):
    rounds.sign_round(session, actor=SYSTEM, project_id=project_id, round_id=round_id, today=WEDNESDAY)


def leak(client_id, at=NINE, **given):
    facts = {
        "zone_id": None,
        "trade": Trade.PLUMBING,
        "severity": Severity.MAJOR,
        "description": "渗水",
        "organisation_id": None,
        "due_on": None,
        **given,
    }
    return NewFinding(client_id, at, **facts)


# Answers


def test_an_answer_sent_again_changes_nothing_and_a_later_one_replaces_it(session, tell, zone_id, item_id):
    said = name()
    first = tell(Check(said, NINE, zone_id, item_id, CheckAnswer.FAIL))
    assert tell(Check(said, NINE, zone_id, item_id, CheckAnswer.FAIL)) == first
    assert tell(Check(said, NINE + MINUTE, zone_id, item_id, CheckAnswer.PASS)) == first
    # the first saying once more, held up on its way
    assert tell(Check(said, NINE, zone_id, item_id, CheckAnswer.FAIL)) == first

    [row] = rows(session, CheckResult)
    assert (row.answer, row.answered_at, row.device, row.client_id) == (
        CheckAnswer.PASS,
        NINE + MINUTE,
        A,
        said,
    )


def test_another_device_s_answer_stays_beside_the_first(session, tell, zone_id, item_id):
    tell(Check(name(), NINE, zone_id, item_id, CheckAnswer.PASS), device=A)
    tell(Check(name(), NINE + MINUTE, zone_id, item_id, CheckAnswer.FAIL), device=B)

    said = [(row.device, row.answer) for row in rows(session, CheckResult)]
    assert said == [(A, CheckAnswer.PASS), (B, CheckAnswer.FAIL)]


def test_one_device_has_one_answer_to_a_question_under_whatever_name(session, tell, zone_id, item_id):
    tell(Check(name(), NINE + MINUTE, zone_id, item_id, CheckAnswer.PASS))
    tell(Check(name(), NINE, zone_id, item_id, CheckAnswer.FAIL))
    last = name()
    tell(Check(last, NINE + 2 * MINUTE, zone_id, item_id, CheckAnswer.NOT_APPLICABLE))

    [row] = rows(session, CheckResult)
    assert (row.answer, row.client_id) == (CheckAnswer.NOT_APPLICABLE, last)


def test_a_question_of_one_zone_is_not_answered_in_another(session, tell, project_id, zone_id):
    hall = make("zone", session, project_id=project_id, name="门厅").id
    question = make("checklist_item", session, project_id=project_id, zone_id=hall).id

    assert tell(Check(name(), NINE, hall, question, CheckAnswer.PASS)) > 0
    with pytest.raises(Invalid, match="item_of_other_zone"):
        tell(Check(name(), NINE, zone_id, question, CheckAnswer.PASS))


@pytest.mark.parametrize("table", ["zone", "checklist_item", "finding", "inspection", "organisation"])
def test_what_belongs_to_another_project_is_not_found(session, tell, zone_id, item_id, table):
    theirs = make(table, session).id
    foreign = {
        "zone": lambda: tell(Check(name(), NINE, theirs, item_id, CheckAnswer.PASS)),
        "checklist_item": lambda: tell(Check(name(), NINE, zone_id, theirs, CheckAnswer.PASS)),
        "finding": lambda: tell(Observation(name(), NINE, theirs, FindingObservation.FIXED, "")),
        "inspection": lambda: tell(Note(name(), NINE, None, "干净"), round_id=theirs),
        "organisation": lambda: tell(Attendance(name(), NINE, "王某", theirs)),
    }
    with pytest.raises(NotFound):
        foreign[table]()
    assert [rows(session, model) for model in (CheckResult, FindingCheck, InspectionNote, Attendee)] == [
        [],
        [],
        [],
        [],
    ]


def test_what_two_devices_saw_of_a_finding_is_kept_and_the_finding_is_left_alone(session, tell, project_id):
    finding = make("finding", session, project_id=project_id, status=FindingStatus.ASSIGNED)
    said = name()
    tell(Observation(said, NINE, finding.id, FindingObservation.FIXED, ""), device=A)
    tell(Observation(name(), NINE, finding.id, FindingObservation.WORSE, "更大"), device=B)
    tell(Observation(said, NINE + MINUTE, finding.id, FindingObservation.STILL_THERE, "仍在"), device=A)

    seen = [(row.device, row.observation, row.text) for row in rows(session, FindingCheck)]
    assert seen == [(A, FindingObservation.STILL_THERE, "仍在"), (B, FindingObservation.WORSE, "更大")]
    assert finding.status is FindingStatus.ASSIGNED


def test_a_name_that_stands_for_something_else_is_refused(session, tell, project_id, zone_id, item_id):
    said = name()
    tell(Check(said, NINE, zone_id, item_id, CheckAnswer.PASS))
    elsewhere = make("inspection", session, project_id=project_id, held_on=WEDNESDAY).id

    with pytest.raises(Invalid, match="client_id_taken"):
        tell(Note(said, NINE + MINUTE, None, "干净"))
    with pytest.raises(Invalid, match="client_id_taken"):
        tell(Check(said, NINE + MINUTE, zone_id, item_id, CheckAnswer.FAIL), device=B)
    with pytest.raises(Invalid, match="client_id_taken"):
        tell(Check(said, NINE + MINUTE, zone_id, item_id, CheckAnswer.FAIL), round_id=elsewhere)
    assert [row.answer for row in rows(session, CheckResult)] == [CheckAnswer.PASS]


# Notes, findings, attendees


def test_a_note_is_stored_once_and_edited_by_its_phone(session, tell, zone_id):
    said = name()
    note_id = tell(Note(said, NINE, zone_id, "干净"))
    assert tell(Note(said, NINE, zone_id, "干净")) == note_id
    assert tell(Note(said, NINE + MINUTE, zone_id, "很干净")) == note_id
    assert tell(Note(said, NINE, zone_id, "干净")) == note_id

    [note] = rows(session, InspectionNote)
    assert (note.text, note.device, note.client_id, note.is_addendum) == ("很干净", A, said, False)


def test_a_note_that_the_desk_changed_too_is_a_conflict(session, tell, project_id):
    said = name()
    note_id = tell(Note(said, NINE, None, "干净"))
    rounds.update_note(
        session,
        actor=SYSTEM,
        project_id=project_id,
        note_id=note_id,
        expected_version=1,
        original={"text": "干净"},
        changes={"text": "整洁"},
    )
    session.flush()

    with pytest.raises(Conflict) as error:
        tell(Note(said, NINE + MINUTE, None, "很干净"))
    assert (error.value.theirs, error.value.mine) == ({"text": "整洁"}, {"text": "很干净"})


def test_a_finding_from_a_phone_gets_a_number_the_day_of_the_round_and_its_usual_due_day(
    session, tell, project_id, round_id
):
    make("finding", session, project_id=project_id, number=12)
    said = name()
    finding_id = tell(leak(said))
    assert tell(leak(said)) == finding_id

    found = session.get(Finding, finding_id)
    # Wednesday, 4 March 2026 and three working days: Monday the 9th
    assert (found.number, found.found_on, found.due_on) == (13, WEDNESDAY, dt.date(2026, 3, 9))
    assert (found.inspection_id, found.client_id, found.status) == (round_id, said, FindingStatus.OPEN)


def test_a_finding_edited_on_its_phone_keeps_its_number_and_moves_its_due_day_with_the_severity(
    session, tell, project_id
):
    party = make("organisation", session, project_id=project_id, name="施工单位").id
    said = name()
    finding_id = tell(leak(said))
    tell(leak(said, NINE + MINUTE, severity=Severity.CRITICAL, description="漏水", organisation_id=party))
    tell(leak(said, NINE))

    [found] = rows(session, Finding)
    assert (found.id, found.description, found.severity) == (finding_id, "漏水", Severity.CRITICAL)
    assert (found.due_on, found.status, found.organisation_id) == (WEDNESDAY, FindingStatus.ASSIGNED, party)


def test_an_edit_on_the_phone_leaves_alone_what_the_desk_changed_meanwhile(session, tell, project_id):
    said = name()
    finding_id = tell(leak(said))
    found = session.get(Finding, finding_id)
    findings.update_finding(
        session,
        actor=SYSTEM,
        project_id=project_id,
        finding_id=finding_id,
        expected_version=found.version,
        original={"due_on": found.due_on},
        changes={"due_on": dt.date(2026, 3, 20)},
    )
    session.flush()

    tell(leak(said, NINE + MINUTE, description="漏水"))

    assert (found.description, found.due_on) == ("漏水", dt.date(2026, 3, 20))


def test_a_settled_finding_is_not_edited_from_a_phone(session, tell, project_id):
    said = name()
    finding_id = tell(leak(said))
    finding_steps.waive_finding(
        session, actor=SYSTEM, project_id=project_id, finding_id=finding_id, today=WEDNESDAY, reason="不影响"
    )
    session.flush()

    with pytest.raises(Invalid, match="finding_settled"):
        tell(leak(said, NINE + MINUTE, description="漏水"))


def test_an_attendee_is_stored_once_and_the_audit_keeps_no_name(session, tell, project_id):
    party = make("organisation", session, project_id=project_id).id
    said = name()
    attendee_id = tell(Attendance(said, NINE, "王某", party))
    assert tell(Attendance(said, NINE, "王某", party)) == attendee_id
    tell(Attendance(said, NINE + MINUTE, "汪某", None))

    [row] = rows(session, Attendee)
    assert (row.name, row.organisation_id) == ("汪某", None)
    session.flush()
    assert "某" not in json.dumps(
        [change.columns for change in session.info["write"].changes], ensure_ascii=False, default=str
    )


@pytest.mark.parametrize(
    ("item", "code"),
    [
        (Attendance(name(), NINE, " ", None), "text_missing"),
        (Attendance(name(), NINE, "王" * 121, None), "text_too_long"),
        (Note(name(), NINE, None, ""), "text_missing"),
        (Note(name(), NINE, None, "长" * 20_001), "text_too_long"),
        (leak(name(), description="长" * 4_001), "text_too_long"),
        (leak(name(), due_on=dt.date(2026, 3, 3)), "due_before_found"),
        (HeadField(name(), NINE, "weather", "晴" * 61, ""), "text_too_long"),
    ],
)
def test_the_rules_of_the_desk_hold_on_the_phone(tell, item, code):
    with pytest.raises(Invalid) as error:
        tell(item)
    assert error.value.code == code


# The head


def test_a_head_field_is_set_and_a_lost_answer_makes_no_conflict(session, tell, round_id):
    said = name()
    tell(HeadField(said, NINE, "progress", "按", ""))
    tell(HeadField(said, NINE, "progress", "按", ""))
    # typed on before the phone had heard that the first saying was stored
    tell(HeadField(said, NINE + MINUTE, "progress", "按计划", ""))

    assert session.get(Inspection, round_id).progress == "按计划"


def test_two_people_who_write_the_same_field_differently_both_keep_their_words(session, tell, round_id):
    tell(HeadField(name(), NINE, "weather", "晴", ""), device=A)
    tell(HeadField(name(), NINE, "weather", "晴", ""), device=B)  # the same words are no conflict
    with pytest.raises(Conflict) as error:
        tell(HeadField(name(), NINE + MINUTE, "weather", "雨", ""), device=B)

    assert (error.value.theirs, error.value.mine) == ({"weather": "晴"}, {"weather": "雨"})
    tell(HeadField(name(), NINE + 2 * MINUTE, "weather", "雨", "晴"), device=B)
    assert session.get(Inspection, round_id).weather == "雨"


def test_the_first_word_sent_again_does_not_undo_what_somebody_else_wrote_after_it(session, tell, round_id):
    said = HeadField(name(), NINE, "weather", "晴", "")
    tell(said, device=A)
    tell(HeadField(name(), NINE + MINUTE, "weather", "", "晴"), device=B)
    tell(said, device=A)

    assert session.get(Inspection, round_id).weather == ""


def test_the_day_of_the_round_can_be_set_right(session, tell, round_id):
    tell(HeadField(name(), NINE, "held_on", dt.date(2026, 3, 5), WEDNESDAY))

    assert session.get(Inspection, round_id).held_on == dt.date(2026, 3, 5)


# Taking back


def test_what_is_taken_back_is_archived_and_only_a_later_saying_brings_it_back(session, tell):
    said = {kind: name() for kind in ("note", "finding", "attendee")}
    tell(Note(said["note"], NINE, None, "干净"))
    tell(leak(said["finding"]))
    tell(Attendance(said["attendee"], NINE, "王某", None))
    for of in said.values():
        tell(Withdrawal(name(), NINE + 2 * MINUTE, of), device=B)
    # typed before the withdrawal, and held up on its way
    tell(Note(said["note"], NINE + MINUTE, None, "很干净"))

    stored = [*rows(session, InspectionNote), *rows(session, Finding), *rows(session, Attendee)]
    assert [row.archived_at is not None for row in stored] == [True, True, True]
    tell(Note(said["note"], NINE + 3 * MINUTE, None, "不干净"))
    [note] = rows(session, InspectionNote)
    assert (note.text, note.archived_at) == ("不干净", None)


def test_an_answer_is_taken_back_by_its_own_phone_and_another_tap_stands(
    session, tell, project_id, zone_id, item_id
):
    finding = make("finding", session, project_id=project_id).id
    check, seen = name(), name()
    tell(Check(check, NINE, zone_id, item_id, CheckAnswer.FAIL))
    tell(Observation(seen, NINE, finding, FindingObservation.FIXED, ""))
    for said in (check, seen):
        with pytest.raises(Invalid, match="answer_of_another_phone"):
            tell(Withdrawal(name(), NINE + MINUTE, said), device=B)
        tell(Withdrawal(name(), NINE + MINUTE, said))
    # the answer once more, held up on its way
    tell(Check(check, NINE, zone_id, item_id, CheckAnswer.FAIL))

    answers = [*rows(session, CheckResult), *rows(session, FindingCheck)]
    assert [row.archived_at is not None for row in answers] == [True, True]
    tell(Check(name(), NINE + 2 * MINUTE, zone_id, item_id, CheckAnswer.PASS))
    [row] = rows(session, CheckResult)
    assert (row.answer, row.archived_at) == (CheckAnswer.PASS, None)


def test_a_withdrawal_sent_again_does_not_take_back_what_was_said_after_it(session, tell):
    said, taken = name(), name()
    tell(Note(said, NINE, None, "干净"))
    tell(Withdrawal(taken, NINE + MINUTE, said))
    tell(Note(said, NINE + 2 * MINUTE, None, "干净"))
    tell(Withdrawal(taken, NINE + MINUTE, said))
    tell(Withdrawal(name(), NINE + MINUTE, said))

    assert [note.archived_at for note in rows(session, InspectionNote)] == [None]


def test_nothing_of_another_round_is_taken_back(session, tell, project_id):
    said = name()
    tell(Note(said, NINE, None, "干净"))
    elsewhere = make("inspection", session, project_id=project_id, held_on=WEDNESDAY).id

    with pytest.raises(Invalid, match="not_of_this_round"):
        tell(Withdrawal(name(), NINE + MINUTE, said), round_id=elsewhere)
    with pytest.raises(NotFound):
        tell(Withdrawal(name(), NINE + MINUTE, name()))


# Rounds


def weekly(session, project_id):
    return inspections.create_series(
        session,
        actor=SYSTEM,
        project_id=project_id,
        title="每周巡查",
        rule="FREQ=WEEKLY;BYDAY=WE",
        starts_on=dt.date(2026, 1, 5),
    )


def join(session, project_id, client_id, series_id, planned_on=WEDNESDAY):
    wanted = NewRound(client_id, series_id, planned_on, WEDNESDAY)
    return field_rounds.join_round(session, actor=SYSTEM, project_id=project_id, wanted=wanted)


def test_the_second_phone_at_a_slot_joins_the_first_one_s_round(session, project_id):
    series, first, second = weekly(session, project_id), name(), name()
    begun = join(session, project_id, first, series)

    assert begun[1] == first
    assert join(session, project_id, first, series) == begun
    assert join(session, project_id, second, series) == begun
    assert len(rows(session, Inspection)) == 1


def test_a_round_begun_at_the_desk_takes_the_name_of_the_first_phone(session, project_id):
    series = weekly(session, project_id)
    slot = {"series_id": series, "planned_on": WEDNESDAY, "held_on": WEDNESDAY}
    desk = rounds.start_round(session, actor=SYSTEM, project_id=project_id, **slot)
    first = name()

    assert join(session, project_id, first, series) == (desk, first)
    assert join(session, project_id, name(), series) == (desk, first)


def test_an_extra_round_is_begun_once(session, project_id):
    first = name()
    begun = join(session, project_id, first, None)

    assert join(session, project_id, first, None) == begun
    assert join(session, project_id, name(), None) != begun
    with pytest.raises(Invalid, match="client_id_taken"):
        join(session, project_id, first, None, planned_on=dt.date(2026, 3, 5))


def test_a_slot_that_the_series_does_not_plan_is_refused(session, project_id):
    with pytest.raises(Invalid, match="not_a_slot"):
        join(session, project_id, name(), weekly(session, project_id), planned_on=dt.date(2026, 3, 5))


def test_a_round_is_signed_once_and_says_so_again(session, project_id, round_id, tell, zone_id, item_id):
    tell(Check(name(), NINE, zone_id, item_id, CheckAnswer.PASS))
    signature = Signature(name(), "王某")

    def put(given, where=round_id):
        return field_rounds.sign_from_phone(
            session,
            actor=SYSTEM,
            project_id=project_id,
            round_id=where,
            signature=given,
            today=WEDNESDAY,
        )

    at = put(signature)
    assert put(signature) == at
    row = session.get(Inspection, round_id)
    assert (row.status, row.signed_name, row.signed_at) == (InspectionStatus.SIGNED, "王某", at)
    with pytest.raises(Invalid, match="round_signed"):
        put(Signature(name(), "李某"))
    elsewhere = make("inspection", session, project_id=project_id, held_on=WEDNESDAY).id
    with pytest.raises(Invalid, match="client_id_taken"):
        put(signature, elsewhere)


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"held_on": WEDNESDAY}, "round_empty"),
        ({"held_on": None, "progress": "按计划"}, "round_without_day"),
        ({"held_on": dt.date(2026, 3, 5), "progress": "按计划"}, "round_in_future"),
    ],
)
def test_a_phone_signs_by_the_rules_of_the_desk(session, project_id, given, code):
    round_id = make("inspection", session, project_id=project_id, **given).id

    with pytest.raises(Invalid, match=code):
        field_rounds.sign_from_phone(
            session,
            actor=SYSTEM,
            project_id=project_id,
            round_id=round_id,
            signature=Signature(name(), "王某"),
            today=WEDNESDAY,
        )


def test_a_signed_round_takes_addenda_alone_and_still_confirms_what_it_has(
    session, project_id, round_id, tell, zone_id, item_id
):
    known, note = Check(name(), NINE, zone_id, item_id, CheckAnswer.PASS), name()
    check_id, note_id = tell(known), tell(Note(note, NINE, None, "干净"))
    finding = make("finding", session, project_id=project_id).id
    sign(session, project_id, round_id)

    late = [
        Check(name(), NINE, zone_id, item_id, CheckAnswer.FAIL),
        Observation(name(), NINE, finding, FindingObservation.FIXED, ""),
        leak(name()),
        Attendance(name(), NINE, "王某", None),
        HeadField(name(), NINE, "weather", "晴", ""),
        Withdrawal(name(), NINE + MINUTE, note),
        Note(note, NINE + MINUTE, None, "不干净"),
    ]
    for item in late:
        with pytest.raises(Invalid, match="round_signed"):
            tell(item)
    assert (tell(known), tell(Note(note, NINE, None, "干净"))) == (check_id, note_id)
    tell(Note(name(), NINE + MINUTE, None, "补充"))
    assert [(row.text, row.is_addendum) for row in rows(session, InspectionNote)] == [
        ("干净", False),
        ("补充", True),
    ]


# Photos


def hang(session, project_id, round_id, on, client_id, purpose=PhotoPurpose.NONE):
    return field_rounds.photo_from_phone(
        session,
        actor=SYSTEM,
        project_id=project_id,
        round_id=round_id,
        on=on,
        photo=PHOTO,
        client_id=client_id,
        purpose=purpose,
    )


def test_a_photo_hangs_once_on_what_it_names(session, project_id, round_id, tell):
    earlier = make("finding", session, project_id=project_id, status=FindingStatus.ASSIGNED).id
    note, found, seen, photo = name(), name(), name(), name()
    note_id, finding_id = tell(Note(note, NINE, None, "干净")), tell(leak(found))
    tell(Observation(seen, NINE, earlier, FindingObservation.WORSE, ""))

    first = hang(session, project_id, round_id, note, photo)
    assert hang(session, project_id, round_id, note, photo) == first
    hang(session, project_id, round_id, found, name(), PhotoPurpose.AFTER)
    hang(session, project_id, round_id, seen, name())
    hang(session, project_id, round_id, "round", name())

    hung = [(row.record_table, row.record_id, row.purpose) for row in rows(session, Attachment)]
    assert hung == [
        ("inspection_note", note_id, ""),
        ("finding", finding_id, "after"),
        ("finding", earlier, "before"),
        ("inspection", round_id, ""),
    ]


def test_a_photo_of_what_takes_none_is_refused(session, project_id, round_id, tell):
    said = name()
    tell(Attendance(said, NINE, "王某", None))

    with pytest.raises(Invalid, match="field_malformed"):
        hang(session, project_id, round_id, said, name())
    with pytest.raises(NotFound):
        hang(session, project_id, round_id, name(), name())
    with pytest.raises(NotFound):
        hang(session, project_id, make("inspection", session).id, "round", name())


def test_every_saying_is_on_record(engine):
    with unit_of_work(engine) as session:
        project_id = make_project(session).id
        round_id = make("inspection", session, project_id=project_id, held_on=WEDNESDAY).id
    said = name()
    for item in (Note(said, NINE, None, "干净"), Note(said, NINE + MINUTE, None, "不干净")):
        with unit_of_work(engine) as session:
            field_records.note_from_phone(
                session, actor=SYSTEM, project_id=project_id, round_id=round_id, device=A, item=item
            )

    with unit_of_work(engine) as session:
        entries = rows(session, AuditEntry, command="note_from_phone")
        texts = [json.loads(entry.changes)["text"] for entry in entries]
    assert texts == [[None, "干净"], ["干净", "不干净"]]
