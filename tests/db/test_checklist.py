"""The checklist's questions: asked once in each place, moved, and never changed under a signed round."""

import pytest
from sqlmodel import select

from db.commands import checklist
from db.models import ChecklistItem
from db.queries.checklist import checklist_rows
from db.queries.field import checklist as asked_on_phones
from db.unit_of_work import unit_of_work
from tests.factories import INSTANT, make, make_project
from tracker.errors import Conflict, Invalid, NotFound
from tracker.permissions import SYSTEM
from tracker.vocabulary import CheckAnswer, InspectionStatus


@pytest.fixture
def session(engine):
    with unit_of_work(engine) as opened:
        yield opened


@pytest.fixture
def project_id(session):
    return make_project(session).id


def ask(session, project_id, text, zone_id=None):
    return checklist.create_checklist_item(
        session, actor=SYSTEM, project_id=project_id, text=text, zone_id=zone_id
    )


def texts(session, project_id):
    session.flush()
    return [row.text for row in asked_on_phones(session, project_id)]


def edit(session, project_id, item_id, *, version=None, original=None, **changes):
    row = session.get_one(ChecklistItem, item_id)
    checklist.update_checklist_item(
        session,
        actor=SYSTEM,
        project_id=project_id,
        item_id=item_id,
        expected_version=version or row.version,
        original=original or {name: getattr(row, name) for name in changes},
        changes=changes,
    )
    session.flush()


def answered(session, project_id, item_id, status, **given):
    held = make("inspection", session, project_id=project_id, status=status)
    make(
        "check_result",
        session,
        project_id=project_id,
        inspection_id=held.id,
        item_id=item_id,
        answer=CheckAnswer.PASS,
        **given,
    )


def test_questions_are_asked_in_the_order_they_were_added(session, project_id):
    ask(session, project_id, " 消防通道畅通 ")
    ask(session, project_id, "临边有防护")

    assert texts(session, project_id) == ["消防通道畅通", "临边有防护"]


def test_the_same_question_is_refused_in_one_place_and_taken_in_another(session, project_id):
    room = make("zone", session, project_id=project_id)
    ask(session, project_id, "整洁")
    ask(session, project_id, "整洁", room.id)

    with pytest.raises(Invalid) as refused:
        ask(session, project_id, "整洁")

    assert refused.value.code == "question_asked_already"
    assert texts(session, project_id) == ["整洁", "整洁"]


def test_a_zone_of_another_project_is_not_found(session, project_id):
    foreign = make("zone", session)

    with pytest.raises(NotFound):
        ask(session, project_id, "整洁", foreign.id)


def test_a_pasted_list_adds_what_is_not_asked_yet_and_says_how_many(session, project_id):
    ask(session, project_id, "整洁")

    added = checklist.import_checklist(
        session, actor=SYSTEM, project_id=project_id, text="1. 整洁\n2. 通道畅通\n3. 无渗水"
    )
    with pytest.raises(Invalid) as nothing:
        checklist.import_checklist(session, actor=SYSTEM, project_id=project_id, text="无渗水\n")

    assert (added, nothing.value.code) == (2, "nothing_to_add")
    assert texts(session, project_id) == ["整洁", "通道畅通", "无渗水"]


def test_questions_move_among_those_of_their_own_place_and_stop_at_the_ends(session, project_id):
    room = make("zone", session, project_id=project_id)
    first, second, third = (ask(session, project_id, text) for text in ("甲", "乙", "丙"))
    ask(session, project_id, "房间的", room.id)

    def general():
        session.flush()
        return [row.text for row in checklist_rows(session, project_id) if row.zone_id is None]

    def move(item_id, by):
        checklist.move_checklist_item(session, actor=SYSTEM, project_id=project_id, item_id=item_id, by=by)

    move(third, -1)
    assert general() == ["甲", "丙", "乙"]
    move(first, -5)
    assert general() == ["甲", "丙", "乙"]
    move(first, 9)
    assert general() == ["丙", "乙", "甲"]
    assert second


def test_an_archived_question_is_not_asked_and_comes_back(session, project_id):
    item_id = ask(session, project_id, "整洁")
    target = {"actor": SYSTEM, "project_id": project_id, "item_id": item_id}

    checklist.archive_checklist_item(session, **target)
    assert texts(session, project_id) == []
    checklist.restore_checklist_item(session, **target)
    assert texts(session, project_id) == ["整洁"]


def test_an_archived_question_does_not_come_back_beside_its_double(session, project_id):
    item_id = ask(session, project_id, "整洁")
    target = {"actor": SYSTEM, "project_id": project_id, "item_id": item_id}
    checklist.archive_checklist_item(session, **target)
    session.flush()
    ask(session, project_id, "整洁")

    with pytest.raises(Invalid) as refused:
        checklist.restore_checklist_item(session, **target)

    assert refused.value.code == "question_asked_already"


def test_two_people_who_change_one_question_meet(session, project_id):
    item_id = ask(session, project_id, "整洁")
    edit(session, project_id, item_id, text="干净")

    with pytest.raises(Conflict) as met:
        edit(session, project_id, item_id, version=1, original={"text": "整洁"}, text="清洁")

    assert (met.value.mine, met.value.theirs) == ({"text": "清洁"}, {"text": "干净"})


def test_a_question_that_a_signed_round_answered_keeps_its_words_and_is_replaced_instead(session, project_id):
    item_id, other = ask(session, project_id, "整洁"), ask(session, project_id, "通道畅通")
    answered(session, project_id, item_id, InspectionStatus.SIGNED)
    answered(session, project_id, other, InspectionStatus.WORKING)
    answered(session, project_id, other, InspectionStatus.SIGNED, archived_at=INSTANT)

    with pytest.raises(Invalid) as refused:
        edit(session, project_id, item_id, text="干净")
    session.expire_all()
    edit(session, project_id, other, text="疏散通道畅通")
    checklist.replace_checklist_item(
        session, actor=SYSTEM, project_id=project_id, item_id=item_id, text="地面干净"
    )

    assert refused.value.code == "question_signed"
    assert texts(session, project_id) == ["地面干净", "疏散通道畅通"]
    rows = checklist_rows(session, project_id)
    assert sorted((row.text, row.archived, row.signed) for row in rows) == [
        ("地面干净", False, False),
        ("整洁", True, True),
        ("疏散通道畅通", False, False),
    ]
    stored = session.exec(select(ChecklistItem.text).where(ChecklistItem.id == item_id)).one()
    assert stored == "整洁"
