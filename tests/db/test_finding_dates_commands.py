"""Odd days of findings are kept with a reason, and asked about without one; many findings are assigned at once."""

import datetime as dt
import json

import pytest
from sqlmodel import select

from db.commands import finding_bulk, finding_steps, findings
from db.models import AuditEntry, Finding, FindingEvent
from db.unit_of_work import unit_of_work
from tests.factories import make, make_project
from tracker.errors import Invalid, NotFound
from tracker.permissions import SYSTEM
from tracker.vocabulary import FindingStatus, Severity

START, FOUND, TODAY = dt.date(2026, 1, 5), dt.date(2026, 3, 4), dt.date(2026, 4, 1)
DAY_BEFORE = dt.date(2026, 3, 3)


@pytest.fixture
def session(engine):
    with unit_of_work(engine) as opened:
        yield opened


@pytest.fixture
def project_id(session):
    return make_project(session, starts_on=START).id


def finding(session, project_id, status=FindingStatus.OPEN, **given):
    return make(
        "finding",
        session,
        **{"project_id": project_id, "status": status, "found_on": FOUND, "due_on": TODAY, **given},
    )


def said(session, row):
    """What the history of a finding says, oldest first."""
    session.flush()
    query = select(FindingEvent).where(FindingEvent.finding_id == row.id).order_by(FindingEvent.id)
    return [(event.to_status.value, event.text) for event in session.exec(query)]


def raise_it(session, project_id, **given):
    return findings.raise_finding(
        session,
        actor=SYSTEM,
        project_id=project_id,
        **{"description": "渗水", "severity": Severity.MINOR, "found_on": FOUND, **given},
    )


def test_a_finding_from_before_the_project_is_asked_about_and_kept_with_its_reason(session, project_id):
    early = dt.date(2025, 12, 30)

    with pytest.raises(Invalid) as error:
        raise_it(session, project_id, found_on=early)
    kept = raise_it(session, project_id, found_on=early, date_reason="施工方旧清单移交")

    assert (error.value.code, error.value.facts["found_on"]) == ("found_before_start", early)
    row = session.get(Finding, kept)
    assert (row.number, row.found_on) == (1, early)
    assert said(session, row) == [("open", "施工方旧清单移交")]


def test_in_a_round_the_day_of_the_round_is_not_asked_about(session, project_id):
    early = dt.date(2025, 12, 30)
    round_id = make("inspection", session, project_id=project_id, planned_on=early, held_on=early).id

    assert (
        session.get(Finding, raise_it(session, project_id, found_on=early, round_id=round_id)).found_on
        == early
    )


def rectify(session, row, day, **given):
    finding_steps.mark_rectified(
        session,
        actor=SYSTEM,
        project_id=row.project_id,
        finding_id=row.id,
        rectified_on=day,
        today=TODAY,
        **given,
    )


def test_a_day_of_rectification_before_the_finding_is_kept_with_its_reason(session, project_id):
    row = finding(session, project_id, FindingStatus.ASSIGNED)

    with pytest.raises(Invalid) as error:
        rectify(session, row, DAY_BEFORE, note="已补")
    assert (error.value.code, row.status, row.rectified_on) == (
        "rectified_before_found",
        FindingStatus.ASSIGNED,
        None,
    )
    rectify(session, row, DAY_BEFORE, note="已补", date_reason="记录晚于整改")

    assert (row.status, row.rectified_on) == (FindingStatus.RECTIFIED, DAY_BEFORE)
    assert said(session, row) == [("rectified", "已补 · 记录晚于整改")]


def test_a_day_of_rectification_to_come_is_refused_whatever_the_reason(session, project_id):
    row = finding(session, project_id, FindingStatus.ASSIGNED)

    with pytest.raises(Invalid) as error:
        rectify(session, row, dt.date(2026, 4, 2), date_reason="预计")

    assert error.value.code == "rectified_in_future"


def edit(session, row, date_reason="", **changes):
    findings.update_finding(
        session,
        actor=SYSTEM,
        project_id=row.project_id,
        finding_id=row.id,
        expected_version=row.version,
        original={name: getattr(row, name) for name in changes},
        changes=changes,
        date_reason=date_reason,
        today=TODAY,
    )
    session.flush()


def test_an_edit_asks_only_about_days_that_it_makes_odd(session, project_id):
    row = finding(session, project_id)

    with pytest.raises(Invalid) as error, session.begin_nested():
        edit(session, row, due_on=DAY_BEFORE)
    assert error.value.code == "due_before_found"
    session.refresh(row)
    edit(session, row, due_on=DAY_BEFORE, date_reason="合同约定")
    edit(session, row, description="渗水两处")

    assert (row.due_on, row.description) == (DAY_BEFORE, "渗水两处")
    assert said(session, row) == [("open", "合同约定")]


def assign_all(session, project_id, ids, **given):
    return finding_bulk.assign_findings(
        session, actor=SYSTEM, project_id=project_id, finding_ids=ids, today=TODAY, **given
    )


def test_many_findings_are_assigned_at_once_and_each_says_so(engine):
    with unit_of_work(engine) as session:
        project_id = make_project(session, starts_on=START).id
        party = make("organisation", session, project_id=project_id, name="施工单位").id
        rows = [finding(session, project_id), finding(session, project_id, FindingStatus.ASSIGNED)]
        ids = [row.id for row in rows]

    due_on = dt.date(2026, 4, 10)
    with unit_of_work(engine) as session:
        assert assign_all(session, project_id, ids, organisation_id=party, due_on=due_on) == 2

    with unit_of_work(engine) as session:
        for id_ in ids:
            row = session.get(Finding, id_)
            assert (row.status, row.organisation_id, row.due_on) == (FindingStatus.ASSIGNED, party, due_on)
            assert said(session, row) == [("assigned", "施工单位")]
        entries = session.exec(select(AuditEntry).where(AuditEntry.command == "assign_findings")).all()
        changed = [json.loads(entry.changes) for entry in entries if entry.record_table == "finding"]
        assert [each["due_on"] for each in changed] == [["2026-04-01", "2026-04-10"]] * 2


def test_one_finding_that_cannot_be_assigned_keeps_all_as_they_were(session, project_id):
    party = make("organisation", session, project_id=project_id).id
    free = finding(session, project_id, number=1)
    closed = finding(session, project_id, FindingStatus.CLOSED, number=2)
    archived = finding(session, project_id, number=3, archived_at=dt.datetime(2026, 3, 9, tzinfo=dt.UTC))

    with pytest.raises(Invalid) as error:
        assign_all(session, project_id, [free.id, closed.id, archived.id], organisation_id=party)

    assert (error.value.code, error.value.facts["numbers"]) == ("findings_not_assignable", [2, 3])
    assert (free.status, free.organisation_id) == (FindingStatus.OPEN, None)


def test_nothing_chosen_and_another_projects_finding_are_refused(session, project_id):
    party = make("organisation", session, project_id=project_id).id
    foreign = make("finding", session, project_id=make_project(session).id)

    with pytest.raises(Invalid, match="no_findings_chosen"):
        assign_all(session, project_id, [], organisation_id=party)
    with pytest.raises(NotFound):
        assign_all(session, project_id, [foreign.id], organisation_id=party)
