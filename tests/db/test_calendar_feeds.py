"""Addresses for calendar programs: the secret is handed out once, kept as a hash, and closed for good."""

import json

import pytest
import sqlalchemy as sa
from sqlmodel import Session, select

from db.commands.calendar_feeds import open_calendar_feed, revoke_calendar_feed
from db.feed_tokens import token_sha256
from db.models import AuditEntry, CalendarFeed, Project
from db.queries.calendar_feeds import calendar_feeds, feed_at
from db.unit_of_work import reading, unit_of_work
from tests.factories import INSTANT, make
from tracker.errors import Invalid, NotFound
from tracker.permissions import local_actor

LEAD = local_actor()


class Library:
    """A project whose feeds are written through commands."""

    def __init__(self, engine: sa.Engine) -> None:
        self.engine = engine
        with unit_of_work(engine) as session:
            self.project_id = make("project", session).id

    def open(self, name: str = "Phone", **given) -> str:
        with unit_of_work(self.engine) as session:
            return open_calendar_feed(session, actor=LEAD, project_id=self.project_id, name=name, **given)

    def revoke(self, feed_id: int, project_id: int | None = None) -> None:
        with unit_of_work(self.engine) as session:
            owner = project_id or self.project_id
            revoke_calendar_feed(session, actor=LEAD, project_id=owner, feed_id=feed_id)

    def rows(self):
        with reading(self.engine) as session:
            return calendar_feeds(session, self.project_id)

    def at(self, token: str):
        with reading(self.engine) as session:
            return feed_at(session, token)


@pytest.fixture
def library(engine) -> Library:
    return Library(engine)


def test_the_secret_opens_its_feed_in_the_language_chosen(library):
    token = library.open(language="en")

    feed = library.at(token)
    assert (feed.project_id, feed.language) == (library.project_id, "en")
    assert len(token) == 43  # 32 bytes in URL-safe base 64


def test_nothing_stored_tells_the_secret(library):
    token = library.open()

    with Session(library.engine) as session:
        feed = session.exec(select(CalendarFeed)).one()
        entry = session.exec(select(AuditEntry).where(AuditEntry.record_table == "calendar_feed")).one()
    assert feed.token_sha256 == token_sha256(token)
    assert token not in str(feed.model_dump()) + entry.changes
    assert json.loads(entry.changes)["token_sha256"] == ["changed"]
    assert entry.command == "open_calendar_feed"


def test_two_addresses_differ_and_stand_newest_first(library):
    assert library.open("Phone") != library.open("Wall")

    assert [row.name for row in library.rows()] == ["Wall", "Phone"]


def test_a_revoked_address_opens_nothing_and_stays_on_the_list(library):
    token, other = library.open("Phone"), library.open("Wall")
    library.revoke(library.rows()[1].id)

    assert library.at(token) is None
    assert library.at(other) is not None
    assert [row.revoked_at is None for row in library.rows()] == [True, False]


def test_revoking_twice_keeps_the_first_instant(library):
    library.open()
    [feed] = library.rows()
    library.revoke(feed.id)
    first = library.rows()[0].revoked_at
    library.revoke(feed.id)

    assert library.rows()[0].revoked_at == first


@pytest.mark.parametrize("token", ["", "x", "a" * 43, "0" * 64])
def test_an_unknown_secret_opens_nothing(library, token):
    library.open()

    assert library.at(token) is None


def test_the_hash_itself_opens_nothing(library):
    token = library.open()

    assert library.at(token_sha256(token)) is None


def test_the_feed_of_an_archived_project_opens_nothing(library):
    token = library.open()
    with unit_of_work(library.engine) as session:
        session.get(Project, library.project_id).archived_at = INSTANT

    assert library.at(token) is None


def test_another_projects_feed_cannot_be_revoked(library):
    library.open()
    [feed] = library.rows()
    with unit_of_work(library.engine) as session:
        other = make("project", session).id

    with pytest.raises(NotFound):
        library.revoke(feed.id, other)


@pytest.mark.parametrize(("name", "code"), [("  ", "text_missing"), ("x" * 121, "text_too_long")])
def test_an_address_needs_a_name_of_bearable_length(library, name, code):
    with pytest.raises(Invalid) as refusal:
        library.open(name)

    assert refusal.value.code == code
    assert library.rows() == []


def test_a_language_that_is_not_spoken_is_refused(library):
    with pytest.raises(Invalid):
        library.open(language="fr")
