"""Lines that were cut and came back: joined, parted, said to be new."""

import pytest
import sqlalchemy as sa
from sqlmodel import Session, col, select

from db.commands.line_parting import part_line_at, part_lines, rejoin_lines
from db.commands.lineages import join_lineages, refuse_return
from db.models import Attachment, AuditEntry, DraftLine, LineageRow, LineReason, PackageLine
from db.queries.lineages import parted
from db.queries.procurement import origins
from db.unit_of_work import unit_of_work
from tests.db.matrix_lineages import cut_and_new, renamed
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
    _, _, cut, new = given
    run(given, join_lineages, lineage_id=new, earlier_id=cut)
    run(given, part_lines, lineage_id=new)
    assert known(given) == {new: frozenset({new})}
    run(given, join_lineages, lineage_id=new, earlier_id=cut)
    assert known(given) == {new: frozenset({cut})}
    run(given, part_lines, lineage_id=new)
    assert known(given) == {new: frozenset({new})}


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


def test_a_line_that_is_joined_with_a_second_one_is_merged_from_both(given) -> None:
    engine, project_id, cut, new = given
    with unit_of_work(engine) as session:
        plan_id = session.get_one(LineageRow, cut).plan_id
        other = make("lineage", session, project_id=project_id, plan_id=plan_id).id
        make("lineage_origin", session, project_id=project_id, lineage_id=new, parent_id=other)
    run(given, join_lineages, lineage_id=new, earlier_id=cut)
    assert known(given) == {new: frozenset({other, cut})}
    assert refused(given, join_lineages, lineage_id=new, earlier_id=cut) == "lineages_joined"


def test_a_line_that_comes_from_no_other_cannot_be_parted_nor_joined_again(given) -> None:
    *_, new = given
    assert refused(given, part_lines, lineage_id=new) == "lineages_not_joined"
    run(given, refuse_return, lineage_id=new)
    assert refused(given, part_lines, lineage_id=new) == "lineages_not_joined"
    assert refused(given, rejoin_lines, lineage_id=new) == "lineages_not_parted"


def merged(given) -> int:
    """Makes the new line one that was merged from the cut one and another; gives the other."""
    engine, project_id, cut, new = given
    with unit_of_work(engine) as session:
        plan_id = session.get_one(LineageRow, cut).plan_id
        other = make("lineage", session, project_id=project_id, plan_id=plan_id)
        for parent in (cut, other.id):
            make("lineage_origin", session, project_id=project_id, lineage_id=new, parent_id=parent)
        return other.id


def test_a_merged_line_is_parted_from_all_that_it_was_merged_from_and_merged_again(given) -> None:
    engine, project_id, cut, new = given
    other = merged(given)
    run(given, part_lines, lineage_id=new)
    assert known(given) == {new: frozenset({new})}
    with Session(engine) as session:
        plan_id = session.get_one(LineageRow, cut).plan_id
        assert parted(session, project_id, plan_id) == {new: (cut, other)}
        entries = session.exec(select(AuditEntry).where(AuditEntry.command == "part_lines")).all()
        assert len(entries) == 3  # two origins put aside, one said: the line is new
    run(given, rejoin_lines, lineage_id=new)
    assert known(given) == {new: frozenset({cut, other})}


def test_a_parted_line_that_was_joined_with_another_is_not_joined_again(given) -> None:
    _, _, cut, new = given
    merged(given)
    run(given, part_lines, lineage_id=new)
    run(given, join_lineages, lineage_id=new, earlier_id=cut)
    # what was taken back last and still is: the other one; the line comes from the cut one by now
    assert refused(given, rejoin_lines, lineage_id=new) == "lineage_has_origin"


@pytest.fixture
def table(engine: sa.Engine) -> tuple[sa.Engine, int, int, list[int]]:
    """Engine, project, a lineage that is renamed in draft 2 of 3, and the drafts."""
    with unit_of_work(engine) as session:
        project_id = make_project(session).id
        return engine, project_id, *renamed(session, project_id)


def lineages_of(session: Session, model: type) -> list[int]:
    return list(session.exec(select(model.lineage_id).order_by(model.id)))


def test_a_renamed_line_is_parted_where_it_was_renamed_with_all_that_was_said_since(table) -> None:
    engine, project_id, old, drafts = table
    with unit_of_work(engine) as session:
        for draft_id in drafts:
            make("line_reason", session, project_id=project_id, draft_id=draft_id, lineage_id=old)
        plan_id = session.get_one(LineageRow, old).plan_id
        package = make("package", session, project_id=project_id, plan_id=plan_id)
        make("package_line", session, project_id=project_id, package_id=package.id, lineage_id=old)
        made = {"record_table": "lineage", "record_id": old, "purpose": "quotation"}
        make("attachment", session, project_id=project_id, **made)
        child = make("lineage", session, project_id=project_id, plan_id=plan_id).id
        make("line", session, project_id=project_id, draft_id=drafts[2], lineage_id=child)
        make("lineage_origin", session, project_id=project_id, lineage_id=child, parent_id=old)
    with unit_of_work(engine) as session:
        new = part_line_at(session, actor=LEAD, project_id=project_id, lineage_id=old, draft_id=drafts[1])
    with Session(engine) as session:
        assert lineages_of(session, DraftLine) == [old, new, new, child]
        assert lineages_of(session, LineReason) == [old, new, new]
        assert lineages_of(session, PackageLine) == [new]
        assert session.exec(select(Attachment.record_id)).all() == [new]
        assert origins(session, project_id, plan_id) == {child: frozenset({new}), new: frozenset({new})}
    with unit_of_work(engine) as session:
        rejoin_lines(session, actor=LEAD, project_id=project_id, lineage_id=new)
    with Session(engine) as session:
        assert origins(session, project_id, plan_id) == {child: frozenset({new}), new: frozenset({old})}


def test_a_line_is_not_parted_in_the_draft_that_first_lists_it(table) -> None:
    engine, project_id, old, drafts = table
    with pytest.raises(Invalid) as error, unit_of_work(engine) as session:
        part_line_at(session, actor=LEAD, project_id=project_id, lineage_id=old, draft_id=drafts[0])
    assert error.value.code == "line_not_before"


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
