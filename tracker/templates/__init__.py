"""Plan templates: data files of tasks and links, and reading them.

A template is a TOML file beside this module. Its plans have a `kind` (see `tracker.vocabulary.PlanKind`), its tasks an
`id` of their own, titles in both languages, `days` of work (working days) and `after`: the ids they follow, as `"B4"`
(finish to start), `"B9 +30cd"` (a lag of 30 calendar days), `"B9 +3wd"` (working days) or `"B11 ss +5wd"`
(another link type). A task comes after its heading (`parent`) and after those it follows. Editing the file changes
what the next project starts with, and nothing else.
"""

from pathlib import Path

from tracker.templates.model import Template, TemplateLink, TemplateTask
from tracker.templates.reading import TemplateReading, read_text

__all__ = [
    "Template",
    "TemplateLink",
    "TemplateReading",
    "TemplateTask",
    "parse_template",
    "read_template",
    "read_text",
]

HERE = Path(__file__).parent


def read_template(name: str = "opening_plan") -> Template:
    """The template `name`.toml.

    Raises:
        Invalid: as `parse_template`.
    """
    return parse_template((HERE / f"{name}.toml").read_text(encoding="utf-8"))


def parse_template(text: str) -> Template:
    """The template in the text of a TOML file.

    Raises:
        Invalid: the first fault that `read_text` finds in it.
    """
    reading = read_text(text)
    if reading.template is None:
        raise reading.problems[0]
    return reading.template
