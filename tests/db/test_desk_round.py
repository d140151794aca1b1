"""A round as its desk page reads it, who was there, and what is due this week."""

import datetime as dt
import uuid

import pytest
import sqlalchemy as sa

from db.commands import attendees, field_items, finding_steps, findings
from db.models import Finding, Inspection
from db.queries import desk_round as queries
from db.queries.finding_due import due_parties
from db.queries.site import reminders
from db.unit_of_work import unit_of_work
from tests.factories import INSTANT, make, make_project
from tracker.desk_round import DESK, FollowUp
from tracker.errors import Conflict, Invalid, NotFound
from tracker.field import Check, Observation, Withdrawal
from tracker.permissions import SYSTEM
from tracker.site_attention import AttentionKind, DueParty
from tracker.vocabulary import (
    CheckAnswer,
    FindingObservation,
    FindingStatus,
    InspectionStatus,
    Severity,
    ZoneKind,
)

WEDNESDAY = dt.date(2026, 4, 1)
NINE = dt.datetime(2026, 4, 1, 1, 0, tzinfo=dt.UTC)
FIXED, STILL, WORSE = FindingObservation
SIGNED = InspectionStatus.SIGNED


class Site:
    """A project with two rooms, one question and a round that is being held."""

    def __init__(self, session):
        self.session = session
        self.project_id = make_project(session, opening_on=dt.date(2026, 6, 26)).id
        here = {"project_id": self.project_id}
        floor = make("zone", session, **here, kind=ZoneKind.FLOOR, name="一层", position=1).id
        room = {**here, "kind": ZoneKind.ROOM, "parent_id": floor}
        self.hall = make("zone", session, **room, name="大厅", position=2).id
        self.store = make("zone", session, **room, name="库房", position=3).id
        self.question = make("checklist_item", session, **here, text="整洁").id
        self.round = make("inspection", session, **here, planned_on=WEDNESDAY, held_on=WEDNESDAY)

    def finding(self, status=FindingStatus.ASSIGNED, severity=Severity.MINOR, **given):
        given = {"found_on": dt.date(2026, 3, 2), **given}
        return make(
            "finding", self.session, project_id=self.project_id, status=status, severity=severity, **given
        )

    def answer(self, device, answer, zone_id=None, at=NINE):
        item = Check(str(uuid.uuid4()), at, zone_id or self.hall, self.question, answer)
        self._say(field_items.answer_check, device, item)

    def see(self, device, finding, observation, text="", at=None):
        at = at or dt.datetime.now(dt.UTC) + dt.timedelta(minutes=1)
        self._say(
            field_items.observe_finding,
            device,
            Observation(str(uuid.uuid4()), at, finding.id, observation, text),
        )

    def read(self):
        self.session.flush()
        return queries.desk_round(self.session, self.project_id, self.round.id)

    def offered(self, finding):
        return next(seen.follow_ups for seen in self.read().seen if seen.finding.id == finding.id)

    def _say(self, command, device, item):
        command(
            self.session,
            actor=SYSTEM,
            project_id=self.project_id,
            round_id=self.round.id,
            device=device,
            item=item,
        )


@pytest.fixture
def session(engine):
    with unit_of_work(engine) as opened:
        yield opened


@pytest.fixture
def site(session):
    return Site(session)


def test_the_desk_and_two_phones_are_side_by_side_under_their_question(site):
    site.answer("b", CheckAnswer.FAIL, at=NINE + dt.timedelta(minutes=5))
    site.answer("a", CheckAnswer.PASS)
    site.answer(DESK, CheckAnswer.PASS, at=NINE + dt.timedelta(minutes=9))

    read = site.read()

    assert [(zone.place, zone.answered, zone.differing) for zone in read.zones] == [
        ("一层 · 大厅", 1, 1),
        ("一层 · 库房", 0, 0),
    ]
    [question] = read.zones[0].questions
    assert sorted((saying.device, saying.said) for saying in question.sayings) == [
        ("a", "pass"),
        ("b", "fail"),
        ("desk", "pass"),
    ]
    assert read.devices == ("a", "b")


def test_a_round_that_is_held_lists_every_open_finding_of_others_and_a_signed_one_what_was_seen(site):
    seen, not_seen = site.finding(), site.finding(severity=Severity.MAJOR)
    site.finding(status=FindingStatus.CLOSED)
    site.finding(archived_at=INSTANT)
    site.finding(inspection_id=site.round.id)
    site.see("a", seen, STILL, "还有水")

    working = site.read()
    site.round.status = SIGNED
    signed = site.read()

    assert [row.finding.id for row in working.seen] == [seen.id, not_seen.id]
    assert [row.finding.id for row in signed.seen] == [seen.id]
    assert signed.seen[0].sayings[0].text == "还有水"
    assert signed.zones == ()


def test_what_is_taken_back_is_not_shown(site):
    site.answer("a", CheckAnswer.PASS)
    [saying] = site.read().zones[0].questions[0].sayings
    make(
        "finding_check",
        site.session,
        project_id=site.project_id,
        inspection_id=site.round.id,
        archived_at=INSTANT,
    )
    later = NINE + dt.timedelta(minutes=1)
    site._say(field_items.withdraw_item, "a", Withdrawal(str(uuid.uuid4()), later, saying.client_id))

    read = site.read()

    assert (read.zones[0].answered, [row.sayings for row in read.seen]) == (0, [()])


def in_turn(engine, *steps):
    """Each step in a transaction of its own, as on a site: the audit has an instant for each; gives the answers."""
    with unit_of_work(engine) as session:
        site = Site(session)
        made = site.finding(organisation_id=make("organisation", session, project_id=site.project_id).id)
        finding_id, round_id = made.id, site.round.id
    answers = []
    for step in steps:
        with unit_of_work(engine) as session:
            site.session, site.round = session, session.get_one(Inspection, round_id)
            answers.append(step(site, session.get_one(Finding, finding_id)))
    return answers


def see_now(observation):
    """A step that says on a phone, now, how the finding looks."""
    return lambda site, finding: site.see("a", finding, observation, at=dt.datetime.now(dt.UTC))


def rectify(site, finding):
    """The step that marks it rectified."""
    given = {"project_id": site.project_id, "finding_id": finding.id, "today": WEDNESDAY}
    finding_steps.mark_rectified(site.session, actor=SYSTEM, **given, rectified_on=WEDNESDAY)


def make_major(site, finding):
    """The edit that raises its severity."""
    findings.update_finding(
        site.session,
        actor=SYSTEM,
        project_id=site.project_id,
        finding_id=finding.id,
        expected_version=finding.version,
        original={"severity": Severity.MINOR},
        changes={"severity": Severity.MAJOR},
    )


def test_a_step_that_followed_is_not_offered_again(engine):
    before, after, seen_again = in_turn(
        engine, see_now(FIXED), Site.offered, rectify, Site.offered, see_now(FIXED), Site.offered
    )[1::2]

    assert (before, after, seen_again) == ((FollowUp.RECTIFY,), (), (FollowUp.CLOSE,))


def test_a_severity_that_was_raised_is_not_offered_to_be_raised_again(engine):
    before, after = in_turn(engine, see_now(WORSE), Site.offered, make_major, Site.offered)[1::2]

    assert (before, after) == ((FollowUp.RAISE,), ())


def test_a_round_takes_as_many_statements_with_three_of_everything_as_with_one(sqlite_engine):
    counts = []
    for many in (1, 3):
        with unit_of_work(sqlite_engine) as session:
            site = Site(session)
            for _ in range(many):
                site.see("a", site.finding(), STILL)
                site.answer(str(uuid.uuid4()), CheckAnswer.PASS)
                make("attendee", session, project_id=site.project_id, inspection_id=site.round.id)
            session.flush()
            asked = []

            def seen(_connection, _cursor, statement, *_rest, asked=asked):
                asked.append(statement)

            sa.event.listen(sqlite_engine, "before_cursor_execute", seen)
            queries.desk_round(session, site.project_id, site.round.id)
            sa.event.remove(sqlite_engine, "before_cursor_execute", seen)
            counts.append(len(asked))

    assert counts == [11, 11]


def test_attendees_are_added_corrected_put_aside_and_brought_back(site):
    party = make("organisation", site.session, project_id=site.project_id, name="监理公司(示例)").id
    here = {"actor": SYSTEM, "project_id": site.project_id}
    row_id = attendees.add_attendee(
        site.session, **here, round_id=site.round.id, name=" 王某(示例) ", organisation_id=party
    )
    [row] = site.read().attendees
    assert (row.name, row.organisation, row.archived) == ("王某(示例)", "监理公司(示例)", False)
    given = {"expected_version": row.version, "original": {"name": row.name, "organisation_id": party}}

    attendees.update_attendee(
        site.session,
        **here,
        attendee_id=row_id,
        **given,
        changes={"name": "王工(示例)", "organisation_id": None},
    )
    attendees.archive_attendee(site.session, **here, attendee_id=row_id)
    assert [(row.name, row.organisation, row.archived) for row in site.read().attendees] == [
        ("王工(示例)", "", True)
    ]
    with pytest.raises(Conflict):
        attendees.update_attendee(
            site.session, **here, attendee_id=row_id, **given, changes={"name": "王师傅(示例)"}
        )
    attendees.restore_attendee(site.session, **here, attendee_id=row_id)
    assert [row.archived for row in site.read().attendees] == [False]


def test_a_signed_round_takes_no_attendees_and_a_foreign_organisation_is_not_found(site):
    here = {"actor": SYSTEM, "project_id": site.project_id, "round_id": site.round.id}
    with pytest.raises(NotFound):
        attendees.add_attendee(
            site.session, **here, name="王某(示例)", organisation_id=make("organisation", site.session).id
        )
    with pytest.raises(Invalid) as nameless:
        attendees.add_attendee(site.session, **here, name="  ")
    site.round.status = SIGNED
    with pytest.raises(Invalid) as signed:
        attendees.add_attendee(site.session, **here, name="王某(示例)")

    assert (nameless.value.code, signed.value.code) == ("text_missing", "round_signed")


def test_names_are_left_out_for_those_who_may_not_see_them(site):
    site.round.signed_name = "李某(示例)"
    make("attendee", site.session, project_id=site.project_id, inspection_id=site.round.id, name="王某(示例)")

    hidden = queries.without_names(site.read())

    assert ([row.name for row in hidden.attendees], hidden.signed_name) == ([""], "")


def test_what_is_due_from_today_to_sunday_is_grouped_by_organisation(site):
    party = make("organisation", site.session, project_id=site.project_id, name="装饰公司(示例)").id
    friday, sunday = dt.date(2026, 4, 3), dt.date(2026, 4, 5)
    site.finding(due_on=WEDNESDAY - dt.timedelta(days=1), organisation_id=party)
    site.finding(due_on=sunday + dt.timedelta(days=1), organisation_id=party)
    site.finding(due_on=friday, status=FindingStatus.CLOSED, organisation_id=party)
    first = site.finding(due_on=WEDNESDAY, organisation_id=party)
    site.finding(due_on=sunday, organisation_id=party)
    alone = site.finding(due_on=friday, status=FindingStatus.OPEN)
    site.session.flush()

    assert due_parties(site.session, site.project_id, WEDNESDAY, sunday) == (
        DueParty(party, "装饰公司(示例)", 2, 1, WEDNESDAY, first.id),
        DueParty(None, "", 1, 0, friday, alone.id),
    )


def test_reminders_are_rounds_due_or_missed_and_findings_due_or_overdue(site):
    site.round.archived_at = INSTANT
    make(
        "inspection_series",
        site.session,
        project_id=site.project_id,
        title="每周检查",
        rule="FREQ=WEEKLY;BYDAY=WE",
        starts_on=dt.date(2026, 3, 23),
    )
    site.finding(due_on=dt.date(2026, 3, 30))
    site.finding(due_on=dt.date(2026, 4, 2))
    site.finding(severity=Severity.CRITICAL)
    site.session.flush()

    rows = reminders(site.session, site.project_id, WEDNESDAY)
    sunday = reminders(site.session, site.project_id, dt.date(2026, 4, 5))

    assert [(row.kind, row.urgent) for row in rows] == [
        (AttentionKind.ROUND_MISSED, True),
        (AttentionKind.FINDINGS_OVERDUE, True),
        (AttentionKind.ROUND_DUE, False),
        (AttentionKind.FINDINGS_DUE, False),
    ]
    assert [row.facts["today"] for row in rows if row.kind is AttentionKind.ROUND_DUE] == [False]
    assert [row.facts["today"] for row in sunday if row.kind is AttentionKind.ROUND_DUE] == [True]
