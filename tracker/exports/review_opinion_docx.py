"""The review opinion as a Word document, to be completed, signed and sealed."""

import io
from collections.abc import Sequence

from docx.document import Document as Paper
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt

from tracker.exports import review_opinion as opinion_of
from tracker.exports.docx_parts import (
    TEXT_WIDTH,
    a4_paper,
    add_row,
    add_table,
    add_title,
    clean,
    fill,
    repeat_first_row,
)
from tracker.exports.review_opinion import ReviewOpinion
from tracker.i18n import Words


def review_opinion_docx(opinion: ReviewOpinion, words: Words) -> bytes:
    """The opinion as a DOCX: A4, page numbers at the foot, headings of tables repeated."""
    w = words
    paper = _paper(opinion_of.title(opinion, w), w.language)
    _table(paper, [40, TEXT_WIDTH - 40], None, opinion_of.facts(opinion, w))
    _heading(paper, w._("Result by category"))
    rows = [
        (name, w.yuan(found.submitted_fen), w.yuan(found.accepted_fen), w.yuan(found.reduced_fen), rate)
        for name, found in opinion_of.category_rows(opinion, w)
        for rate in [opinion_of.rate(found, w)]
    ]
    _table(paper, [50, 34, 34, 32, 24], opinion_of.category_headings(w), rows)
    _heading(paper, w._("Lines cut or questioned"))
    heads = [w._("Name"), w._("Amount submitted (yuan)"), w._("Decision"), w._("Amount accepted (yuan)")]
    lines = [
        (
            each.line.name,
            w.yuan(each.line.amount_fen),
            opinion_of.decision_text(each, w),
            w.yuan(each.accepted_fen),
            each.text,
        )
        for each in opinion_of.touched(opinion)
    ]
    _table(
        paper,
        [36, 28, 38, 28, 44],
        [*heads, w._("Opinion")],
        lines,
        none=w._("No line was cut or questioned."),
    )
    _heading(paper, w._p("review", "Comments"))
    comments = [
        (each.place or w._("The whole draft"), each.text, each.answer or "—", w.label(each.status))
        for each in opinion.comments
    ]
    heads = [w._("What it is about"), w._p("review", "Comment"), w._p("comment", "Answer"), w._("Status")]
    _table(paper, [36, 62, 54, 22], heads, comments, none=w._("No comments."))
    _heading(paper, w._("Overall opinion"))
    for part in (opinion.opinion or " ").splitlines():
        paper.add_paragraph(clean(part))
    for label in opinion_of.signatures(w):
        line = paper.add_paragraph(f"{label}: {'_' * 28}")
        line.paragraph_format.space_before = Pt(12)
    out = io.BytesIO()
    paper.save(out)
    return out.getvalue()


def _paper(title: str, language: str) -> Paper:
    """An empty document with its title and page numbers."""
    paper = a4_paper(title, language)
    add_title(paper, title)
    foot = paper.sections[0].footer.paragraphs[0]
    foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for instruction, after in (("PAGE", " / "), ("NUMPAGES", "")):
        field = OxmlElement("w:fldSimple")
        field.set(qn("w:instr"), instruction)
        foot._p.append(field)
        foot.add_run(after)
    return paper


def _heading(paper: Paper, text: str) -> None:
    line = paper.add_paragraph()
    line.paragraph_format.space_before = Pt(10)
    line.paragraph_format.keep_with_next = True
    run = line.add_run(text)
    run.bold, run.font.size = True, Pt(12)


def _table(
    paper: Paper,
    widths: Sequence[int],
    heads: Sequence[str] | None,
    rows: Sequence[Sequence[str]],
    *,
    none: str = "",
) -> None:
    """A table with a repeated heading, or the sentence `none` where there is no row."""
    if not rows:
        paper.add_paragraph(none)
        return
    table = add_table(paper, widths)
    if heads:
        for cell, text in zip(add_row(table), heads, strict=True):
            fill(cell, text, bold=True)
        repeat_first_row(table)
    for texts in rows:
        for at, (cell, text) in enumerate(zip(add_row(table), texts, strict=True)):
            fill(cell, text, bold=heads is None and at == 0)
