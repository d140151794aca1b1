"""The record of a round: every fact is in the PDF and the DOCX, in both languages, and what was typed stays text."""

import datetime as dt
import io
from dataclasses import replace

import pypdfium2
import pytest
from docx import Document
from docx.oxml.ns import qn
from PIL import Image

from tracker.exports.round_report import round_report_pdf
from tracker.exports.round_report_docx import round_report_docx
from tracker.i18n import Words
from tracker.photos import PhotoPurpose
from tracker.round_report import (
    RaisedFinding,
    ReportAttendee,
    ReportCheck,
    ReportNote,
    ReportPhoto,
    RoundReport,
    SeenFinding,
)
from tracker.vocabulary import CheckAnswer, FindingObservation, Severity, Trade

ZH, EN = Words.of("zh"), Words.of("en")
WEDNESDAY = dt.date(2026, 4, 1)
PASS, FAIL = CheckAnswer.PASS, CheckAnswer.FAIL

REPORT = RoundReport(
    project="城东图书馆",
    time_zone="Asia/Shanghai",
    title="每周检查",
    number=13,
    planned_on=WEDNESDAY,
    held_on=dt.date(2026, 4, 2),
    weather="多云,16℃",
    progress="内装收尾 92%。\n机电末端安装完成。",
    decisions="家具进场日期",
    next_week="消防联动调试",
    attendees=(
        ReportAttendee("张某", "图书馆"),
        ReportAttendee("李某", "图书馆"),
        ReportAttendee("王某", ""),
    ),
    checks=(
        ReportCheck("一层大厅", "消防通道畅通", (PASS,)),
        ReportCheck("一层大厅", "墙面无渗水", (PASS, FAIL)),
        ReportCheck("地下书库", "消防通道畅通", (CheckAnswer.NOT_APPLICABLE,)),
    ),
    seen=(
        SeenFinding(
            3,
            "报告厅",
            Severity.CRITICAL,
            "闭门器未装",
            (FindingObservation.FIXED, FindingObservation.WORSE),
            ("门扇变形",),
        ),
    ),
    raised=(
        RaisedFinding(
            17,
            "地下书库",
            Trade.PLUMBING,
            Severity.MAJOR,
            "立管滴水",
            "宏筑公司",
            dt.date(2026, 4, 9),
            (
                ReportPhoto("before-1", PhotoPurpose.BEFORE, "管井"),
                ReportPhoto("after-1", PhotoPurpose.AFTER),
                ReportPhoto("lost", PhotoPurpose.BEFORE),
            ),
        ),
    ),
    notes=(
        ReportNote("少儿区", "弧形墙完成", photos=(ReportPhoto("note-1"),)),
        ReportNote("", "清洁良好"),
        ReportNote("少儿区", "后补:护角已装", is_addendum=True),
    ),
    photos=(ReportPhoto("round-1", caption="全景"),),
    # 09:30 UTC is 17:30 in Shanghai.
    signed_at=dt.datetime(2026, 4, 2, 9, 30, tzinfo=dt.UTC),
    signed_by="赵某",
)
FACTS = """
城东图书馆 每周检查 13 多云,16℃ 家具进场日期 消防联动调试 张某 李某 王某 图书馆 一层大厅 消防通道畅通 墙面无渗水
地下书库 报告厅 闭门器未装 门扇变形 17 立管滴水 宏筑公司 弧形墙完成 清洁良好 后补:护角已装 全景 管井 赵某 17:30
"""
TEXTS = {
    ZH: """
第13次 2026年4月2日周四 2026年4月1日周三 合格/不合格（意见不一） 不适用 已整改/更严重（意见不一） 较大 4月9日周四 给排水
签字后的补充记录 整改前 整改后
""",
    EN: """
round13 Thu2Apr2026 Wed1Apr2026 Pass/Fail(disagree) Notapplicable Fixed/Worse(disagree) Major Thu9Apr Plumbing
Addendaafterthesigning Before After
""",
}
HOSTILE = (
    '#import "/x": *',
    "{{ 7 * 7 }}",
    "<script>alert(1)</script>",
    "=cmd()|'/c calc'!A1",
    "]] #panic[1] $x$",
)


def picture(colour="red", size=(320, 240)):
    out = io.BytesIO()
    Image.new("RGB", size, colour).save(out, "JPEG")
    return out.getvalue()


IMAGES = {name: picture() for name in ("before-1", "after-1", "note-1", "round-1")}


def bare(text):
    """`text` without what line breaking and extraction put between its signs."""
    return "".join(text.replace("\u200b", "").split())


def pdf_pages(data):
    """The text of each page, and how many pictures there are."""
    document = pypdfium2.PdfDocument(data)
    try:
        texts, pictures = [], 0
        for page in document:
            text_page = page.get_textpage()
            texts.append(text_page.get_text_bounded())
            text_page.close()
            pictures += [item.type for item in page.get_objects()].count(3)  # FPDF_PAGEOBJ_IMAGE
            page.close()
        return texts, pictures
    finally:
        document.close()


def pdf_text(report, words, images=IMAGES):
    return bare("".join(pdf_pages(round_report_pdf(report, images, words))[0]))


def docx_of(report, words, images=IMAGES):
    return Document(io.BytesIO(round_report_docx(report, images, words)))


def docx_text(document):
    """All its text in reading order."""
    return bare("".join(node.text or "" for node in document.element.body.iter(qn("w:t"))))


@pytest.mark.parametrize("words", [ZH, EN], ids=["zh", "en"])
def test_every_fact_is_in_the_pdf_and_in_the_docx(words):
    pdf, docx = pdf_text(REPORT, words), docx_text(docx_of(REPORT, words))

    wanted = (FACTS + TEXTS[words]).split()
    assert [fact for fact in wanted if fact not in pdf] == []
    assert [fact for fact in wanted if fact not in docx] == []


def test_photos_whose_picture_is_there_are_shown_and_a_lost_one_is_left_out():
    data = round_report_pdf(REPORT, IMAGES, ZH)

    assert pdf_pages(data)[1] == 4
    assert len(docx_of(REPORT, ZH).inline_shapes) == 4


def test_sections_are_numbered_as_the_language_does():
    assert "五、以往缺陷复看" in pdf_text(REPORT, ZH)
    assert "5.Earlierfindingsseen" in pdf_text(REPORT, EN)


def test_a_round_that_is_not_signed_says_so_and_has_lines_to_sign_on():
    draft = replace(REPORT, signed_at=None, signed_by="")

    assert "草稿：本次检查尚未签字" in pdf_text(draft, ZH)
    assert "Notsigned" in docx_text(docx_of(draft, EN))
    assert "____" in docx_text(docx_of(draft, EN))
    assert "未签字" not in pdf_text(REPORT, ZH)
    assert "赵某" not in pdf_text(draft, ZH)


def test_readers_who_may_not_see_names_see_how_many_came_from_where():
    nameless = replace(
        REPORT, attendees=(ReportAttendee("", "图书馆"), ReportAttendee("", "图书馆")), signed_by=""
    )

    assert "图书馆:2人" in pdf_text(nameless, ZH)
    assert "图书馆:2people" in pdf_text(nameless, EN)


@pytest.mark.parametrize("hostile", HOSTILE)
def test_what_somebody_typed_comes_out_as_text(hostile):
    report = RoundReport(
        project=hostile,
        time_zone="Asia/Shanghai",
        title=hostile,
        number=1,
        planned_on=WEDNESDAY,
        held_on=None,
        weather=hostile,
        progress=hostile,
        attendees_text=hostile,
        checks=(ReportCheck(hostile, hostile, (PASS,)),),
        raised=(RaisedFinding(1, hostile, Trade.OTHER, Severity.MINOR, hostile, hostile, None),),
        notes=(ReportNote(hostile, hostile),),
    )

    # Project, title, weather, progress, attendees; 2 of the check, 3 of the finding, 2 of the note: 12.
    assert docx_text(docx_of(report, EN, {})).count(bare(hostile)) == 12
    # The footer of its pages has the project once more.
    assert pdf_text(report, EN, {}).count(bare(hostile)) >= 13


def test_ten_thousand_characters_without_a_blank_stay_within_the_page():
    long = replace(REPORT, progress="x" * 10_000, notes=(ReportNote("", "长" * 10_000),))

    text = pdf_text(long, ZH)
    assert text.count("x") >= 10_000
    assert text.count("长") == 10_000
    assert docx_text(docx_of(long, ZH)).count("长") == 10_000

    document = pypdfium2.PdfDocument(round_report_pdf(long, IMAGES, ZH))
    try:
        page = document[0]
        text_page = page.get_textpage()
        at = text_page.search("x" * 20).get_next()[0]
        rights = [text_page.get_charbox(at + n)[2] for n in range(2_000)]
        text_page.close()
        page.close()
    finally:
        document.close()
    # 210 mm less the margin of 18 mm, in points of 1/72 inch.
    assert max(rights) <= 192 / 25.4 * 72 + 0.5


def test_control_characters_do_not_break_the_documents():
    odd = replace(REPORT, progress="a\x00b\x07c\ufffed")

    assert "abcd" in docx_text(docx_of(odd, ZH))
    assert round_report_pdf(odd, {}, ZH).startswith(b"%PDF")


def test_word_is_told_a_chinese_typeface_and_no_theme_overrides_it():
    document = docx_of(REPORT, ZH)

    for name in ("Normal", "Heading 2", "Footer"):
        fonts = document.styles[name].element.rPr.rFonts
        assert fonts.get(qn("w:eastAsia")) == "宋体"
        assert not [key for key in fonts.attrib if "heme" in key]


def test_the_head_of_a_long_table_is_repeated_on_each_page():
    many = replace(
        REPORT, checks=tuple(ReportCheck(f"{n}室", "消防通道畅通", (PASS,)) for n in range(120)), seen=()
    )

    texts, _ = pdf_pages(round_report_pdf(many, {}, ZH))
    assert sum("检查项" in text for text in texts) >= 3
    assert f"2/{len(texts)}" in bare(texts[1])


def test_a_record_with_forty_photos_holds_them_all():
    photos = tuple(ReportPhoto(f"p{n}") for n in range(40))
    report = RoundReport(
        project="馆",
        time_zone="Asia/Shanghai",
        title="",
        number=1,
        planned_on=WEDNESDAY,
        held_on=WEDNESDAY,
        notes=tuple(ReportNote("一层", "记录", photos=photos[n : n + 4]) for n in range(0, 40, 4)),
    )
    images = {photo.name: picture((n, 80, 160)) for n, photo in enumerate(photos)}

    pdf = round_report_pdf(report, images, ZH)
    docx = round_report_docx(report, images, ZH)

    assert pdf_pages(pdf)[1] == 40
    assert len(Document(io.BytesIO(docx)).inline_shapes) == 40


def test_the_same_record_gives_the_same_pdf():
    assert round_report_pdf(REPORT, IMAGES, ZH) == round_report_pdf(REPORT, IMAGES, ZH)
