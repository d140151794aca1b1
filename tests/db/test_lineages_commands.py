"""Lines that were cut and came back: joined, parted, said to be new."""

import pytest
import sqlalchemy as sa
from sqlmodel import Session, col, select

from db.commands.lineages import join_lineages, part_lineages, refuse_return
from db.models import AuditEntry, LineageOrigin, LineageRow
from db.queries.procurement import origins
from db.unit_of_work import unit_of_work
from tests.db.matrix_lineages import cut_and_new
from tests.factories import make, make_project
from tracker.errors import Invalid
from tracker.permissions import local_actor

LEAD = local_actor()


@pytest.fixture
def given(engine: sa.Engine) -> tuple[sa.Engine, int, int, int]:
    """Engine, project, a lineage cut in draft 2, and one that draft 3 begins with."""
    with unit_of_work(engine) as session:
        project_id = make_project(session).id
        return engine, project_id, *cut_and_new(session, project_id)


def run(given, command, **arguments) -> None:
    engine, project_id, *_ = given
    with unit_of_work(engine) as session:
        command(session, actor=LEAD, project_id=project_id, **arguments)


def known(given) -> dict:
    engine, project_id, cut, _new = given
    with Session(engine) as session:
        return dict(origins(session, project_id, session.get_one(LineageRow, cut).plan_id))


def refused(given, command, **arguments) -> str:
    with pytest.raises(Invalid) as error:
        run(given, command, **arguments)
    return error.value.code


def test_a_joined_line_comes_from_the_cut_one_and_the_audit_says_who_joined_them(given) -> None:
    engine, _, cut, new = given
    run(given, join_lineages, lineage_id=new, earlier_id=cut)
    assert known(given) == {new: frozenset({cut})}
    with Session(engine) as session:
        entry = session.exec(select(AuditEntry).order_by(col(AuditEntry.id).desc())).first()
    assert (entry.command, entry.record_table) == ("join_lineages", "lineage_origin")


def test_a_parted_line_is_its_own_origin_and_can_be_joined_again(given) -> None:
    engine, _, cut, new = given
    run(given, join_lineages, lineage_id=new, earlier_id=cut)
    run(given, part_lineages, lineage_id=new, earlier_id=cut)
    assert known(given) == {new: frozenset({new})}
    run(given, join_lineages, lineage_id=new, earlier_id=cut)
    assert known(given) == {new: frozenset({cut})}
    with Session(engine) as session:
        assert len(session.exec(select(LineageOrigin.id)).all()) == 1


def test_a_line_said_to_be_new_twice_is_said_once(given) -> None:
    *_, new = given
    run(given, refuse_return, lineage_id=new)
    run(given, refuse_return, lineage_id=new)
    assert known(given) == {new: frozenset({new})}


def test_lines_are_not_joined_twice_nor_with_themselves(given) -> None:
    _, _, cut, new = given
    assert refused(given, join_lineages, lineage_id=new, earlier_id=new) == "lineages_joined"
    run(given, join_lineages, lineage_id=new, earlier_id=cut)
    assert refused(given, join_lineages, lineage_id=new, earlier_id=cut) == "lineages_joined"
    assert refused(given, refuse_return, lineage_id=new) == "lineage_has_origin"


def test_a_line_that_stands_when_the_other_begins_is_another_line(given) -> None:
    _, _, cut, new = given
    assert refused(given, join_lineages, lineage_id=cut, earlier_id=new) == "lineages_overlap"
    assert known(given) == {}


def test_a_line_that_comes_from_another_is_not_joined_with_a_second(given) -> None:
    engine, project_id, cut, new = given
    with unit_of_work(engine) as session:
        plan_id = session.get_one(LineageRow, cut).plan_id
        other = make("lineage", session, project_id=project_id, plan_id=plan_id)
        make("lineage_origin", session, project_id=project_id, lineage_id=new, parent_id=other.id)
    assert refused(given, join_lineages, lineage_id=new, earlier_id=cut) == "lineage_has_origin"


def test_lines_that_do_not_belong_together_cannot_be_parted(given) -> None:
    _, _, cut, new = given
    assert refused(given, part_lineages, lineage_id=new, earlier_id=cut) == "lineages_not_joined"
    run(given, refuse_return, lineage_id=new)
    assert refused(given, part_lineages, lineage_id=new, earlier_id=new) == "lineages_not_joined"


def test_a_line_merged_from_several_is_not_parted_from_one_of_them(given) -> None:
    engine, project_id, cut, new = given
    with unit_of_work(engine) as session:
        other = make(
            "lineage", session, project_id=project_id, plan_id=session.get_one(LineageRow, cut).plan_id
        )
        for parent in (cut, other.id):
            make("lineage_origin", session, project_id=project_id, lineage_id=new, parent_id=parent)
    assert refused(given, part_lineages, lineage_id=new, earlier_id=cut) == "lineage_merged"


def test_lines_of_two_plans_are_not_joined(given) -> None:
    engine, project_id, cut, _new = given
    with unit_of_work(engine) as session:
        _, foreign = cut_and_new(session, project_id)
    assert refused(given, join_lineages, lineage_id=foreign, earlier_id=cut) == "lineage_unknown"


def test_a_lineage_that_no_draft_lists_is_not_joined(given) -> None:
    engine, project_id, cut, _new = given
    with unit_of_work(engine) as session:
        plan_id = session.get_one(LineageRow, cut).plan_id
        bare = make("lineage", session, project_id=project_id, plan_id=plan_id).id
    assert refused(given, join_lineages, lineage_id=bare, earlier_id=cut) == "lineage_unknown"
