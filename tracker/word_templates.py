"""The papers that a library can lay out with a Word template of its own."""

from enum import StrEnum


class TemplateKind(StrEnum):
    """What a template lays out; a library has one of each kind for each language."""

    SUMMARY = "summary"
    BULLETIN = "bulletin"
