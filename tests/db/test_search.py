"""What is found where, by whom, and that it is true at once after each write."""

import datetime as dt
import json

import pytest
import sqlalchemy as sa
from sqlmodel.sql.sqltypes import AutoString

from db import cli
from db.commands.candidates import create_candidate, erase_candidate
from db.commands.events import archive_event, create_event, restore_event, update_event
from db.models import Acceptance, DraftLine, Goal, LineageRow, Plan, ProcurementPlan, SearchEntry, metadata
from db.queries import search as queries
from db.queries.search import find, hits
from db.search import left_out
from db.search.changes import ATTACHED, shows
from db.search.index import rebuild
from db.search.sources import PARTS, SOURCES
from db.unit_of_work import reading, unit_of_work
from tests.factories import make, make_project
from tests.support.databases import SAMPLE_DAY
from tracker.permissions import Role, can, local_actor
from tracker.search import query_of
from tracker.vocabulary import EventKind

ACTOR = local_actor()


def titles(engine, text, *, role=Role.LEAD, project_id=1, kinds=()):
    """Titles of what a role finds, in order."""
    with reading(engine) as session:
        found = find(
            session,
            project_id,
            query_of(text),
            may=lambda action: can(local_actor(role), action, project_id),
            kinds=kinds,
        )
        return [hit.title for hit in hits(session, found.ids)]


@pytest.fixture
def event_id(engine):
    """An event of a project with id 1."""
    with unit_of_work(engine) as session:
        project = make_project(session)
        return create_event(
            session,
            actor=ACTOR,
            project_id=project.id,
            kind=EventKind.MEETING,
            title="动员大会",
            starts_on=dt.date(2026, 3, 3),
            place="报告厅",
            account="讨论了消防验收与古籍搬迁。",
        )


def test_words_of_two_characters_are_found_in_title_and_text(engine, event_id):
    assert titles(engine, "动员") == ["动员大会"]
    assert titles(engine, "古籍") == ["动员大会"]
    assert titles(engine, "消防 报告") == ["动员大会"]
    assert titles(engine, "防消") == []
    assert titles(engine, "动员 食堂") == []


def test_a_phrase_does_not_reach_from_the_title_into_the_text(engine, event_id):
    assert titles(engine, "大会报告") == []


@pytest.mark.parametrize(
    "typed",
    [
        '"',
        "*",
        "%",
        "_",
        "📚",
        ":",
        "动员*",
        "-动员",
        "a AND NOT (b",
        "NEAR(",
        "'; DROP TABLE event; --",
        "{{ 7*7 }}",
        "&|!",
        "\\",
    ],
)
def test_signs_are_no_commands(engine, event_id, typed):
    expected = ["动员大会"] if "动员" in typed else []
    assert titles(engine, typed) == expected


def test_a_changed_text_is_found_at_once_and_the_old_one_no_more(engine, event_id):
    with unit_of_work(engine) as session:
        update_event(
            session,
            actor=ACTOR,
            project_id=1,
            event_id=event_id,
            expected_version=1,
            original={"title": "动员大会"},
            changes={"title": "誓师大会"},
        )
    assert titles(engine, "动员") == []
    assert titles(engine, "誓师") == ["誓师大会"]


def test_what_is_archived_is_not_found_until_it_is_restored(engine, event_id):
    with unit_of_work(engine) as session:
        archive_event(session, actor=ACTOR, project_id=1, event_id=event_id)
    assert titles(engine, "动员") == []
    with unit_of_work(engine) as session:
        restore_event(session, actor=ACTOR, project_id=1, event_id=event_id)
    assert titles(engine, "动员") == ["动员大会"]


def test_a_write_that_fails_leaves_nothing_to_find(engine, event_id):
    def fail():
        with unit_of_work(engine) as session:
            make("goal", session, project_id=1, title="国家一级图书馆")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert titles(engine, "国家一级") == []


def test_hits_in_titles_come_first_and_newer_ones_before_older(engine, event_id):
    with unit_of_work(engine) as session:
        make("goal", session, project_id=1, title="古籍名馆")
        make("goal", session, project_id=1, title="其他", description="古籍")
    assert titles(engine, "古籍") == ["古籍名馆", "其他", "动员大会"]
    assert titles(engine, "古籍", kinds=["event"]) == ["动员大会"]


def test_a_new_index_keeps_newer_first_and_so_do_writes_after_it(engine, event_id):
    with unit_of_work(engine) as session:
        goal = make("goal", session, project_id=1, title="古籍名馆")
        goal_id = goal.id
        make("workstream", session, project_id=1, name="古籍保护")
    with unit_of_work(engine) as session:
        make("indicator", session, project_id=1, name="古籍录入")
        session.get(Goal, goal_id).title = "古籍馆"
    with unit_of_work(engine) as session:
        session.get(Goal, goal_id).position = 7
    newest_first = ["古籍馆", "古籍录入", "古籍保护"]
    assert titles(engine, "古籍")[:3] == newest_first

    with unit_of_work(engine) as session:
        rebuild(session)
    assert titles(engine, "古籍") == [*newest_first, "动员大会"]

    with unit_of_work(engine) as session:
        make("zone", session, project_id=1, name="古籍库")
    assert titles(engine, "古籍")[:2] == ["古籍库", "古籍馆"]


def test_what_stands_in_an_archived_plan_is_found_when_the_plan_is_back(engine):
    with unit_of_work(engine) as session:
        project_id = make_project(session).id
        task = make("task", session, project_id=project_id, title="布置书架")
        draft = make(
            "draft",
            session,
            project_id=project_id,
            plan_id=make("procurement_plan", session, project_id=project_id).id,
        )
        lineage = make("lineage", session, project_id=project_id, plan_id=draft.plan_id)
        make(
            "line", session, project_id=project_id, draft_id=draft.id, lineage_id=lineage.id, name="钢制书架"
        )
        make("review_comment", session, project_id=project_id, draft_id=draft.id, text="书架偏多")
        plans = [(Plan, task.plan_id), (ProcurementPlan, draft.plan_id)]
        address = {"procurement_plan": str(draft.plan_id), "lineage": str(lineage.id)}
    everything = ["书架偏多", "布置书架", "钢制书架"]
    assert sorted(titles(engine, "书架", project_id=project_id)) == everything
    with reading(engine) as session:
        (hit,) = hits(session, find(session, project_id, query_of("钢制"), may=lambda _: True).ids)
        assert (hit.page, hit.parameters) == ("drafts", address)

    for at in (dt.datetime(2026, 3, 3, tzinfo=dt.UTC), None):
        with unit_of_work(engine) as session:
            for model, id_ in plans:
                session.get(model, id_).archived_at = at
        found = sorted(titles(engine, "书架", project_id=project_id))
        assert found == ([] if at else everything)


def test_people_are_shown_where_they_learn_or_else_what_they_do(engine):
    with unit_of_work(engine) as session:
        project_id = make_project(session).id
        learns = make("person", session, project_id=project_id, name="孙某(示例)")
        course = make("enrolment", session, project_id=project_id, person_id=learns.id).course_id
        owns = make("person", session, project_id=project_id, name="孙师傅(示例)")
        make("task", session, project_id=project_id, owner_id=owns.id)
    with reading(engine) as session:
        found = find(session, project_id, query_of("孙"), may=lambda _: True)
        assert [(hit.page, hit.parameters) for hit in hits(session, found.ids)] == [
            ("tasks", {"tasks_owner": "孙师傅(示例)"}),
            ("training", {"course": str(course)}),
        ]


def test_another_project_finds_nothing_of_this_one(engine, event_id):
    with unit_of_work(engine) as session:
        other = make_project(session).id
    assert titles(engine, "动员", project_id=other) == []


def test_a_caption_finds_the_record_it_hangs_on(engine, event_id):
    with unit_of_work(engine) as session:
        make(
            "attachment",
            session,
            project_id=1,
            record_table="event",
            record_id=event_id,
            caption="合影",
            file_name="IMG_2044.jpg",
        )
    assert titles(engine, "合影") == titles(engine, "2044") == ["动员大会"]


def test_names_are_found_only_by_those_who_may_see_them(engine):
    with unit_of_work(engine) as session:
        project_id = make_project(session).id
        make("person", session, project_id=project_id, name="赵某(示例)")
        round_id = make("recruitment_round", session, project_id=project_id).id
        candidate_id = create_candidate(
            session, actor=ACTOR, project_id=project_id, round_id=round_id, name="钱某(示例)"
        )
    seen = {role: (titles(engine, "赵某", role=role), titles(engine, "钱某", role=role)) for role in Role}
    both, person = (["赵某(示例)"], ["钱某(示例)"]), (["赵某(示例)"], [])
    assert seen == {
        Role.ADMINISTRATOR: ([], []),
        Role.LEAD: both,
        Role.STAFF: person,
        Role.REVIEWER: ([], []),
        Role.PERSONNEL: both,
        Role.VIEWER: ([], []),
    }

    with unit_of_work(engine) as session:
        erase_candidate(session, actor=ACTOR, project_id=project_id, candidate_id=candidate_id)
    assert titles(engine, "钱某") == []


def test_every_role_finds_only_kinds_that_it_may_see(sample_engine):
    with reading(sample_engine) as session:
        for role in Role:
            actor = local_actor(role)
            found = find(session, 1, query_of("示例"), may=lambda action, actor=actor: can(actor, action, 1))
            assert all(can(actor, SOURCES[kind].needs, 1) for kind in found.kinds)
            assert bool(found.kinds) == (role is not Role.ADMINISTRATOR)


def entries(session):
    columns = ("record_table", "record_id", "needs", "page", "parameter", "link_id", "title", "body")
    query = sa.select(*(getattr(SearchEntry, name) for name in columns))
    return session.execute(query.order_by(SearchEntry.id)).all()


def test_what_the_sample_left_in_the_index_is_what_a_new_index_holds_in_the_same_order(sample_engine):
    with unit_of_work(sample_engine) as session:
        kept = entries(session)
        assert rebuild(session) == len(kept)
        assert entries(session) == kept
        assert {row.record_table for row in kept} >= {
            "task",
            "finding",
            "lineage",
            "event",
            "bulletin",
            "person",
        }


def test_a_line_of_six_drafts_is_found_once_with_its_newest_name(sample_engine):
    assert titles(sample_engine, "RFID安全门禁") == ["RFID安全门禁"]


def test_a_line_that_is_moved_is_found_under_its_new_lineage_alone(engine):
    with unit_of_work(engine) as session:
        project_id = make_project(session).id
        line = make("line", session, project_id=project_id, name="会议桌")
        line_id, former_id = line.id, line.lineage_id
        plan_id = session.get(LineageRow, former_id).plan_id
        other_id = make("lineage", session, project_id=project_id, plan_id=plan_id).id
    with unit_of_work(engine) as session:
        session.get(DraftLine, line_id).lineage_id = other_id
    with reading(engine) as session:
        found = find(session, project_id, query_of("会议桌"), may=lambda _: True)
        assert [hit.record_id for hit in hits(session, found.ids)] == [other_id]


def test_what_hangs_on_an_archived_row_is_not_found(engine):
    with unit_of_work(engine) as session:
        project_id = make_project(session).id
        acceptance = make("acceptance", session, project_id=project_id)
        make(
            "acceptance_condition",
            session,
            project_id=project_id,
            acceptance_id=acceptance.id,
            text="补装扶手",
        )
        acceptance_id = acceptance.id
    assert len(titles(engine, "扶手", project_id=project_id)) == 1
    with unit_of_work(engine) as session:
        session.get(Acceptance, acceptance_id).archived_at = dt.datetime(2026, 3, 3, tzinfo=dt.UTC)
    assert titles(engine, "扶手", project_id=project_id) == []


@pytest.mark.parametrize("typed", ["b-12-3", "B-12-3门", "二层B-12", "O'Brie"])
def test_a_last_word_still_being_typed_ends_a_long_phrase(engine, typed):
    with unit_of_work(engine) as session:
        project_id = make_project(session).id
        make("goal", session, project_id=project_id, title="二层B-12-3门禁 O'Brien's")
    assert titles(engine, typed, project_id=project_id) == ["二层B-12-3门禁 O'Brien's"]


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        ("图馆大厅" * 400 + "乙图馆大门", "馆大门"),
        (" ".join(f"{number:06}{'x' * 60}" for number in range(20_000)), "000007xxx"),
    ],
)
def test_a_very_long_text_is_saved_and_found(engine, text, typed):
    with unit_of_work(engine) as session:
        project_id = make_project(session).id
        make("goal", session, project_id=project_id, title="长文", description=text)
    assert titles(engine, typed, project_id=project_id) == ["长文"]


def test_a_kind_is_found_among_more_hits_than_are_counted(engine, event_id, monkeypatch):
    monkeypatch.setattr(queries, "MOST_HITS", 2)
    with unit_of_work(engine) as session:
        for number in range(3):
            make("goal", session, project_id=1, title=f"动员 {number}")
    assert titles(engine, "动员") == ["动员 2", "动员 1"]
    assert titles(engine, "动员", kinds=["event"]) == ["动员大会"]


@pytest.mark.parametrize(
    ("table", "changed", "is_shown"),
    [
        ("task", {"starts_on": [None, "2026-03-02"]}, False),
        ("task", {"title": ["Move", "Removal"]}, True),
        ("task", {"notes": ["Move", ""]}, True),
        ("task", {"archived_at": [None, "2026-03-02T00:00:00+00:00"]}, True),
        ("line", {"lineage_id": [4, 5]}, True),
        ("line", {"unit_price_fen": [1, 2], "amount_fen": [1, 2]}, False),
        ("candidate", {"round_id": [4, 5]}, True),
        ("person", {"name": ["changed"]}, True),
        ("finding_event", {"finding_id": [None, 5], "text": [None, ""]}, False),
        ("attachment", {"record_id": [None, 5], "sha256": [None, "ab"]}, False),
        ("attendance", {"mark": [None, "present"]}, False),
    ],
)
def test_only_changes_that_can_be_found_cost_a_write_anything(table, changed, is_shown):
    assert shows(table, changed) == is_shown


def test_every_text_of_every_table_is_found_or_left_out_for_a_reason():
    texts = {
        (name, column.name)
        for name, table in metadata.tables.items()
        for column in table.c
        if isinstance(column.type, sa.String | AutoString) and not isinstance(column.type, sa.Enum)
    }
    found = {(name, text) for name, each in SOURCES.items() for text in (*each.title, *each.text)}
    found |= {(name, text) for name, (_, part) in PARTS.items() for text in part.columns}
    found |= {("attachment", text) for text in ATTACHED}
    left = {(name, column) for name, columns in left_out.COLUMNS.items() for column in columns}
    left |= {(name, column) for name, column in texts if name in left_out.TABLES}

    assert texts - found - left == set(), "new texts: searched, or left out for a reason?"
    assert (found | left) - texts == set(), "no such texts any more"
    assert found & left == set()
    assert set(left_out.TABLES) <= set(metadata.tables)


def test_the_command_line_finds_what_the_app_finds(sample_engine, capsys):
    env = {
        "DATABASE_URL": sample_engine.url.render_as_string(hide_password=False),
        "TRACKER_TODAY": SAMPLE_DAY.isoformat(),
    }
    assert cli.main(["search", "RFID安全门禁", "--json"], env) == 0
    (hit,) = json.loads(capsys.readouterr().out)
    assert hit["kind"] == "lineage"
    assert hit["title"] == "RFID安全门禁"
    assert hit["address"].startswith("/drafts?project=1&procurement_plan=1&lineage=")

    assert set(hit) == {"kind", "id", "title", "text", "address"}

    assert cli.main(["search", "RFID 没有", "--json"], env) == 0
    assert json.loads(capsys.readouterr().out) == []
    assert cli.main(["search", "RFID", "--project", "99"], env) == 2
    assert "refused: not_found" in capsys.readouterr().err

    assert cli.main(["search", "主任", "--json", "--role", "viewer"], env) == 0
    assert "王主任" not in capsys.readouterr().out
