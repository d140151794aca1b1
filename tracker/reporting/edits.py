"""A paragraph that somebody rewrote: which of its figures are still computed, and which were typed by hand."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from tracker.reporting.model import Figure, Paragraph, Span, Summary, Typed, merged

_NUMBER = re.compile(r"\d[\d,.]*")


@dataclass(frozen=True, slots=True)
class Edit:
    """The new text of a paragraph, and the text that it was written over."""

    text: str
    basis: str


def rewritten(paragraph: Paragraph, text: str) -> Paragraph:
    """`paragraph` with the words of `text`.

    A figure of the old paragraph that stands in the new words keeps its rows; each is found once, in the order of the
    text. Every other number is one that somebody typed.
    """
    spans: list[Span] = []
    rest = text
    for figure in paragraph.figures:
        before, found, after = rest.partition(figure.text)
        if found:
            spans += [*_typed(before), figure]
            rest = after
    return replace(paragraph, spans=merged([*spans, *_typed(rest)]))


def edited(summary: Summary, edits: Mapping[str, Edit]) -> Summary:
    """The summary with its rewritten paragraphs; an edit of a paragraph that there is no more is left out."""

    def of(paragraph: Paragraph) -> Paragraph:
        edit = edits.get(paragraph.key)
        return paragraph if edit is None else rewritten(paragraph, edit.text)

    return replace(
        summary,
        opening=of(summary.opening),
        sections=tuple(
            replace(section, paragraphs=tuple(of(each) for each in section.paragraphs))
            for section in summary.sections
        ),
    )


def overtaken(summary: Summary, edits: Mapping[str, Edit]) -> frozenset[str]:
    """The keys of rewritten paragraphs whose data has moved since: what would be computed now reads otherwise."""
    now = {paragraph.key: paragraph.text for paragraph in summary.paragraphs}
    return frozenset(key for key, edit in edits.items() if key in now and now[key] != edit.basis)


def _typed(text: str) -> list[Span]:
    spans: list[Span] = []
    at = 0
    for found in _NUMBER.finditer(text):
        spans += [text[at : found.start()], Typed(found[0])]
        at = found.end()
    return [*spans, text[at:]]


def corrections(issued: Summary, now: Summary) -> list[tuple[str, Figure, Figure]]:
    """The figures of an issued summary that would read otherwise today: (section's title, then, now).

    Paragraphs are compared by key, and only where they have as many figures as they had.
    """
    found = []
    today = {paragraph.key: paragraph.figures for paragraph in now.paragraphs}
    for section in issued.sections:
        for paragraph in section.paragraphs:
            then, current = paragraph.figures, today.get(paragraph.key, [])
            if len(then) == len(current):
                found += [
                    (section.title, before, after)
                    for before, after in zip(then, current, strict=True)
                    if before.text != after.text
                ]
    return found
