"""Plan templates: data files of tasks and links, and reading them.

A template is a TOML file beside this module. Its plans have a `kind` (see `tracker.vocabulary.PlanKind`), its tasks an
`id` of their own, titles in both languages, `days` of work (working days) and `after`: the ids they follow, as `"B4"`
(finish to start), `"B9 +30cd"` (a lag of 30 calendar days), `"B9 +3wd"` (working days) or `"B11 ss +5wd"`
(another link type). Editing the file changes what the next project starts with, and nothing else.
"""

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tracker.errors import Invalid
from tracker.schedule.model import LagUnit, LinkType, TaskKind
from tracker.vocabulary import PlanKind

HERE = Path(__file__).parent
_LINK = re.compile(r"(?P<id>\w+)(?: (?P<type>fs|ss|ff|sf))?(?: (?P<lag>[+-]\d+)(?P<unit>wd|cd))?")


@dataclass(frozen=True, slots=True)
class TemplateLink:
    """A link from an earlier task of the template."""

    predecessor: str
    type: LinkType
    lag_days: int
    lag_unit: LagUnit


@dataclass(frozen=True, slots=True)
class TemplateTask:
    """A task of the template; `title` by language."""

    id: str
    plan: PlanKind
    parent: str | None
    kind: TaskKind
    title: dict[str, str]
    days: int
    after: tuple[TemplateLink, ...]
    ends_on_opening: bool


@dataclass(frozen=True, slots=True)
class Template:
    """Plans (kind → title by language) and tasks in their order."""

    plans: dict[PlanKind, dict[str, str]]
    tasks: tuple[TemplateTask, ...]


def read_template(name: str = "opening_plan") -> Template:
    """The template `name`.toml.

    Raises:
        Invalid: as `parse_template`.
    """
    return parse_template((HERE / f"{name}.toml").read_text(encoding="utf-8"))


def parse_template(text: str) -> Template:
    """The template in the text of a TOML file.

    Raises:
        Invalid: "template_broken" with the task whose entry cannot be read and what it lacks; for a text that
            is not a template at all, with what was missed in it.
    """
    try:
        return _template(tomllib.loads(text))
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise Invalid("template_broken", task="", missing=str(error)[:200]) from error


def _template(data: dict[str, Any]) -> Template:
    plans = {PlanKind(plan["kind"]): {"zh": plan["zh"], "en": plan["en"]} for plan in data["plan"]}
    tasks = tuple(_task(entry) for entry in data["task"])
    known: set[str] = set()
    for task in tasks:
        for needed in [*(link.predecessor for link in task.after), *([task.parent] if task.parent else [])]:
            if needed not in known:
                raise Invalid("template_broken", task=task.id, missing=needed)
        known.add(task.id)
    return Template(plans, tasks)


def _task(entry: dict[str, object]) -> TemplateTask:
    after = entry.get("after", [])
    return TemplateTask(
        id=str(entry["id"]),
        plan=PlanKind(str(entry["plan"])),
        parent=str(entry["parent"]) if "parent" in entry else None,
        kind=TaskKind(str(entry.get("kind", "task"))),
        title={"zh": str(entry["zh"]), "en": str(entry["en"])},
        days=int(str(entry.get("days", 0))),
        after=tuple(_link(str(text), str(entry["id"])) for text in after),  # type: ignore[attr-defined]  # a TOML array
        ends_on_opening=bool(entry.get("ends_on_opening", False)),
    )


def _link(text: str, task: str) -> TemplateLink:
    found = _LINK.fullmatch(text)
    if found is None:
        raise Invalid("template_broken", task=task, missing=text)
    return TemplateLink(
        predecessor=found["id"],
        type=LinkType(found["type"] or "fs"),
        lag_days=int(found["lag"] or 0),
        lag_unit=LagUnit.CALENDAR_DAYS if found["unit"] == "cd" else LagUnit.WORKING_DAYS,
    )
