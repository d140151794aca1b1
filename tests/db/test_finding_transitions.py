"""Every step of a finding from every state, by every role, driven through the commands themselves.

Nothing here asks `tracker.findings.MOVES` or `tracker.permissions.ALLOWED`: both tables are written out by hand.
"""

import datetime as dt
from itertools import product

import pytest

from db.commands import finding_steps as steps
from db.unit_of_work import unit_of_work
from tests.factories import make, make_project
from tracker.errors import Invalid, NotAllowed
from tracker.permissions import Actor, Role, local_actor
from tracker.vocabulary import FindingStatus

FOUND, TODAY = dt.date(2026, 3, 4), dt.date(2026, 4, 1)

OPEN, ASSIGNED, RECTIFIED = FindingStatus.OPEN, FindingStatus.ASSIGNED, FindingStatus.RECTIFIED
CLOSED, WAIVED = FindingStatus.CLOSED, FindingStatus.WAIVED

LEADS_TO = {
    ("assign", OPEN): ASSIGNED,
    ("assign", ASSIGNED): ASSIGNED,
    ("rectify", ASSIGNED): RECTIFIED,
    ("close", RECTIFIED): CLOSED,
    ("reject", RECTIFIED): ASSIGNED,
    ("waive", OPEN): WAIVED,
    ("waive", ASSIGNED): WAIVED,
    ("waive", RECTIFIED): WAIVED,
    ("reopen", CLOSED): OPEN,
    ("reopen", WAIVED): OPEN,
}
"""Each step that there is, and where it leads; every other pair is refused."""

MAY = {
    "assign": {Role.LEAD, Role.STAFF},
    "rectify": {Role.LEAD, Role.STAFF},
    "close": {Role.LEAD, Role.STAFF},
    "reject": {Role.LEAD, Role.STAFF},
    "waive": {Role.LEAD},
    "reopen": {Role.LEAD, Role.STAFF},
}

COMMANDS = {
    "assign": steps.assign_finding,
    "rectify": steps.mark_rectified,
    "close": steps.close_finding,
    "reject": steps.reject_finding,
    "waive": steps.waive_finding,
    "reopen": steps.reopen_finding,
}


@pytest.fixture
def session(engine):
    with unit_of_work(engine) as opened:
        yield opened


@pytest.fixture
def project_id(session):
    return make_project(session).id


def finding(session, project_id, status, **given):
    return make("finding", session, project_id=project_id, status=status, found_on=FOUND, **given)


def take(session, step, row, actor):
    """Take a step with everything it may need."""
    needs = {
        "assign": {"organisation_id": row.organisation_id},
        "rectify": {"rectified_on": TODAY},
        "reject": {"reason": "仍有水渍"},
        "waive": {"reason": "不影响使用"},
        "reopen": {"reason": "复发"},
    }.get(step, {})
    COMMANDS[step](session, actor=actor, project_id=row.project_id, finding_id=row.id, today=TODAY, **needs)


def outcome(session, step, row, actor):
    """Where a step led, or why it was refused."""
    try:
        take(session, step, row, actor)
    except NotAllowed:
        return "not allowed"
    except Invalid as error:
        return error.code
    session.flush()
    return row.status


def expected(step, status, role):
    if role not in MAY[step]:
        return "not allowed"
    return LEADS_TO.get((step, status), "wrong_step")


@pytest.mark.parametrize("role", list(Role))
def test_each_role_takes_the_steps_that_are_its_own_from_every_state_and_no_other(session, project_id, role):
    party = make("organisation", session, project_id=project_id).id
    actor = local_actor(role)
    seen = {}
    for step, status in product(COMMANDS, FindingStatus):
        row = finding(session, project_id, status, organisation_id=party)
        seen[step, status] = outcome(session, step, row, actor)

    assert seen == {
        (step, status): expected(step, status, role) for step, status in product(COMMANDS, FindingStatus)
    }
    assert len(seen) == 30


def test_a_role_in_another_project_is_worth_nothing_here(session, project_id):
    elsewhere = make_project(session).id
    account = make("account", session).id
    stranger = Actor(account, "account", roles={elsewhere: frozenset({Role.LEAD})})

    for step in COMMANDS:
        row = finding(
            session, project_id, OPEN, organisation_id=make("organisation", session, project_id=project_id).id
        )
        assert outcome(session, step, row, stranger) == "not allowed"
        assert row.status is OPEN


def member(session, project_id, role):
    """An account with a role in the project, acting."""
    return Actor(make("account", session).id, "account", roles={project_id: frozenset({role})})


@pytest.mark.parametrize("step", ["close", "reject"])
def test_staff_do_not_judge_what_they_rectified_or_follow_themselves(session, project_id, step):
    rectifier, assignee, other = (member(session, project_id, Role.STAFF) for _ in range(3))
    given = {"assignee_account_id": assignee.account_id, "rectified_by_id": rectifier.account_id}
    row = finding(session, project_id, RECTIFIED, **given)

    assert outcome(session, step, row, rectifier) == "not allowed"
    assert outcome(session, step, row, assignee) == "not allowed"
    assert row.status is RECTIFIED
    assert outcome(session, step, row, other) is LEADS_TO[step, RECTIFIED]


@pytest.mark.parametrize("step", ["close", "reject"])
def test_the_lead_judges_even_what_the_lead_rectified(session, project_id, step):
    lead = member(session, project_id, Role.LEAD)
    row = finding(
        session,
        project_id,
        RECTIFIED,
        assignee_account_id=lead.account_id,
        rectified_by_id=lead.account_id,
    )

    assert outcome(session, step, row, lead) is LEADS_TO[step, RECTIFIED]


def test_whoever_marks_a_finding_rectified_is_remembered_and_barred_until_it_is_sent_back(
    session, project_id
):
    first, second = (member(session, project_id, Role.STAFF) for _ in range(2))
    row = finding(session, project_id, ASSIGNED)

    assert outcome(session, "rectify", row, first) is RECTIFIED
    assert outcome(session, "close", row, first) == "not allowed"
    assert outcome(session, "reject", row, second) is ASSIGNED
    assert row.rectified_by_id is None
    # Now the second one rectifies, and the first may judge.
    assert outcome(session, "rectify", row, second) is RECTIFIED
    assert outcome(session, "close", row, second) == "not allowed"
    assert outcome(session, "close", row, first) is CLOSED


@pytest.mark.parametrize(("step", "status"), [("reject", RECTIFIED), ("waive", OPEN), ("reopen", CLOSED)])
def test_a_step_that_needs_a_reason_is_refused_without_one(session, project_id, step, status):
    row = finding(session, project_id, status)

    with pytest.raises(Invalid) as error:
        COMMANDS[step](
            session, actor=local_actor(), project_id=project_id, finding_id=row.id, today=TODAY, reason="  "
        )

    assert (error.value.code, row.status) == ("reason_missing", status)
