"""A summary as text whose figures know where they come from."""

import string
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tracker.i18n import Words
from tracker.vocabulary import SourceKind


@dataclass(frozen=True, slots=True)
class Source:
    """The records behind a figure, by id; in their order."""

    kind: SourceKind
    ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure as it reads in the text, and its records."""

    text: str
    source: Source


@dataclass(frozen=True, slots=True)
class Typed:
    """A number that somebody wrote into the text by hand: nothing stands behind it."""

    text: str


Span = str | Figure | Typed


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; `key` stays the same from one reading of the data to the next."""

    key: str
    spans: tuple[Span, ...]

    @property
    def text(self) -> str:
        """The paragraph as plain text."""
        return plain(self.spans)

    @property
    def figures(self) -> list[Figure]:
        """Its figures, in the order of the text."""
        return [span for span in self.spans if isinstance(span, Figure)]


@dataclass(frozen=True, slots=True)
class Section:
    """A numbered section."""

    key: str
    title: str
    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart of the annex.

    Attributes:
        key: stays the same from one reading of the data to the next.
        title: what it finds, in a sentence.
        spec: how it is drawn on white paper: a Vega-Lite specification with its width and its data.
        source: the records behind it.
    """

    key: str
    title: str
    spec: Mapping[str, Any]
    source: Source


@dataclass(frozen=True, slots=True)
class Summary:
    """A whole summary in one language; the charts stand in an annex, so that the text reads without them."""

    title: str
    opening: Paragraph
    sections: tuple[Section, ...]
    charts: tuple[Chart, ...] = ()

    @property
    def paragraphs(self) -> list[Paragraph]:
        """All paragraphs in their order."""
        return [self.opening, *(each for section in self.sections for each in section.paragraphs)]

    @property
    def text(self) -> str:
        """All of it as plain text, a line for each title and paragraph."""
        lines = [self.title, self.opening.text]
        for section in self.sections:
            lines += [section.title, *(paragraph.text for paragraph in section.paragraphs)]
        return "\n".join(lines)


def plain(spans: tuple[Span, ...]) -> str:
    """Spans as plain text."""
    return "".join(span if isinstance(span, str) else span.text for span in spans)


def sentence(words: Words, message: str, **facts: Span | tuple[Span, ...]) -> tuple[Span, ...]:
    """A translated message with its facts put in; a fact may be a figure, or several spans.

    What a fact says is never read as a message: braces in somebody's text stay braces.
    """
    spans: list[Span] = []
    for literal, name, _spec, _conversion in string.Formatter().parse(words._(message)):
        spans.append(literal)
        if name is not None:
            fact = facts[name]
            spans.extend(fact if isinstance(fact, tuple) else (fact,))
    return merged(spans)


def run_on(words: Words, *sentences: tuple[Span, ...]) -> tuple[Span, ...]:
    """Sentences one after the other; empty ones are left out. Latin ones are parted by a space."""
    spans: list[Span] = []
    for each in sentences:
        if each and spans and words.language != "zh":
            spans.append(" ")
        spans.extend(each)
    return merged(spans)


def merged(spans: list[Span]) -> tuple[Span, ...]:
    """Spans with neighbouring texts joined and empty ones left out."""
    found: list[Span] = []
    for span in spans:
        if span == "":
            continue
        if isinstance(span, str) and found and isinstance(found[-1], str):
            found[-1] += span
        else:
            found.append(span)
    return tuple(found)
