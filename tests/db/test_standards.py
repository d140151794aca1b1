"""Standards in the database: what is stored and refused, and findings that move with the staffing."""

import datetime as dt

import pytest

from db.commands.posts import record_count, update_post
from db.commands.reuse import decide_reuse
from db.commands.standards import (
    archive_exemption,
    create_standard,
    exempt_line,
    import_standards,
    update_standard,
)
from db.models import Post
from db.queries.standards import exemptions, judgement, measures, standards
from db.unit_of_work import reading, unit_of_work
from tests.db.test_assets import asset_of, plan_with, run
from tests.db.test_procurement_queries import counted as statements
from tests.factories import make, make_project
from tracker.errors import Invalid, NotFound
from tracker.imports.record_steps import RecordStep
from tracker.procurement.standards import Gap, Limit
from tracker.vocabulary import StandardBasis

TODAY, OPENING = dt.date(2026, 4, 1), dt.date(2026, 6, 26)
DESKS = {
    "name": "办公桌",
    "applies_to": "办公桌",
    "basis": StandardBasis.PER_PERSON,
    "quantity_milli": 1_000,
    "basis_milli": 1_000,
    "source": "示例标准(非官方)",
    "source_version": "2026",
}


@pytest.fixture
def project_id(engine):
    with unit_of_work(engine) as session:
        return make_project(session).id


def staffed(engine, project_id, approved, in_post):
    with unit_of_work(engine) as session:
        post = make("post", session, project_id=project_id, approved=approved)
        make(
            "post_count",
            session,
            project_id=project_id,
            post_id=post.id,
            on=dt.date(2026, 3, 1),
            in_post=in_post,
            is_planned=False,
        )
        return post.id


def judged(engine, project_id, draft_id):
    with reading(engine) as session:
        return judgement(session, project_id, draft_id, TODAY, OPENING)


def figures(engine, project_id, draft_id):
    return [(one.found, one.allowed) for one in judged(engine, project_id, draft_id).findings]


def test_the_finding_follows_the_staffing(engine, project_id):
    post_id = staffed(engine, project_id, 26, 21)
    draft_id, [lineage] = plan_with(engine, project_id, 24_000)
    run(engine, create_standard, project_id=project_id, values=DESKS)
    [finding] = judged(engine, project_id, draft_id).findings
    assert (finding.limit, finding.lineages, finding.found, finding.allowed) == (
        Limit.QUANTITY,
        (lineage,),
        24_000,
        21_000,
    )
    assert finding.rule.source_version == "2026"
    count = {"project_id": project_id, "post_id": post_id, "is_planned": False, "today": TODAY}
    run(engine, record_count, on=dt.date(2026, 3, 20), in_post=23, **count)
    assert figures(engine, project_id, draft_id) == [(24_000, 23_000)]
    run(engine, record_count, on=dt.date(2026, 3, 30), in_post=24, **count)
    assert figures(engine, project_id, draft_id) == []
    # Who is there beyond the approved number does not count.
    with reading(engine) as session:
        version = session.get_one(Post, post_id).version
    run(
        engine,
        update_post,
        project_id=project_id,
        post_id=post_id,
        expected_version=version,
        original={"approved": 26},
        changes={"approved": 22},
    )
    assert figures(engine, project_id, draft_id) == [(24_000, 22_000)]


def test_reused_stock_is_held_beside_what_is_bought(engine, project_id):
    staffed(engine, project_id, 26, 21)
    draft_id, [lineage] = plan_with(engine, project_id, 20_000)
    run(engine, create_standard, project_id=project_id, values=DESKS)
    assert figures(engine, project_id, draft_id) == []
    run(
        engine,
        decide_reuse,
        project_id=project_id,
        lineage_id=lineage,
        asset_id=asset_of(engine, project_id),
        is_reused=True,
        quantity_milli=14_000,
    )
    assert figures(engine, project_id, draft_id) == [(34_000, 21_000)]


def test_an_exemption_takes_the_line_out_until_it_is_withdrawn(engine, project_id):
    staffed(engine, project_id, 26, 21)
    draft_id, [lineage] = plan_with(engine, project_id, 24_000)
    standard_id = run(engine, create_standard, project_id=project_id, values=DESKS)
    given = {"project_id": project_id, "standard_id": standard_id, "lineage_id": lineage}
    with pytest.raises(Invalid):
        run(engine, exempt_line, reason=" ", **given)
    exemption_id = run(engine, exempt_line, reason="读者用桌", **given)
    assert figures(engine, project_id, draft_id) == []
    run(engine, archive_exemption, project_id=project_id, exemption_id=exemption_id)
    assert figures(engine, project_id, draft_id) == [(24_000, 21_000)]
    assert run(engine, exempt_line, reason="再议", **given) == exemption_id
    with reading(engine) as session:
        assert [(row.reason, row.archived) for row in exemptions(session, project_id)] == [("再议", False)]


def test_areas_and_seats_add_up_where_the_whole_has_none_of_its_own(engine, project_id):
    with unit_of_work(engine) as session:
        floor = make("zone", session, project_id=project_id, area_milli=None, seats=None, parent_id=None)
        for area, seats in ((320_500, 40), (100_000, None)):
            make("zone", session, project_id=project_id, parent_id=floor.id, area_milli=area, seats=seats)
        make("zone", session, project_id=project_id, parent_id=None, area_milli=50_000, seats=None)
        floor_id = floor.id
    with reading(engine) as session:
        found = measures(session, project_id, TODAY, OPENING)
    assert (found.areas[floor_id], found.areas[None]) == (420_500, 470_500)
    assert (found.seats[floor_id], found.seats[None]) == (40_000, 40_000)
    assert len(found.inside[floor_id]) == 3


def test_a_cap_without_its_measure_is_said(engine, project_id):
    draft_id, _ = plan_with(engine, project_id, 24_000)
    values = {**DESKS, "basis": StandardBasis.PER_SEAT}
    run(engine, create_standard, project_id=project_id, values=values)
    assert [one.gap for one in judged(engine, project_id, draft_id).findings] == [Gap.SEATS]


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"source": ""}, "text_missing"),
        ({"applies_to": " "}, "standard_applies_to_nothing"),
        ({"basis": None, "quantity_milli": None}, "standard_limits_nothing"),
        ({"basis_milli": None}, "standard_cap_incomplete"),
        ({"quantity_milli": None}, "standard_cap_incomplete"),
        ({"price_cap_fen": -1}, "standard_figure_out_of_range"),
        ({"minimum_life_years": 0}, "standard_figure_out_of_range"),
        (
            {"valid_from": dt.date(2026, 1, 2), "valid_to": dt.date(2026, 1, 1)},
            "standard_ends_before_start",
        ),
    ],
)
def test_a_standard_that_cannot_be_judged_is_refused(engine, project_id, given, code):
    with pytest.raises(Invalid) as refused:
        run(engine, create_standard, project_id=project_id, values={**DESKS, **given})
    assert refused.value.code == code


def test_a_department_of_another_project_is_refused(engine, project_id):
    with unit_of_work(engine) as session:
        other = make("department", session).id
    with pytest.raises(NotFound):
        run(engine, create_standard, project_id=project_id, values={**DESKS, "department_id": other})


def test_an_import_is_told_by_name_and_version(engine, project_id):
    newer = {**DESKS, "source_version": "2027", "quantity_milli": 2_000}
    given = {"project_id": project_id, "listed": [DESKS, newer]}
    assert run(engine, import_standards, **given) == {RecordStep.ADD: 2}
    assert run(engine, import_standards, **given) == {RecordStep.NOTHING: 2}
    with reading(engine) as session:
        stored = [
            (row.rule.source_version, row.rule.quantity_milli) for row in standards(session, project_id)
        ]
    assert stored == [("2026", 1_000), ("2027", 2_000)]


def test_an_edit_is_held_to_the_same_rules(engine, project_id):
    standard_id = run(engine, create_standard, project_id=project_id, values=DESKS)
    with pytest.raises(Invalid):
        run(
            engine,
            update_standard,
            project_id=project_id,
            standard_id=standard_id,
            expected_version=1,
            original={"source": DESKS["source"]},
            changes={"source": ""},
        )


def test_a_judgement_takes_the_same_number_of_statements_for_one_row_and_for_three(engine):
    seen = []
    for rows in (1, 3):
        with unit_of_work(engine) as session:
            project = make_project(session).id
        draft_id, _ = plan_with(engine, project, *[1_000] * rows)
        for number in range(rows):
            values = {**DESKS, "source_version": str(number)}
            run(engine, create_standard, project_id=project, values=values)
            asset_of(engine, project, code=f"GD{number}")
        with reading(engine) as session, statements(engine) as ran:
            found = judgement(session, project, draft_id, TODAY, OPENING)
        assert len(found.findings) == rows
        seen.append(len(ran))
    assert seen[0] == seen[1]
