"""The periodic summary: from facts to numbered sections of sentences, each figure with the rows behind it."""

from tracker.reporting.compose import compose
from tracker.reporting.facts import Facts
from tracker.reporting.model import Chart, Figure, Paragraph, Section, Source, Summary, Typed
from tracker.vocabulary import SourceKind

__all__ = [
    "Chart",
    "Facts",
    "Figure",
    "Paragraph",
    "Section",
    "Source",
    "SourceKind",
    "Summary",
    "Typed",
    "compose",
]
