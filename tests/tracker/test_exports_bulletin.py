"""The bulletin on paper: its parts in order, what people typed as text, and a template of the library's own."""

import datetime as dt
import io

import pytest
from docx import Document
from docx.oxml.ns import qn

from tracker.bulletins import Manner, Recipient, head_kept, recipient_of, recipient_typed
from tracker.errors import UnreadableFile
from tracker.exports.bulletin_docx import bulletin_docx, check_bulletin_template
from tracker.exports.bulletin_paper import BulletinPaper, head_of, recipient_lines
from tracker.exports.bulletin_template import standard_bulletin_template
from tracker.i18n import Words

ZH, EN = Words.of("zh"), Words.of("en")
ON = {"number": 7, "year": 2026, "library": "示例区图书馆", "day": dt.date(2026, 4, 1)}
OFFICES = (
    Recipient(Manner.REPORT, "区政府办"),
    Recipient(Manner.DISTRIBUTE, "各镇街"),
    Recipient(Manner.SEND, "区档案馆"),
    Recipient(Manner.REPORT, "区财政局"),
)


def paper(title="开馆倒计时", body="距开馆还有86天。\n\n  家具已进场。", recipients=OFFICES, words=ZH):
    return BulletinPaper(
        head_of(words, **ON), title, body, recipient_lines(words, recipients), words.language
    )


def lines(template=None, **changed):
    return [each.text for each in Document(io.BytesIO(bulletin_docx(paper(**changed), template))).paragraphs]


def test_an_issue_is_masthead_text_and_recipients():
    assert lines() == [
        "信息简报",
        "2026年第7期",
        "示例区图书馆\t2026年4月1日",
        "开馆倒计时",
        "距开馆还有86天。",
        "家具已进场。",
        "报：区政府办、区财政局",
        "送：区档案馆",
        "发：各镇街",
    ]


def test_an_english_issue_says_the_same_in_english():
    said = lines(words=EN)

    assert said[:3] == ["Information bulletin", "No. 7 of 2026", "示例区图书馆\t1 April 2026"]
    assert said[-3:] == ["Reported to: 区政府办, 区财政局", "Sent to: 区档案馆", "Distributed to: 各镇街"]


@pytest.mark.parametrize(
    ("manner", "name", "office"),
    [
        (None, "区财政局", Recipient(Manner.REPORT, "区财政局")),
        (None, "送：区财政局", Recipient(Manner.SEND, "区财政局")),
        (None, "发: 各镇街", Recipient(Manner.DISTRIBUTE, "各镇街")),
        (Manner.REPORT, "发：改委", Recipient(Manner.REPORT, "发：改委")),
    ],
)
def test_the_sign_before_a_name_counts_where_no_manner_is_kept(manner, name, office):
    assert recipient_of(manner, name) == office


def test_a_sign_that_was_pasted_with_the_office_is_not_printed_twice():
    assert recipient_typed(Manner.SEND, " 送：区财政局 ") == Recipient(Manner.SEND, "区财政局")
    assert recipient_typed(Manner.SEND, "报:区政府办") == Recipient(Manner.REPORT, "区政府办")
    assert recipient_typed(Manner.SEND, "区财政局") == Recipient(Manner.SEND, "区财政局")


def test_a_kept_head_is_read_as_it_was():
    head = head_of(ZH, **ON, template="ab" * 32)

    assert head_kept(head.kept()) == head
    assert head_kept("") is None


def test_without_recipients_nothing_is_said_of_them():
    assert lines(recipients=())[-1] == "家具已进场。"


@pytest.mark.parametrize("typed", ["{{ 7 * 7 }}", "{% for x in y %}", "<script>alert(1)</script>", "=cmd()"])
def test_what_people_typed_stands_there_as_text(typed):
    written = lines(title=typed, body=typed, recipients=[Recipient(Manner.REPORT, typed)])

    assert written[3:] == [typed, typed, f"报：{typed}"]


def test_a_text_of_ten_thousand_characters_comes_through_whole():
    assert len(lines(body="长" * 10_000)[4]) == 10_000


def test_what_xml_cannot_hold_is_left_out():
    assert lines(body="甲\x07乙")[4] == "甲乙"


def rules(style):
    """The sides of a style's rules with their colours."""
    template = Document(io.BytesIO(standard_bulletin_template("zh")))
    borders = template.styles[style].element.pPr.find(qn("w:pBdr"))
    return {rule.tag.split("}")[1]: rule.get(qn("w:color")) for rule in borders}


def test_the_masthead_stands_over_a_red_rule_and_the_recipients_between_two_black_ones():
    assert rules("Issued") == {"bottom": "C00000"}
    assert rules("Recipients") == {"top": "000000", "bottom": "000000"}
    styles = [each.style.name for each in Document(io.BytesIO(bulletin_docx(paper()))).paragraphs]
    assert (styles[2], styles[-3:]) == ("Issued", ["Recipients"] * 3)


def template_with(*texts):
    own = Document()
    for text in texts:
        own.add_paragraph(text)
    out = io.BytesIO()
    own.save(out)
    return out.getvalue()


def test_a_template_of_the_librarys_own_lays_an_issue_out():
    own = template_with("{{ library }}·{{ masthead }}", "{{ number }} {{ day }}", "{{ paragraphs[0] }}")
    check_bulletin_template(own, "zh")

    assert lines(own) == ["示例区图书馆·信息简报", "2026年第7期 2026年4月1日", "距开馆还有86天。"]


def test_a_field_that_no_bulletin_has_is_named_with_its_place():
    with pytest.raises(UnreadableFile) as error:
        check_bulletin_template(template_with("{{ title }}", "{{ editor }}"), "zh")

    assert (error.value.code, error.value.facts) == (
        "word_template_unknown",
        {"name": "editor", "place": "{{ editor }}"},
    )
