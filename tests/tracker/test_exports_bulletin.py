"""The bulletin as Word: its parts in order, and what people typed as text."""

import io

import pytest
from docx import Document
from docx.oxml.ns import qn

from tracker.bulletins import Manner, line_of
from tracker.exports.bulletin_docx import bulletin_docx
from tracker.exports.bulletin_recipients import recipient_lines
from tracker.i18n import Words

ISSUE = {
    "masthead": "信息简报",
    "number": "2026年第7期",
    "library": "示例区图书馆",
    "day": "2026年4月1日",
    "title": "开馆倒计时",
    "body": "距开馆还有86天。\n\n  家具已进场。",
    "recipients": ("报：区政府办、区财政局", "发：各镇街"),
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
        "报：区政府办、区财政局",
        "发：各镇街",
    ]


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("zh", ["报：区政府办、区财政局", "送：区档案馆", "发：各镇街"]),
        ("en", ["Reported to: 区政府办, 区财政局", "Sent to: 区档案馆", "Distributed to: 各镇街"]),
    ],
)
def test_the_offices_stand_by_the_manner_in_which_they_get_it(language, expected):
    kept = ["区政府办", "发：各镇街", "送:区档案馆", "报：区财政局"]

    assert recipient_lines(Words.of(language), kept) == expected


def test_an_office_is_kept_with_the_sign_of_its_manner():
    assert [line_of(manner, " 区财政局 ") for manner in Manner] == [
        "区财政局",
        "送：区财政局",
        "发：区财政局",
    ]
    assert line_of(Manner.SEND, " ") == ""


def test_without_recipients_nothing_is_said_of_them():
    assert lines(recipients=())[-1] == "家具已进场。"


@pytest.mark.parametrize("typed", ["{{ 7 * 7 }}", "{% for x in y %}", "<script>alert(1)</script>", "=cmd()"])
def test_what_people_typed_stands_there_as_text(typed):
    written = lines(title=typed, body=typed, recipients=recipient_lines(Words.of("zh"), [typed]))

    assert written[3:] == [typed, typed, f"报：{typed}"]


def test_a_text_of_ten_thousand_characters_comes_through_whole():
    assert len(lines(body="长" * 10_000)[4]) == 10_000


def test_what_xml_cannot_hold_is_left_out():
    assert lines(body="甲\x07乙")[4] == "甲乙"


def test_the_masthead_stands_over_a_red_rule():
    paper = Document(io.BytesIO(bulletin_docx(**ISSUE)))
    bottom = paper.paragraphs[2]._element.pPr.find(qn("w:pBdr")).find(qn("w:bottom"))

    assert bottom.get(qn("w:color")) == "C00000"


@pytest.mark.parametrize(
    ("recipients", "sides"),
    [(("报：甲",), [["top", "bottom"]]), (("报：甲", "送：乙", "发：丙"), [["top"], [], ["bottom"]])],
)
def test_the_recipients_stand_between_two_rules(recipients, sides):
    paper = Document(io.BytesIO(bulletin_docx(**{**ISSUE, "recipients": recipients})))
    borders = [each._element.pPr.find(qn("w:pBdr")) for each in paper.paragraphs[-len(recipients) :]]

    assert [
        [rule.tag.split("}")[1] for rule in each] if each is not None else [] for each in borders
    ] == sides
