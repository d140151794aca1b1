"""What a template holds."""

from dataclasses import dataclass

from tracker.schedule.model import LagUnit, LinkType, TaskKind
from tracker.vocabulary import PlanKind


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
