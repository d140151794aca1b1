"""A record of the tracker as a plain Word document: a title, its facts, and sections of text or tables."""

import io
from collections.abc import Sequence
from dataclasses import dataclass, field

from docx.document import Document as Paper

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

FACT_WIDTH = 36
"""Millimetres of the column that names the facts."""


@dataclass(frozen=True, slots=True)
class TextBlock:
    """Text under a heading; each of its lines is a paragraph."""

    title: str
    text: str


@dataclass(frozen=True, slots=True)
class TableBlock:
    """A table under a heading; `widths` are shares of the page's width, a number for each column."""

    title: str
    heads: Sequence[str]
    widths: Sequence[float]
    rows: Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True)
class RecordPaper:
    """What the paper says; facts without a value and blocks without content are left out."""

    title: str
    facts: Sequence[tuple[str, str]]
    blocks: Sequence[TextBlock | TableBlock] = field(default=())


def record_docx(record: RecordPaper, language: str) -> bytes:
    """The record as DOCX; `language` is `zh` or `en`."""
    paper = a4_paper(record.title, language)
    add_title(paper, record.title)
    facts = add_table(paper, (FACT_WIDTH, TEXT_WIDTH - FACT_WIDTH))
    for name, value in record.facts:
        if value:
            cells = add_row(facts)
            fill(cells[0], name, bold=True)
            fill(cells[1], value)
    for block in record.blocks:
        if isinstance(block, TextBlock):
            _text(paper, block)
        else:
            _table(paper, block)
    out = io.BytesIO()
    paper.save(out)
    return out.getvalue()


def _text(paper: Paper, block: TextBlock) -> None:
    lines = [line.strip() for line in block.text.splitlines() if line.strip()]
    if lines:
        paper.add_heading(clean(block.title), level=2)
    for line in lines:
        paper.add_paragraph(clean(line))


def _table(paper: Paper, block: TableBlock) -> None:
    if not block.rows:
        return
    paper.add_heading(clean(block.title), level=2)
    whole = sum(block.widths)
    table = add_table(paper, [TEXT_WIDTH * width / whole for width in block.widths])
    for text, cell in zip(block.heads, add_row(table), strict=True):
        fill(cell, text, bold=True)
    repeat_first_row(table)
    for row in block.rows:
        for text, cell in zip(row, add_row(table), strict=True):
            fill(cell, text)
