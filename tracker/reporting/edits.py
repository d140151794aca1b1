"""A paragraph that somebody rewrote: which of its figures are still computed, and which were typed by hand."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from tracker.reporting.model import Figure, Paragraph, Source, Span, Summary, Typed, merged

_UNITS = "件册批次人名期稿天日年月元项个场家所部种本篇位课学周小平%％"
_NUMBER = re.compile(
    r"\d+(?:[.,]\d+)*"
    # Chinese numerals count before what is counted; a lone 一 is mostly no number (一个亮点).
    rf"|(?!一[{_UNITS}])[〇零一二三四五六七八九十百千万亿两]+(?=[多余]?[{_UNITS}])"
)
"""A number in somebody's words."""


@dataclass(frozen=True, slots=True)
class Edit:
    """The new text of a paragraph, and the text that it was written over."""

    text: str
    basis: str


def rewritten(paragraph: Paragraph, text: str) -> Paragraph:
    """`paragraph` with the words of `text`.

    A figure of the old paragraph that stands in the new words keeps its rows, wherever it has been moved to; each is
    found once, and never inside a longer number. A number that was in the old words beside the figures (the year in
    the period's name) is nothing new. Every other number is one that somebody typed.
    """
    kept = Counter(
        number for span in paragraph.spans if isinstance(span, str) for number in _NUMBER.findall(span)
    )
    spans: list[Span] = []
    at = 0
    for start, figure in sorted(_places(paragraph.figures, text).items()):
        spans += [*_typed(text[at:start], kept), figure]
        at = start + len(figure.text)
    return replace(paragraph, spans=merged([*spans, *_typed(text[at:], kept)]))


def _places(figures: Sequence[Figure], text: str) -> dict[int, Figure]:
    """Where each figure begins in a text; of several places the one that keeps the order of the figures."""
    found: dict[int, Figure] = {}
    last = 0
    for figure in figures:
        free = [
            start
            for start in _beginnings(figure.text, text)
            if all(
                start >= at + len(other.text) or start + len(figure.text) <= at for at, other in found.items()
            )
        ]
        if free:
            at = next((start for start in free if start >= last), free[0])
            found[at] = figure
            last = at + len(figure.text)
    return found


def _beginnings(words: str, text: str) -> list[int]:
    """Where words stand in a text by themselves: 6件 does not stand in 16件, nor 1 in 1.5."""
    if not words:
        return []
    before = r"(?<!\d)(?<!\d[.,])" if words[0].isdecimal() else ""
    after = r"(?!\d|[.,]\d)" if words[-1].isdecimal() else ""
    return [found.start() for found in re.finditer(before + re.escape(words) + after, text)]


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


def left_out(summary: Summary, edits: Mapping[str, Edit]) -> list[str]:
    """What was written over paragraphs that there are none of any more: no record stands behind them now."""
    present = {paragraph.key for paragraph in summary.paragraphs}
    return [edit.text for key, edit in sorted(edits.items()) if key not in present]


def corrections(issued: Summary, now: Summary) -> list[tuple[str, Figure, Figure]]:
    """The figures of an issued summary that would read otherwise today: (section's title, then, now).

    Paragraphs are compared by key. Figures that read alike stand for themselves, also where others were added or left
    out between them; between two such the others are compared one by one where there are as many, else by their rows.
    """
    found = []
    today = {paragraph.key: paragraph.figures for paragraph in now.paragraphs}
    for section in issued.sections:
        for paragraph in section.paragraphs:
            found += [
                (section.title, before, after)
                for before, after in _pairs(paragraph.figures, today.get(paragraph.key, []))
            ]
    return found


def _pairs(then: Sequence[Figure], now: Sequence[Figure]) -> list[tuple[Figure, Figure]]:
    """The figures that were replaced: same kind of record, another text."""
    texts = [figure.text for figure in then], [figure.text for figure in now]
    found: list[tuple[Figure, Figure]] = []
    for tag, a, b, c, d in SequenceMatcher(None, *texts, autojunk=False).get_opcodes():
        if tag != "replace":
            continue
        old, new = list(then[a:b]), list(now[c:d])
        if len(old) == len(new):
            found += zip(old, new, strict=True)
        else:
            found += [(one, other) for one in old for other in new if _shares(one.source, other.source)]
    return [(old, new) for old, new in found if old.source.kind is new.source.kind]


def _shares(one: Source, other: Source) -> bool:
    return one.kind is other.kind and bool(set(one.ids) & set(other.ids))


def _typed(text: str, kept: Counter[str]) -> list[Span]:
    """Words with the numbers that somebody typed; those still `kept` are used up one by one."""
    spans: list[Span] = []
    at = 0
    for found in _NUMBER.finditer(text):
        if kept[found[0]] > 0:
            kept[found[0]] -= 1
            continue
        spans += [text[at : found.start()], Typed(found[0])]
        at = found.end()
    return [*spans, text[at:]]
