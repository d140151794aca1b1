"""The review in process: the reviewer's page, comments, decisions, reasons before submission, funds, quotations."""

import pytest

from db.commands.lines import update_line
from db.queries import procurement as queries
from db.queries import review as review_queries
from db.queries.projects import projects
from db.unit_of_work import reading, unit_of_work
from pages._kit.identity import ROLE_KEY
from tests.pages.helpers import installed, open_page
from tests.pages.test_procurement_pages import labels, texts
from tracker.permissions import SYSTEM, Role
from tracker.vocabulary import CommentStatus, DraftStatus


@pytest.fixture
def sample(monkeypatch, sample_engine, tmp_path):
    with installed(monkeypatch, sample_engine, tmp_path):
        yield sample_engine


def test_the_review_page_opens(sample):
    at = open_page("review")
    assert "Decisions and reduction rate" in [each.value for each in at.subheader]
