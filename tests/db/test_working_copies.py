"""What somebody typed and did not save is kept for that person and that form alone."""

import pytest

from db.commands.working_copies import drop_working_copy, keep_working_copy
from db.queries.working_copies import working_copy
from db.unit_of_work import reading, unit_of_work
from tests.factories import make_project
from tracker.errors import Invalid
from tracker.permissions import Actor, Role

ANNA = Actor(account_id=1, kind="account", everywhere=frozenset({Role.STAFF}))
BEI = Actor(account_id=2, kind="account", everywhere=frozenset({Role.STAFF}))


@pytest.fixture
def project_id(engine):
    with unit_of_work(engine) as session:
        return make_project(session).id


def kept(engine, project_id, actor, form="finding_new"):
    with reading(engine) as session:
        return working_copy(session, project_id, actor, form)


def keep(engine, project_id, actor, form="finding_new", **content):
    with unit_of_work(engine) as session:
        keep_working_copy(session, actor=actor, project_id=project_id, form=form, content=content)


def test_the_last_thing_typed_is_what_is_kept(engine, project_id):
    keep(engine, project_id, ANNA, description="cracked t")
    keep(engine, project_id, ANNA, description="cracked tile")

    assert kept(engine, project_id, ANNA) == {"description": "cracked tile"}


def test_nobody_sees_what_another_person_typed(engine, project_id):
    keep(engine, project_id, ANNA, description="cracked tile")

    assert kept(engine, project_id, BEI) == {}
    assert kept(engine, project_id, ANNA, form="task_new") == {}


def test_a_saved_form_is_forgotten(engine, project_id):
    keep(engine, project_id, ANNA, description="cracked tile")
    with unit_of_work(engine) as session:
        drop_working_copy(session, actor=ANNA, project_id=project_id, form="finding_new")

    assert kept(engine, project_id, ANNA) == {}


def test_more_than_a_form_can_hold_is_refused(engine, project_id):
    with pytest.raises(Invalid, match="form_too_large"):
        keep(engine, project_id, ANNA, description="x" * 100_001)
