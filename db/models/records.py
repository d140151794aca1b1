"""The record of every write: audit chain, area revisions, unsaved forms, and what phones have sent."""

import datetime as dt

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from db.models.base import BigId, ProjectRow, big, constraints, instant, link


class AuditEntry(ProjectRow, table=True):
    """One change of one record; append-only by trigger, chained per project by hash.

    `changes` is JSON `{column: [old, new]}`; a private column says `["changed"]`.
    """

    __tablename__ = "audit_entry"
    __table_args__ = constraints(
        sa.UniqueConstraint("project_id", "prev_hash"),
        sa.Index(None, "project_id", "record_table", "record_id"),
    )

    at: dt.datetime = instant(nullable=False)
    actor_id: int | None = big(nullable=True)
    actor_kind: str = Field(max_length=20)
    command: str = Field(max_length=80)
    record_table: str = Field(max_length=63)
    record_id: int = big()
    changes: str = Field(sa_type=sa.Text)
    reason: str = Field(default="", sa_type=sa.Text)
    prev_hash: str = Field(max_length=64)
    hash: str = Field(max_length=64)


class AreaRevision(SQLModel, table=True):
    """How often an area of a project was written; caches and open pages compare it."""

    __tablename__ = "area_revision"

    project_id: int = Field(primary_key=True, sa_type=sa.BigInteger, foreign_key="project.id")
    area: str = Field(primary_key=True, max_length=20)
    revision: int = Field(default=0, sa_type=sa.BigInteger)


class WorkingCopy(SQLModel, table=True):
    """What a person has typed into a form that creates a record and has not saved yet."""

    __tablename__ = "working_copy"
    __table_args__ = (sa.UniqueConstraint("project_id", "actor_key", "form"),)

    id: int | None = Field(default=None, primary_key=True, sa_type=BigId)
    project_id: int = Field(sa_type=sa.BigInteger, foreign_key="project.id")
    actor_key: str = Field(max_length=40)
    form: str = Field(max_length=60)
    content: str = Field(sa_type=sa.Text)
    updated_at: dt.datetime = instant(nullable=False)


class FieldItem(SQLModel, table=True):
    """What a phone has sent, under its own UUID of it: so that sending it again changes nothing.

    `said` is JSON of what an edit must know of the saying before; no names of people. The record itself, and the
    audit of it, are elsewhere.
    """

    __tablename__ = "field_item"
    __table_args__ = (
        sa.UniqueConstraint("project_id", "client_id"),
        *link("inspection_id", "inspection"),
    )

    id: int | None = Field(default=None, primary_key=True, sa_type=BigId)
    project_id: int = Field(sa_type=sa.BigInteger, foreign_key="project.id")
    client_id: str = Field(max_length=36)
    inspection_id: int = big()
    kind: str = Field(max_length=20)
    device: str = Field(max_length=36)
    said_at: dt.datetime = instant(nullable=False)
    record_id: int = big()
    said: str = Field(sa_type=sa.Text)
