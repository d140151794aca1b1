"""Reading a template: every fault is named by the line, the entry and the field that it stands in."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, TypeVar

from tracker.errors import Invalid
from tracker.schedule.model import LagUnit, LinkType, TaskKind
from tracker.templates.model import Template, TemplateLink, TemplateTask
from tracker.vocabulary import PlanKind

LARGEST_TEXT = 1_000_000
MOST_TASKS = 5_000
LONGEST_DURATION = 2_000
LONGEST_LAG = 10_000
LONGEST_TITLE = {"plan": 160, "task": 200}
"""What a plan and a task may be called at most, in characters."""

_LINK = re.compile(r"(?P<id>\w+)(?: (?P<type>fs|ss|ff|sf))?(?: (?P<lag>[+-]\d+)(?P<unit>wd|cd))?", re.ASCII)
_ID = re.compile(r"\w+", re.ASCII)
_PLACE = re.compile(r"\(at (?:line (?P<line>\d+), column (?P<column>\d+)|end of document)\)$")

K = TypeVar("K", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class TemplateReading:
    """What a text holds: a template, or else every fault in the order of the text."""

    template: Template | None
    problems: tuple[Invalid, ...]


def read_text(text: str) -> TemplateReading:
    """Read the text of a template file; it refuses nothing, but tells every fault.

    The faults are `Invalid` with the facts `line` (1 is the first), and where they fit `entry` (the task's or
    plan's own name), `field` and `text`.
    """
    if len(text) > LARGEST_TEXT:
        return TemplateReading(None, (Invalid("template_too_large", largest=LARGEST_TEXT, tasks=MOST_TASKS),))
    try:
        data = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        return TemplateReading(None, (_syntax(str(error), text),))
    reader = _Reader(text)
    template = reader.template(data)
    return TemplateReading(None if reader.problems else template, tuple(reader.problems))


def _syntax(message: str, text: str) -> Invalid:
    place = _PLACE.search(message)
    line = int(place["line"]) if place and place["line"] else text.count("\n") + 1
    return Invalid("template_syntax", line=line, text=_PLACE.sub("", message).strip())


@dataclass
class _Entry:
    """One `[[plan]]` or `[[task]]`: its table, and the line on which it begins."""

    kind: str
    values: Mapping[str, Any]
    line: int
    last: int

    @property
    def name(self) -> str:
        """What the entry calls itself, for people."""
        value = self.values.get("id", self.values.get("kind", ""))
        return str(value)[:60]


@dataclass
class _Reader:
    text: str
    problems: list[Invalid] = field(default_factory=list)
    lines: list[str] = field(init=False)

    def __post_init__(self) -> None:
        self.lines = self.text.split("\n")

    def template(self, data: Mapping[str, Any]) -> Template:
        """The template; what could not be read of it is in `problems`."""
        plans: dict[PlanKind, dict[str, str]] = {}
        for entry in self._entries(data, "plan"):
            kind = self._choice(entry, "kind", PlanKind)
            if kind in plans:
                self._fault("template_twice", entry, "kind", kind)
            titles = self._titles(entry)
            if kind is not None:
                plans[kind] = titles
        tasks: dict[str, TemplateTask] = {}
        for entry in self._entries(data, "task"):
            task = self._task(entry, tasks, plans)
            if task is not None:
                tasks.setdefault(task.id, task)
        return Template(plans, tuple(tasks.values()))

    def _entries(self, data: Mapping[str, Any], kind: str) -> list[_Entry]:
        found = data.get(kind)
        if not isinstance(found, list) or not found or not all(isinstance(one, dict) for one in found):
            self.problems.append(Invalid("template_without", line=1, what=f"[[{kind}]]"))
            return []
        if len(found) > MOST_TASKS:
            largest = {"largest": LARGEST_TEXT, "tasks": MOST_TASKS}
            self.problems.append(Invalid("template_too_large", **largest))
            return []
        lines = self._lines_of(kind)
        starts = [line for line, _ in lines] if len(lines) == len(found) else [1] * len(found)
        ends = [last for _, last in lines] if len(lines) == len(found) else [1] * len(found)
        return [_Entry(kind, *given) for given in zip(found, starts, ends, strict=True)]

    def _lines_of(self, kind: str) -> list[tuple[int, int]]:
        """First and last line of each entry of a kind, as far as they stand under headers of their own."""
        lines = self.lines
        heads = [
            (number, line.strip(" \t"))
            for number, line in enumerate(lines, start=1)
            if line.lstrip().startswith("[[")
        ]
        ends = [number - 1 for number, _ in heads[1:]] + [len(lines)]
        wanted = re.compile(rf"\[\[\s*{kind}\s*\]\]")
        return [(number, end) for (number, head), end in zip(heads, ends, strict=True) if wanted.match(head)]

    def _task(
        self, entry: _Entry, known: Mapping[str, TemplateTask], plans: Mapping[PlanKind, Any]
    ) -> TemplateTask | None:
        id_ = self._text(entry, "id")
        if id_ is not None and not _ID.fullmatch(id_):
            self._fault("template_value", entry, "id", id_)
        if id_ in known:
            self._fault("template_twice", entry, "id", id_)
        plan = self._choice(entry, "plan", PlanKind)
        if plan is not None and plan not in plans:
            self._fault("template_unknown", entry, "plan", plan)
        parent = self._text(entry, "parent") if "parent" in entry.values else None
        if parent is not None and parent not in known:
            self._fault("template_unknown", entry, "parent", parent)
        kind = self._choice(entry, "kind", TaskKind) if "kind" in entry.values else TaskKind.TASK
        title, days = self._titles(entry), self._days(entry)
        after, ends = self._after(entry, known), self._flag(entry, "ends_on_opening")
        if id_ is None or plan is None or kind is None:
            return None
        return TemplateTask(id_, plan, parent, kind, title, days, after, ends)

    def _titles(self, entry: _Entry) -> dict[str, str]:
        titles = {language: self._text(entry, language) or "" for language in ("zh", "en")}
        for language, title in titles.items():
            if len(title) > LONGEST_TITLE[entry.kind]:
                self._fault("template_value", entry, language, title)
        return titles

    def _text(self, entry: _Entry, name: str) -> str | None:
        value = entry.values.get(name)
        if name not in entry.values:
            self._fault("template_field_missing", entry, name)
        elif isinstance(value, str) and (value.strip() or name in {"zh", "en"}):
            return value
        else:
            self._fault("template_value", entry, name, value)
        return None

    def _choice(self, entry: _Entry, name: str, kind: type[K]) -> K | None:
        value = self._text(entry, name)
        if value is None or value in list(kind):
            return None if value is None else kind(value)
        choices = [each.value for each in kind]
        self._fault("template_choice", entry, name, value, choices=choices)
        return None

    def _days(self, entry: _Entry) -> int:
        value = entry.values.get("days", 0)
        if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= LONGEST_DURATION:
            self._fault("template_days", entry, "days", value, longest=LONGEST_DURATION)
            return 0
        return value

    def _flag(self, entry: _Entry, name: str) -> bool:
        value = entry.values.get(name, False)
        if not isinstance(value, bool):
            self._fault("template_value", entry, name, value)
        return value is True

    def _after(self, entry: _Entry, known: Mapping[str, TemplateTask]) -> tuple[TemplateLink, ...]:
        value = entry.values.get("after", [])
        if not isinstance(value, list):
            self._fault("template_value", entry, "after", value)
            return ()
        links = [self._link(entry, each, known) for each in value]
        good = {link.predecessor: link for link in links if link is not None}
        if len(good) < sum(link is not None for link in links):
            self._fault("template_twice", entry, "after", value)
        return tuple(good.values())

    def _link(self, entry: _Entry, value: object, known: Mapping[str, TemplateTask]) -> TemplateLink | None:
        found = _LINK.fullmatch(value) if isinstance(value, str) else None
        if found is None or abs(int(found["lag"] or 0)) > LONGEST_LAG:
            self._fault("template_link", entry, "after", value)
            return None
        if found["id"] not in known:
            self._fault("template_unknown", entry, "after", found["id"])
            return None
        return TemplateLink(
            predecessor=found["id"],
            type=LinkType(found["type"] or "fs"),
            lag_days=int(found["lag"] or 0),
            lag_unit=LagUnit.CALENDAR_DAYS if found["unit"] == "cd" else LagUnit.WORKING_DAYS,
        )

    def _fault(self, code: str, entry: _Entry, name: str, value: object = "", **facts: Any) -> None:
        line = self._line(entry, name)
        shown = str(value)[:80]
        self.problems.append(Invalid(code, line=line, entry=entry.name, name=name, text=shown, **facts))

    def _line(self, entry: _Entry, name: str) -> int:
        """The line of a field; that of its entry where the field is missing."""
        lines = self.lines[entry.line - 1 : entry.last]
        wanted = re.compile(rf"\s*{name}\s*=")
        return next((entry.line + n for n, line in enumerate(lines) if wanted.match(line)), entry.line)
