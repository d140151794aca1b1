"""Candidates of a round: who may write and read their names, what the audit keeps, and what erasing leaves."""

import json

import pytest
import sqlalchemy as sa
from sqlmodel import select

from db.commands import candidates
from db.models import AuditEntry, Candidate
from db.queries.audit import record_history
from db.queries.candidates import candidates as candidate_rows
from db.unit_of_work import reading, unit_of_work
from tests.db.matrix_recruitment import post, round_
from tests.factories import make, make_project
from tracker.errors import Invalid, NotAllowed
from tracker.permissions import SYSTEM, Role, local_actor


def do(session, command, project_id, **arguments):
    return command(session, actor=SYSTEM, project_id=project_id, **arguments)


def code(session, command, project_id, **arguments):
    with pytest.raises(Invalid) as error:
        command(session, actor=SYSTEM, project_id=project_id, **arguments)
    return error.value.code


SECRETS = {"name": "张某某(示例)", "contact": "13800000000", "notes": "面试得分高(示例)"}


@pytest.fixture
def candidate(engine):
    """A project with one candidate: project, round and candidate."""
    with unit_of_work(engine) as session:
        project_id = make_project(
            session,
        ).id
        round_id = round_(session, project_id).id
        make("round_post", session, project_id=project_id, round_id=round_id, wanted=2)
    with unit_of_work(engine) as session:
        new = {"round_id": round_id, **SECRETS}
        candidate_id = do(session, candidates.create_candidate, project_id, **new)
    return project_id, round_id, candidate_id


def test_the_audit_says_only_that_a_candidate_changed(engine, candidate):
    project_id, _, candidate_id = candidate
    with unit_of_work(engine) as session:
        seen = {"expected_version": 1, "original": SECRETS, "changes": {"contact": "13900000000"}}
        do(session, candidates.update_candidate, project_id, candidate_id=candidate_id, **seen)
    with reading(engine) as session:
        stored = json.dumps([row.changes for row in session.exec(select(AuditEntry))], ensure_ascii=False)
        assert not [secret for secret in (*SECRETS.values(), "13900000000") if secret in stored]
        history = record_history(session, project_id, "candidate", candidate_id)
        assert history[0].changes["contact"] is None


@pytest.mark.parametrize("role", list(Role))
def test_only_lead_and_personnel_write_candidates(engine, candidate, role):
    project_id, _, candidate_id = candidate
    arguments = {"actor": local_actor(role), "project_id": project_id, "candidate_id": candidate_id}
    with unit_of_work(engine) as session:
        if role in {Role.LEAD, Role.PERSONNEL}:
            candidates.erase_candidate(session, **arguments)
        else:
            with pytest.raises(NotAllowed):
                candidates.erase_candidate(session, **arguments)


def test_without_the_right_the_names_are_not_even_read(engine, candidate):
    project_id, round_id, _ = candidate
    statements = []
    sa.event.listen(engine, "before_cursor_execute", lambda *args: statements.append(args[2]))
    with reading(engine) as session:
        (row,) = candidate_rows(session, project_id, round_id, with_names=False)
        assert (row.name, row.contact, row.notes) == ("", "", "")
        assert not [said for said in statements if "candidate.name" in said]
        (row,) = candidate_rows(session, project_id, round_id, with_names=True)
        assert {name: getattr(row, name) for name in SECRETS} == SECRETS


def test_an_erased_candidate_keeps_nothing_but_that_somebody_took_part(engine, candidate):
    project_id, round_id, candidate_id = candidate
    with unit_of_work(engine) as session:
        do(session, candidates.erase_candidate, project_id, candidate_id=candidate_id)
    with unit_of_work(engine) as session:
        (row,) = candidate_rows(session, project_id, round_id, with_names=True)
        assert (row.name, row.contact, row.notes, row.erased) == ("", "", "", True)
        again = {
            "expected_version": row.version,
            "original": {"name": ""},
            "changes": {"name": "张某某(示例)"},
        }
        update = candidates.update_candidate
        assert code(session, update, project_id, candidate_id=candidate_id, **again) == "candidate_erased"
    with reading(engine) as session:
        assert session.get_one(Candidate, candidate_id).erased_at is not None
        stored = json.dumps([row.changes for row in session.exec(select(AuditEntry))], ensure_ascii=False)
        assert not [secret for secret in SECRETS.values() if secret in stored]


def test_a_candidate_is_named_and_stands_for_a_post_of_the_round(engine, candidate):
    project_id, round_id, _ = candidate
    with unit_of_work(engine) as session:
        create = candidates.create_candidate
        assert code(session, create, project_id, round_id=round_id, name=" ") == "text_missing"
        elsewhere = {"round_id": round_id, "name": "李某(示例)", "post_id": post(session, project_id).id}
        assert code(session, create, project_id, **elsewhere) == "post_not_in_round"
