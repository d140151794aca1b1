"""A summary on paper: the Word document and the PDF say the same, in the form of an official document."""

import io
import re
import zipfile

import pypdfium2
import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Pt

from tracker.errors import UnreadableFile
from tracker.exports.summary_docx import check_template, summary_docx
from tracker.exports.summary_pdf import summary_pdf
from tracker.exports.summary_template import standard_template
from tracker.exports.word_template import LARGEST_TEMPLATE
from tracker.i18n import Words
from tracker.reporting import Chart, Figure, Paragraph, Section, Source, SourceKind, Summary, Typed

ON = {"library": "示例区图书馆", "signed_on": "2026年4月1日", "language": "zh"}
READINGS = Source(SourceKind.READINGS, (1, 2))
NASTY = "{{ title }} {% for x in y %} <script>alert(1)</script> =cmd() & \x07" + "长" * 300


def point_chart(key, title):
    spec = {"data": {"values": [{"a": 1}]}, "mark": "point", "width": 200, "height": 60}
    return Chart(key, title, spec, READINGS)


def paragraph(key, *spans):
    return Paragraph(key, spans)


SUMMARY = Summary(
    "示例区图书馆2026年第一季度工作总结",
    paragraph("opening", "2026年第一季度,各项工作平稳有序推进。"),
    (
        Section(
            "books",
            "一、古籍保护",
            (paragraph("a", "古籍录入", Figure("49件", READINGS), "。"), paragraph("b", NASTY)),
        ),
        Section("move", "二、搬迁筹备", (paragraph("c", "对新馆建设进行每周一次现场检查。"),)),
    ),
    (point_chart("one", "古籍录入 <三个月> & 49件"), point_chart("two", "问题逐周减少")),
)


@pytest.fixture(scope="module")
def word():
    return Document(io.BytesIO(summary_docx(SUMMARY, **ON)))


@pytest.fixture(scope="module")
def page_text():
    document = pypdfium2.PdfDocument(summary_pdf(SUMMARY, **ON))
    return "\n".join(page.get_textpage().get_text_range() for page in document)


def bare(text):
    """Without spaces, and without the page numbers that may stand in the middle of a paragraph."""
    return re.sub(r"\s", "", re.sub(r"—\s*\d+\s*—", "", text))


def styled(word, name):
    return [line.text for line in word.paragraphs if line.style.name == name]


def test_word_and_pdf_say_the_same_in_the_same_order(word, page_text):
    lines = [bare(line.text) for line in word.paragraphs if line.text.strip()]
    # A control character is nothing that a paper can hold; all else of the text is.
    assert bare(NASTY.replace("\x07", "")) in lines
    assert "".join(lines) == bare(page_text)


def test_the_word_document_has_the_form_of_an_official_one(word):
    page = word.sections[0]
    assert [round(side.mm) for side in (page.page_width, page.page_height)] == [210, 297]
    margins = page.top_margin, page.bottom_margin, page.left_margin, page.right_margin
    assert [round(margin.mm) for margin in margins] == [37, 35, 28, 26]
    assert styled(word, "Title") == [SUMMARY.title]
    assert styled(word, "Heading 1") == ["一、古籍保护", "二、搬迁筹备"]
    assert styled(word, "Signature") == ["示例区图书馆", "2026年4月1日"]
    normal = word.styles["Normal"]
    assert (normal.font.size, normal.paragraph_format.line_spacing) == (Pt(16), Pt(28))
    assert normal.paragraph_format.first_line_indent == Pt(32)
    faces = [
        word.styles[name].element.rPr.rFonts.get(qn("w:eastAsia"))
        for name in ("Title", "Normal", "Heading 1")
    ]
    assert faces == ["方正小标宋简体", "仿宋_GB2312", "黑体"]
    assert "PAGE" in word.sections[0].footer._element.xml
    assert word.core_properties.title == SUMMARY.title


def test_a_typeface_that_a_computer_lacks_has_one_to_stand_in():
    with zipfile.ZipFile(io.BytesIO(standard_template())) as parts:
        table = parts.read("word/fontTable.xml").decode()
    assert '<w:font w:name="仿宋_GB2312"><w:altName w:val="仿宋"/></w:font>' in table


def test_charts_stand_in_an_annex_with_caption_source_and_a_text_for_those_who_do_not_see_them(word):
    assert styled(word, "Annex") == ["附图"]
    assert styled(word, "Caption") == ["图1　古籍录入 <三个月> & 49件", "图2　问题逐周减少"]
    assert styled(word, "Source") == ["来源：本系统“指标读数”记录2条"] * 2
    said = [each._inline.docPr.get("descr") for each in word.inline_shapes]
    assert said == styled(word, "Caption")


def test_without_charts_there_is_no_annex():
    bare_summary = Summary(SUMMARY.title, SUMMARY.opening, SUMMARY.sections)
    paper = Document(io.BytesIO(summary_docx(bare_summary, **ON)))
    assert styled(paper, "Annex") == []
    assert paper.paragraphs[-1].text == "2026年4月1日"


def test_an_english_paper_is_set_smaller_and_not_indented():
    paper = Document(io.BytesIO(standard_template("en")))
    normal = paper.styles["Normal"]
    assert (normal.font.size, normal.paragraph_format.first_line_indent) == (Pt(12), Pt(0))


def template_with(*lines):
    paper = Document()
    for line in lines:
        paper.add_paragraph(line)
    return saved(paper)


def saved(paper):
    out = io.BytesIO()
    paper.save(out)
    return out.getvalue()


def refused(data):
    with pytest.raises(UnreadableFile) as error:
        check_template(data, "zh")
    return error.value


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_standard_template_may_be_kept_as_it_is(language):
    check_template(standard_template(language), language)


def test_a_template_of_ones_own_lays_the_summary_out():
    data = template_with(
        "{{ library }} · {{ title }}",
        "{{ opening }}",
        "{%p for s in sections %}",
        "§ {{ s.title }}: {{ s.paragraphs[0] }}",
        "{%p endfor %}",
    )
    check_template(data, "zh")
    paper = Document(io.BytesIO(summary_docx(SUMMARY, template=data, **ON)))
    assert [line.text for line in paper.paragraphs] == [
        "示例区图书馆 · 示例区图书馆2026年第一季度工作总结",
        SUMMARY.opening.text,
        "§ 一、古籍保护: 古籍录入49件。",
        "§ 二、搬迁筹备: 对新馆建设进行每周一次现场检查。",
    ]


def test_a_template_that_would_lose_text_is_refused_with_the_fields_that_it_lacks():
    error = refused(
        template_with("{{ title }}", "{%p for s in sections %}", "{{ s.title }}", "{%p endfor %}")
    )

    assert error.code == "word_template_lacks"
    assert Words.of("zh").problem(error) == (
        "模板缺少字段{{ opening }}、{{ paragraph }}，对应内容会丢失。未作任何更改。"
    )


BY_HAND = Summary(
    "总结",
    paragraph("opening", "开头。"),
    (
        Section(
            "books",
            "一、古籍",
            (paragraph("a", "录入", Typed("52"), "件，上报", Figure("30件", READINGS), "。"),),
        ),
    ),
)


def test_a_number_written_by_hand_is_marked_on_both_papers_and_the_mark_explained():
    lines = [line.text for line in Document(io.BytesIO(summary_docx(BY_HAND, **ON))).paragraphs if line.text]
    assert lines[3:5] == ["录入52*件，上报30件。", "注：带*的数字为人工填写。"]
    assert "录入52*件，上报30件。注：带*的数字为人工填写。" in text_of_pdf(BY_HAND)


def test_a_character_that_the_typeface_lacks_is_named_and_never_an_empty_box():
    rare = Summary("总结", paragraph("opening", "㙍𠮷囍 caf\u0065\u0301"), ())

    assert "〔U+364D〕〔U+20BB7〕囍café" in text_of_pdf(rare)


def text_of_pdf(summary):
    document = pypdfium2.PdfDocument(summary_pdf(summary, **ON))
    return bare("".join(page.get_textpage().get_text_range() for page in document))


@pytest.mark.parametrize(
    ("lines", "code", "facts"),
    [
        (
            ["{{ title }}", "{{ leader }}"],
            "word_template_unknown",
            {"name": "leader", "place": "{{ leader }}"},
        ),
        (
            ["{%p for s in sections %}", "{{ s.heading }}", "{%p endfor %}"],
            "word_template_unknown",
            {"name": "heading", "place": "{{ s.heading }}"},
        ),
    ],
)
def test_a_field_that_no_summary_has_is_named_with_its_place(lines, code, facts):
    error = refused(template_with(*lines))
    assert (error.code, error.facts) == (code, facts)


@pytest.mark.parametrize(
    "line",
    [
        "{{ title",
        "{% for s in sections %}",
        "{{ title | shout }}",
        "{{ 1 / 0 }}",
        "{{ 'a' * 1000000000 }}",
        "{{ range(10000000000) | list }}",
        "{{ title.__class__.__mro__ }}",
    ],
)
def test_what_cannot_be_filled_in_is_refused(line):
    assert refused(template_with("{{ title }}", line)).code in {
        "word_template_broken",
        "word_template_unknown",
    }


def test_a_fault_of_the_syntax_is_told_with_its_line():
    error = refused(template_with("{{ title }}", "first", "{{ title | shout }}"))
    assert error.facts["place"] == "{{ title | shout }}"
    assert "shout" in Words.of("zh").problem(error)


def with_part(name, content):
    out = io.BytesIO(standard_template())
    with zipfile.ZipFile(out, "a") as parts:
        parts.writestr(name, content)
    return out.getvalue()


EXTERNAL = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}" '
    'Target="http://example.org/a" TargetMode="External"/></Relationships>'
)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"no zip", "word_template_not_docx"),
        (b"PK\x03\x04" + b"\0" * LARGEST_TEMPLATE, "word_template_too_large"),
        (with_part("word/vbaProject.bin", b"macro"), "word_template_macros"),
        (
            with_part("word/_rels/settings.xml.rels", EXTERNAL.format(kind="attachedTemplate")),
            "word_template_external",
        ),
        (with_part("word/_rels/x.rels", "<broken"), "word_template_not_docx"),
        (with_part("word/media/zeros", b"\0" * 60_000_000), "word_template_too_large"),
    ],
    ids=["no zip", "too large", "macros", "drawn in", "broken", "too large unpacked"],
)
def test_what_is_no_plain_word_file_is_refused(data, code):
    assert refused(data).code == code


def test_a_hyperlink_in_the_letterhead_is_allowed():
    check_template(with_part("word/_rels/header9.xml.rels", EXTERNAL.format(kind="hyperlink")), "zh")
