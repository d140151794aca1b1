"""A filled-in review opinion in the database: taken whole, taken twice without effect, never over somebody's change."""

import io

import pytest
from openpyxl import load_workbook

from db.commands.decisions import decide_lines
from db.commands.review_sheet import import_review_sheet
from db.queries import procurement, review
from db.queries.review_opinion import review_opinion
from db.unit_of_work import reading, unit_of_work
from tests.factories import make, make_project
from tracker.errors import Conflict, Invalid
from tracker.exports.review_opinion_xlsx import review_opinion_xlsx
from tracker.i18n import Words
from tracker.imports.review_sheet import read_review_sheet
from tracker.permissions import local_actor
from tracker.vocabulary import DraftStatus, LineDecision

LEAD = local_actor()


@pytest.fixture
def draft(engine):
    """A submitted draft of two lines, each 3 × 120.50 yuan: engine, project, draft, lineages."""
    with unit_of_work(engine) as session:
        project_id = make_project(session).id
        own = {"project_id": project_id}
        made = make("draft", session, **own, number=1, status=DraftStatus.SUBMITTED)
        lineages = [make("lineage", session, **own, plan_id=made.plan_id).id for _ in range(2)]
        for position, lineage in enumerate(lineages):
            make("line", session, **own, draft_id=made.id, lineage_id=lineage, position=position)
        return engine, project_id, made.id, lineages


def exported(draft, entries):
    """The opinion as it is now, with cells of its second sheet written over, read again."""
    engine, project_id, draft_id, _ = draft
    with reading(engine) as session:
        opinion = review_opinion(session, project_id, draft_id)
        lines = {row.lineage_id: row.as_line() for row in procurement.lines_of(session, project_id, draft_id)}
    book = load_workbook(io.BytesIO(review_opinion_xlsx(opinion, Words.of("zh"))))
    for address, value in entries.items():
        book.worksheets[1][address] = value
    out = io.BytesIO()
    book.save(out)
    return read_review_sheet(out.getvalue(), lines)


def take(draft, sheet):
    engine, project_id, draft_id, _ = draft
    with unit_of_work(engine) as session:
        return import_review_sheet(session, actor=LEAD, project_id=project_id, draft_id=draft_id, sheet=sheet)


def decided(draft):
    engine, project_id, draft_id, lineages = draft
    with reading(engine) as session:
        found = review.decisions(session, project_id, draft_id)
    return [
        (found[lineage].decision, found[lineage].quantity_milli, found[lineage].text)
        if lineage in found
        else None
        for lineage in lineages
    ]


FILLED = {"J4": 2, "M4": "够用", "I5": "同意", "N5": "请附报价"}


def test_decisions_and_comments_are_taken(draft):
    taken = take(draft, exported(draft, FILLED))

    assert (taken.decisions, taken.comments) == (2, 1)
    assert decided(draft) == [(LineDecision.CUT_TO, 2_000, "够用"), (LineDecision.ACCEPT, None, "")]


def test_the_same_file_taken_twice_changes_nothing(draft):
    sheet = exported(draft, FILLED)
    take(draft, sheet)

    again = take(draft, sheet)

    assert (again.decisions, again.comments) == (0, 0)


def test_the_next_export_shows_what_was_taken_and_the_comment(draft):
    take(draft, exported(draft, FILLED))
    engine, project_id, draft_id, _ = draft

    with reading(engine) as session:
        opinion = review_opinion(session, project_id, draft_id)

    assert opinion.whole().reduced_fen == 12_050
    assert [each.text for each in opinion.comments] == ["请附报价"]
    assert exported(draft, {}).lines == ()


def test_a_decision_changed_in_the_tracker_meanwhile_is_a_conflict(draft):
    engine, project_id, draft_id, lineages = draft
    take(draft, exported(draft, {"J4": 2}))
    sheet = exported(draft, {"J4": 1})
    with unit_of_work(engine) as session:
        decide_lines(
            session,
            actor=LEAD,
            project_id=project_id,
            draft_id=draft_id,
            original={f"{lineages[0]}.quantity_milli": 2_000},
            changes={f"{lineages[0]}.quantity_milli": 2_500},
        )

    with pytest.raises(Conflict):
        take(draft, sheet)

    assert decided(draft)[0] == (LineDecision.CUT_TO, 2_500, "")


def test_a_file_with_a_wrong_cell_or_of_another_draft_is_refused_whole(draft):
    engine, project_id, draft_id, _ = draft
    wrong = exported(draft, {"I4": "也许", "I5": "同意"})
    with pytest.raises(Invalid, match="review_sheet_problems"):
        take(draft, wrong)

    other = exported(draft, {"I5": "同意"})
    with unit_of_work(engine) as session, pytest.raises(Invalid, match="review_sheet_of_another_draft"):
        import_review_sheet(session, actor=LEAD, project_id=project_id, draft_id=draft_id + 1, sheet=other)

    assert decided(draft) == [None, None]
