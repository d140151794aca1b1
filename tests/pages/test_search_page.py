"""The search page over the sample: what was found, where it leads, and what a reviewer is not told."""

import pytest

from db.search.sources import SOURCES
from pages._kit.identity import ROLE_KEY
from pages._kit.navigation import SECTIONS
from pages.search._kinds import KINDS
from tests.pages.helpers import open_page
from tracker.permissions import Role, can, local_actor


def links(at):
    return [link.proto.label for link in at.get("page_link") if "**" in link.proto.label]


def test_a_word_is_found_in_every_subject_and_marked(sample):
    at = open_page("search", language="zh", search_q="古籍")

    assert {"**古籍**部", "重庆市**古籍**普查培训", "**古籍**录入"} <= set(links(at))
    assert all("**古籍**" in label for label in links(at))

    at.session_state[ROLE_KEY] = Role.REVIEWER
    at.run()
    kinds = at.multiselect(key="search_kinds").options
    assert "采购行" in kinds
    assert "活动" not in kinds
    assert "简报" not in " ".join(text.value for text in at.caption)


def test_nothing_typed_explains_and_nothing_found_helps(sample):
    at = open_page("search")
    assert at.info[0].value.startswith("Type what you remember")

    at.text_input(key="search_q").set_value("<script>{{ 7*7 }}").run()
    assert not at.exception
    assert at.info[0].value.startswith("Nothing found")


def test_whoever_finds_a_record_may_open_its_page():
    pages = {entry.url_path: entry for entries in SECTIONS.values() for entry in entries}
    shut = [
        (kind, role)
        for kind, source in SOURCES.items()
        for role in Role
        if can(local_actor(role), source.needs, 1)
        and (needs := pages[source.page].needs) is not None
        and not can(local_actor(role), needs, 1)
    ]
    assert shut == []
    assert set(KINDS) == set(SOURCES)


@pytest.mark.parametrize(
    ("page", "address", "key", "value"),
    [
        ("drafts", {"procurement_plan": "1", "draft": "2"}, "pick_draft", "2"),
        ("assets", {"asset": "1"}, "pick_view", "register"),
        ("training", {"certificate": "1"}, "training_view", "certificates"),
        ("tasks", {"tasks_owner": "李馆长(示例)"}, "tasks_owner", 1),
    ],
)
def test_an_address_chooses_the_view_that_shows_its_record(sample, page, address, key, value):
    assert open_page(page, **address).session_state[key] == value
