"""Bulletins and goals in the database."""

import datetime as dt
import io
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
from docx import Document
from pypdfium2 import PdfDocument
from sqlmodel import select

from db.commands.bulletins import (
    archive_bulletin,
    create_bulletin,
    issue_bulletin,
    update_bulletin,
)
from db.commands.goals import create_direction, create_goal, update_goal
from db.commands.word_templates import set_word_template
from db.documents import StoredDocument
from db.models import Bulletin, BulletinRecipient, Project
from db.queries.bulletins import bulletins
from db.queries.goals import directions, goals
from db.unit_of_work import reading, unit_of_work
from tests.db.test_assets import run
from tests.db.test_people_queries import statements
from tests.factories import make, make_project
from tracker.bulletins import Manner, Recipient
from tracker.errors import Conflict, Invalid
from tracker.exports.bulletin_docx import bulletin_docx
from tracker.exports.bulletin_pdf import bulletin_pdf
from tracker.permissions import SYSTEM
from tracker.vocabulary import DirectionKind
from tracker.word_templates import TemplateKind

DAY = dt.date(2026, 3, 13)
LONG_AFTER = dt.date(2030, 1, 1)


def reported(*offices):
    return tuple(Recipient(Manner.REPORT, office) for office in offices)


def sent(office):
    return Recipient(Manner.SEND, office)


GOVERNMENT = reported("区政府办")


@pytest.fixture
def project_id(engine):
    with unit_of_work(engine) as session:
        return make_project(session).id


def written(engine, project_id, title="筹备进展", body="正文。", on=DAY):
    return run(engine, create_bulletin, project_id=project_id, title=title, body=body, on=on)


def as_seen(bulletin_id, **changes):
    """How somebody issues the text that `written` wrote."""
    seen = {"title": "筹备进展", "body": "正文。", "recipients": ()}
    return {
        "bulletin_id": bulletin_id,
        "expected_version": 1,
        "original": seen,
        "changes": {**seen, **changes},
        "on": DAY,
        "today": LONG_AFTER,
    }


def issue(engine, project_id, bulletin_id, on=DAY):
    given = {**as_seen(bulletin_id), "original": {}, "changes": {}, "on": on}
    return run(engine, issue_bulletin, project_id=project_id, **given)


def change(engine, project_id, bulletin_id, version=1, before=(), **changes):
    original = {"title": "筹备进展", "body": "正文。", "recipients": before}
    own = {"project_id": project_id, "bulletin_id": bulletin_id, "expected_version": version}
    return run(engine, update_bulletin, **own, original=original, changes=changes)


def stored(engine, project_id):
    with reading(engine) as session:
        return bulletins(session, project_id)[0]


def refused(engine, command, **given):
    with pytest.raises(Invalid) as error:
        run(engine, command, **given)
    return error.value.code


def test_issues_are_numbered_through_each_year(engine, project_id):
    drafts = [written(engine, project_id, f"第{n}份") for n in range(3)]

    assert issue(engine, project_id, drafts[2]) == 1
    assert issue(engine, project_id, drafts[0]) == 2
    assert issue(engine, project_id, drafts[1], dt.date(2027, 1, 4)) == 1
    with reading(engine) as session:
        assert [(row.year, row.number, row.title) for row in bulletins(session, project_id)] == [
            (2027, 1, "第1份"),
            (2026, 2, "第0份"),
            (2026, 1, "第2份"),
        ]


def test_a_number_is_not_given_to_a_day_before_that_of_the_last_one(engine, project_id):
    first, second = written(engine, project_id), written(engine, project_id)
    assert issue(engine, project_id, first) == 1
    given = {**as_seen(second), "on": dt.date(2026, 3, 12)}

    with pytest.raises(Invalid) as error:
        run(engine, issue_bulletin, project_id=project_id, **given)
    assert (error.value.code, error.value.facts["issued_on"]) == ("bulletin_out_of_order", DAY)
    # In January the last issue of December can still be written down under its own day.
    assert issue(engine, project_id, second, dt.date(2025, 12, 31)) == 1


def test_a_bulletin_is_not_issued_on_a_day_to_come(engine, project_id):
    given = {**as_seen(written(engine, project_id)), "on": DAY, "today": dt.date(2026, 3, 12)}

    assert refused(engine, issue_bulletin, project_id=project_id, **given) == "bulletin_in_future"


def said(row):
    """The texts of both papers as they are printed long afterwards, when the library is called something else."""
    paper = row.paper("新名图书馆", LONG_AFTER)
    pages = PdfDocument(bulletin_pdf(paper))
    word = [line.text for line in Document(io.BytesIO(bulletin_docx(paper))).paragraphs]
    return word, [page.get_textpage().get_text_range() for page in pages]


def test_an_issue_printed_again_has_the_head_of_its_day(engine):
    with unit_of_work(engine) as session:
        project_id = make_project(session, library="城东区图书馆").id
    bulletin_id = written(engine, project_id)
    issue(engine, project_id, bulletin_id)
    before = said(stored(engine, project_id))
    assert before[0][2] == "城东区图书馆\t2026年3月13日"

    with unit_of_work(engine) as session:
        project = session.get(Project, project_id)
        project.name, project.library = "新项目", "新名图书馆"
    assert said(stored(engine, project_id)) == before


def test_an_issue_keeps_the_template_that_it_was_laid_out_with(engine, project_id):
    def laid_out_by(sha256):
        given = {"project_id": project_id, "kind": TemplateKind.BULLETIN, "language": "zh"}
        run(engine, set_word_template, document=StoredDocument(sha256, 1, "", "红头.docx"), **given)

    drafts = [written(engine, project_id), written(engine, project_id)]
    laid_out_by("a" * 64)
    issue(engine, project_id, drafts[0])
    laid_out_by("b" * 64)
    issue(engine, project_id, drafts[1])

    with reading(engine) as session:
        heads = {row.number: row.head.template for row in bulletins(session, project_id)}
    assert heads == {1: "a" * 64, 2: "b" * 64}


def test_what_was_issued_before_heads_were_kept_is_printed_with_todays(engine, project_id):
    bulletin_id = written(engine, project_id)
    issue(engine, project_id, bulletin_id)
    with unit_of_work(engine) as session:
        session.get(Bulletin, bulletin_id).letterhead = ""

    head = stored(engine, project_id).paper("新名图书馆", LONG_AFTER).head
    assert (head.number, head.library, head.day) == ("2026年第1期", "新名图书馆", "2026年3月13日")


def test_an_issued_bulletin_refuses_every_change(engine, project_id):
    bulletin_id = written(engine, project_id)
    issue(engine, project_id, bulletin_id)
    own = {"project_id": project_id, "bulletin_id": bulletin_id}
    edits = [{"title": "改"}, {"recipients": GOVERNMENT}]

    for changes in edits:
        given = {"expected_version": 2, "original": {}, "changes": changes}
        assert refused(engine, update_bulletin, **own, **given) == "bulletin_issued"
    assert refused(engine, archive_bulletin, **own) == "bulletin_issued"
    assert refused(engine, issue_bulletin, project_id=project_id, **as_seen(bulletin_id)) == "bulletin_issued"


def overlapping(engine, first, second):
    """What two writers get, of whom the second begins while the first has not committed."""
    written_, begun = Event(), Event()

    def leading():
        with unit_of_work(engine) as session:
            result = first(session)
            session.flush()
            written_.set()
            begun.wait(5)
            begun.clear()
            begun.wait(0.5)  # the second one is in its command, waiting for us; or it has gone past us
        return result

    def following():
        written_.wait(5)
        begun.set()
        with unit_of_work(engine) as session:
            return second(session)

    with ThreadPoolExecutor(2) as pool:
        both = [pool.submit(leading), pool.submit(following)]
        return [each.exception() or each.result() for each in both]


def test_two_issued_at_once_take_different_numbers(engine, project_id):
    issues = [
        lambda session, draft=draft: issue_bulletin(
            session, actor=SYSTEM, project_id=project_id, **as_seen(draft)
        )
        for draft in [written(engine, project_id), written(engine, project_id)]
    ]

    assert overlapping(engine, *issues) == [1, 2]


def test_recipients_saved_while_it_is_issued_are_refused(engine, project_id):
    bulletin_id = written(engine, project_id)
    own = {"project_id": project_id, "bulletin_id": bulletin_id, "expected_version": 1}
    number, error = overlapping(
        engine,
        lambda session: issue_bulletin(session, actor=SYSTEM, project_id=project_id, **as_seen(bulletin_id)),
        lambda session: update_bulletin(
            session, actor=SYSTEM, **own, original={"recipients": ()}, changes={"recipients": GOVERNMENT}
        ),
    )

    assert (number, error.code) == (1, "bulletin_issued")
    assert stored(engine, project_id).recipients == ()


@pytest.mark.parametrize(
    ("field", "seen", "now"), [("body", "正文。", "新的正文。"), ("recipients", (), GOVERNMENT)]
)
def test_what_was_edited_after_the_person_looked_is_not_frozen_unseen(engine, project_id, field, seen, now):
    bulletin_id = written(engine, project_id)
    change(engine, project_id, bulletin_id, **{field: now})

    with pytest.raises(Conflict) as error:
        run(engine, issue_bulletin, project_id=project_id, **as_seen(bulletin_id))

    assert (error.value.base, error.value.mine, error.value.theirs) == (
        {field: seen},
        {field: seen},
        {field: now},
    )
    assert (stored(engine, project_id).number, getattr(stored(engine, project_id), field)) == (None, now)


def test_who_has_seen_the_newer_text_may_issue_their_own_over_it(engine, project_id):
    bulletin_id = written(engine, project_id)
    change(engine, project_id, bulletin_id, body="新的正文。", recipients=GOVERNMENT)
    given = as_seen(bulletin_id, body="我的正文。")
    newer = {"title": "筹备进展", "body": "新的正文。", "recipients": GOVERNMENT}

    number = run(
        engine,
        issue_bulletin,
        project_id=project_id,
        **{**given, "expected_version": 2, "original": newer},
    )

    row = stored(engine, project_id)
    assert (number, row.body, row.recipients) == (1, "我的正文。", ())


def test_an_archived_draft_is_not_issued(engine, project_id):
    own = {"project_id": project_id, "bulletin_id": written(engine, project_id)}
    run(engine, archive_bulletin, **own)

    assert (
        refused(engine, issue_bulletin, project_id=project_id, **as_seen(own["bulletin_id"]))
        == "bulletin_archived"
    )


def test_a_bulletin_that_says_nothing_is_not_issued(engine, project_id):
    given = {**as_seen(written(engine, project_id, body=" ")), "original": {}, "changes": {}}

    assert refused(engine, issue_bulletin, project_id=project_id, **given) == "text_missing"


def test_recipients_stand_by_manner_in_the_order_given_and_once(engine, project_id):
    bulletin_id = written(engine, project_id)
    towns = Recipient(Manner.DISTRIBUTE, "镇街")
    first = (towns, *reported(" 区财政局", " ", "区财政局"))
    second = (sent("区财政局"), *reported("区政府办", "区财政局"))
    change(engine, project_id, bulletin_id, recipients=first)
    before = (*reported("区财政局"), towns)
    assert stored(engine, project_id).recipients == before

    change(engine, project_id, bulletin_id, before=before, recipients=second)
    assert stored(engine, project_id).recipients == (*reported("区政府办", "区财政局"), sent("区财政局"))


def test_recipients_kept_with_a_sign_before_the_name_are_read_by_it_and_saved_without(engine, project_id):
    bulletin_id = written(engine, project_id)
    with unit_of_work(engine) as session:
        own = {"project_id": project_id, "bulletin_id": bulletin_id, "manner": None}
        for position, name in enumerate(["区政府办", "送：区财政局"]):
            make("bulletin_recipient", session, name=name, position=position, **own)
    before = (*GOVERNMENT, sent("区财政局"))
    assert stored(engine, project_id).recipients == before

    change(engine, project_id, bulletin_id, before=before, recipients=(*before, sent("区档案馆")))
    with reading(engine) as session:
        rows = session.exec(select(BulletinRecipient).order_by(BulletinRecipient.position)).all()
    assert [(row.manner, row.name) for row in rows] == [
        (Manner.REPORT, "区政府办"),
        (Manner.SEND, "区财政局"),
        (Manner.SEND, "区档案馆"),
    ]


def test_two_people_who_change_the_recipients_see_both_lists(engine, project_id):
    bulletin_id = written(engine, project_id)
    change(engine, project_id, bulletin_id, recipients=GOVERNMENT)

    with pytest.raises(Conflict) as error:
        change(engine, project_id, bulletin_id, title="新题", recipients=reported("区财政局"))

    assert error.value.theirs == {"recipients": GOVERNMENT}
    assert stored(engine, project_id).title == "筹备进展"


def test_an_issue_begins_with_its_period_and_recipients(engine, project_id):
    period = {"starts_on": dt.date(2026, 3, 1), "ends_on": dt.date(2026, 3, 31)}
    run(
        engine,
        create_bulletin,
        project_id=project_id,
        title="3月",
        on=DAY,
        recipients=GOVERNMENT,
        **period,
    )

    row = stored(engine, project_id)
    assert (row.starts_on, row.ends_on, row.recipients) == (
        dt.date(2026, 3, 1),
        dt.date(2026, 3, 31),
        GOVERNMENT,
    )


def test_the_list_takes_as_many_statements_for_three_issues_as_for_one(engine, project_id):
    def counted_for(count):
        with unit_of_work(engine) as session:
            for _ in range(count):
                make("bulletin_recipient", session, project_id=project_id)
        with reading(engine) as session, statements(engine) as counted:
            bulletins(session, project_id)
        return len(counted)

    assert counted_for(1) == counted_for(2) == 2


def test_a_goal_is_reached_after_it_was_stated(engine, project_id):
    given = {"project_id": project_id, "title": "国家一级馆", "horizon_on": dt.date(2029, 2, 25)}
    assert refused(engine, create_goal, **given, stated_on=dt.date(2029, 2, 26)) == "goal_horizon"
    goal_id = run(engine, create_goal, **given, stated_on=dt.date(2026, 2, 25))

    change = {
        "original": {"horizon_on": given["horizon_on"]},
        "changes": {"horizon_on": dt.date(2026, 2, 24)},
    }
    assert (
        refused(engine, update_goal, project_id=project_id, goal_id=goal_id, expected_version=1, **change)
        == "goal_horizon"
    )
    with reading(engine) as session:
        assert [(row.title, row.horizon_on) for row in goals(session, project_id)] == [
            ("国家一级馆", dt.date(2029, 2, 25))
        ]


def test_the_direction_of_work_stands_in_the_order_it_was_stated(engine, project_id):
    for kind, text in ((DirectionKind.HIGHLIGHT, "古籍保护"), (DirectionKind.MISSION, "服务社会")):
        run(engine, create_direction, project_id=project_id, kind=kind, text=text)

    with reading(engine) as session:
        assert [(row.kind, row.text) for row in directions(session, project_id)] == [
            (DirectionKind.HIGHLIGHT, "古籍保护"),
            (DirectionKind.MISSION, "服务社会"),
        ]
