"""The search page over the sample: what was found, where it leads, and what a reviewer is not told."""

from pages._kit.identity import ROLE_KEY
from tests.pages.helpers import open_page
from tracker.permissions import Role


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
