"""The bulletin as Word: its parts in order, and what people typed as text."""

import io

import pytest
from docx import Document
from docx.oxml.ns import qn

from tracker.exports.bulletin_docx import bulletin_docx

ISSUE = {
    "masthead": "信息简报",
    "number": "2026年第7期",
    "library": "示例区图书馆",
    "day": "2026年4月1日",
    "title": "开馆倒计时",
    "body": "距开馆还有86天。\n\n  家具已进场。",
    "recipients": ("区政府办", "区财政局"),
    "sent_to": "报送：",
    "language": "zh",
}


def lines(**changed):
    return [each.text for each in Document(io.BytesIO(bulletin_docx(**{**ISSUE, **changed}))).paragraphs]


def test_an_issue_is_masthead_text_and_recipients():
    assert lines() == [
        "信息简报",
        "2026年第7期",
        "示例区图书馆\t2026年4月1日",
        "开馆倒计时",
        "距开馆还有86天。",
        "家具已进场。",
        "报送：区政府办、区财政局",
    ]


def test_an_english_issue_lists_its_recipients_the_english_way():
    assert lines(language="en", sent_to="Sent to:")[-1] == "Sent to: 区政府办, 区财政局"


def test_without_recipients_nothing_is_said_of_them():
    assert lines(recipients=())[-1] == "家具已进场。"


@pytest.mark.parametrize("typed", ["{{ 7 * 7 }}", "{% for x in y %}", "<script>alert(1)</script>", "=cmd()"])
def test_what_people_typed_stands_there_as_text(typed):
    written = lines(title=typed, body=typed, recipients=(typed,))

    assert written[3:] == [typed, typed, f"报送：{typed}"]


def test_a_text_of_ten_thousand_characters_comes_through_whole():
    assert len(lines(body="长" * 10_000)[4]) == 10_000


def test_what_xml_cannot_hold_is_left_out():
    assert lines(body="甲\x07乙")[4] == "甲乙"


def test_the_masthead_stands_over_a_red_rule():
    paper = Document(io.BytesIO(bulletin_docx(**ISSUE)))
    bottom = paper.paragraphs[2]._element.pPr.find(qn("w:pBdr")).find(qn("w:bottom"))

    assert bottom.get(qn("w:color")) == "C00000"
