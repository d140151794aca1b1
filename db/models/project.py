"""The project, who may do what in it, and what every subject shares."""

import datetime as dt
from typing import ClassVar

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from db.models.base import Archivable, BigId, ProjectRow, Versioned, big, choice, constraints, instant, link
from tracker.permissions import Role
from tracker.vocabulary import OrganisationRole


class Account(SQLModel, table=True):
    """Somebody who can sign in. While no account exists the tracker runs in local mode."""

    id: int | None = Field(default=None, primary_key=True, sa_type=BigId)
    name: str = Field(max_length=120)
    email: str = Field(max_length=254, unique=True)
    is_administrator: bool = False
    disabled_at: dt.datetime | None = instant()


class Project(Versioned, Archivable, table=True):
    """The opening of one library.

    `as_of` fixes "today" for the sample's own project, so that it never looks stale. `service_population` is the
    number of residents the library serves (公共图书馆法 art. 19). `library` is the library's own name, as its letters
    and reports carry it; empty where it is the project's.
    """

    area: ClassVar[str] = "project"
    private: ClassVar[frozenset[str]] = frozenset()

    id: int | None = Field(default=None, primary_key=True, sa_type=BigId)
    name: str = Field(max_length=120)
    district: str = Field(max_length=120)
    library: str = Field(default="", max_length=120)
    opening_on: dt.date
    starts_on: dt.date
    ceiling_fen: int | None = big(nullable=True)
    currency: str = Field(default="CNY", max_length=3)
    service_population: int | None = None
    time_zone: str = Field(default="Asia/Shanghai", max_length=60)
    is_sample: bool = False
    as_of: dt.date | None = None


class Membership(ProjectRow, Versioned, Archivable, table=True):
    """A role that an account holds in a project."""

    __table_args__ = constraints(sa.UniqueConstraint("project_id", "account_id", "role"))

    account_id: int = Field(sa_type=sa.BigInteger, foreign_key="account.id")
    role: Role = choice(Role)


class Organisation(ProjectRow, Versioned, Archivable, table=True):
    """A contractor, supervisor, bureau … that takes part."""

    __table_args__ = constraints(sa.UniqueConstraint("project_id", "name"))

    name: str = Field(max_length=160)
    role: OrganisationRole = choice(OrganisationRole)


class Person(ProjectRow, Versioned, Archivable, table=True):
    """A person named in the project: owner, attendee, participant. Erasable; never named in the audit."""

    __table_args__ = constraints(link("organisation_id", "organisation"))
    private: ClassVar[frozenset[str]] = frozenset({"name", "contact", "title"})

    name: str = Field(max_length=120)
    title: str = Field(default="", max_length=120)
    contact: str = Field(default="", max_length=200)
    organisation_id: int | None = big(nullable=True)


class Attachment(ProjectRow, Archivable, table=True):
    """A stored file on any record, content-addressed by SHA-256.

    `file_name` is what the uploader called it, cleaned, for people to read; nothing is stored under it.
    `purpose` tells files of one record apart: "before" and "after" of a finding, "" where there is one kind.
    """

    __table_args__ = constraints(
        sa.Index(None, "project_id", "record_table", "record_id"),
        sa.Index(None, "project_id", "client_id", unique=True),
    )

    record_table: str = Field(max_length=63)
    record_id: int = big()
    sha256: str = Field(max_length=64)
    size: int = big()
    media_type: str = Field(max_length=100)
    caption: str = Field(default="", max_length=300)
    file_name: str = Field(default="", max_length=200)
    purpose: str = Field(default="", max_length=20)
    added_at: dt.datetime | None = instant()
    client_id: str | None = Field(default=None, max_length=36)
