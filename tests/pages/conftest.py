"""Installations that tests of pages share: over the sample library, and over a project with nothing in it."""

import datetime as dt

import pytest

from db.commands.projects import create_project
from db.unit_of_work import unit_of_work
from tests.pages.helpers import installed
from tracker.permissions import SYSTEM


@pytest.fixture
def sample(monkeypatch, sample_engine, tmp_path):
    """The engine of the sample library, for one test."""
    with installed(monkeypatch, sample_engine, tmp_path):
        yield sample_engine


@pytest.fixture
def empty_project(monkeypatch, sqlite_engine, tmp_path):
    """The engine of an installation with one project, new and empty."""
    with unit_of_work(sqlite_engine) as session:
        create_project(
            session,
            actor=SYSTEM,
            name="New library",
            district="Yubei",
            starts_on=dt.date(2026, 1, 5),
            opening_on=dt.date(2026, 6, 26),
            ceiling_fen=None,
        )
    with installed(monkeypatch, sqlite_engine, tmp_path):
        yield sqlite_engine
