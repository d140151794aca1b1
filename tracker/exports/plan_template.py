"""A project's plan as a template: a TOML text that `tracker.templates.parse_template` reads.

What starts another project is kept (plans, headings, titles, durations, links); what belongs to this one (dates,
constraints, progress, people, notes) is left out.
"""

import json
from collections.abc import Iterable, Iterator, Sequence

from tracker.errors import Invalid
from tracker.plans import TaskFacts
from tracker.schedule.model import Dependency, LagUnit, LinkType, TaskKind
from tracker.vocabulary import PlanKind

_UNITS = {LagUnit.WORKING_DAYS: "wd", LagUnit.CALENDAR_DAYS: "cd"}


def template_text(
    tasks: Sequence[TaskFacts], dependencies: Iterable[Dependency], *, opening_task_id: int | None = None
) -> str:
    """The template of a plan's tasks that are not archived.

    A title stands for both languages, because a project has it in one; the file is there to be edited. Tasks
    keep their order as far as it goes: a template names a task before any that waits for it.

    Args:
        tasks: of all the project's plans, in reading order.
        dependencies: the links; those that touch an archived task are left out.
        opening_task_id: the task whose deadline is opening day in every project made from the template.

    Raises:
        Invalid: "schedule_cycle" with the names of tasks that wait for each other.
    """
    live = [task for task in tasks if not task.archived]
    known = {task.id for task in live}
    links: dict[int, list[Dependency]] = {}
    for link in dependencies:
        if link.predecessor_id in known and link.successor_id in known:
            links.setdefault(link.successor_id, []).append(link)
    plans = dict.fromkeys(task.plan_kind for task in live)
    parts = [_plan(kind, next(task.plan_title for task in live if task.plan_kind is kind)) for kind in plans]
    for task in _predecessors_first(live, links):
        lines = _task(task, links.get(task.id, []), known, opens=task.id == opening_task_id)
        parts.append("\n".join(["[[task]]", *lines]) + "\n")
    return "\n".join(parts)


def _plan(kind: PlanKind, title: str) -> str:
    return f'[[plan]]\nkind = "{kind}"\nzh = {_string(title)}\nen = {_string(title)}\n'


def _task(task: TaskFacts, links: Sequence[Dependency], known: set[int], *, opens: bool) -> Iterator[str]:
    yield f'id = "{_id(task.id)}"'
    yield f'plan = "{task.plan_kind}"'
    if task.parent_id in known:
        yield f'parent = "{_id(task.parent_id)}"'
    if task.kind is not TaskKind.TASK:
        yield f'kind = "{task.kind}"'
    yield f"zh = {_string(task.title)}"
    yield f"en = {_string(task.title)}"
    if task.kind is TaskKind.TASK:
        yield f"days = {task.duration_days}"
    if links:
        yield f"after = [{', '.join(_string(_link(link)) for link in links)}]"
    if opens:
        yield "ends_on_opening = true"


def _link(link: Dependency) -> str:
    words = [_id(link.predecessor_id)]
    if link.type is not LinkType.FS:
        words.append(link.type.value)
    if link.lag_days:
        words.append(f"{link.lag_days:+}{_UNITS[link.lag_unit]}")
    return " ".join(words)


def _id(number: int | None) -> str:
    return f"T{number}"


def _string(text: str) -> str:
    """A TOML basic string; JSON's escapes are among TOML's, which also wants the delete character escaped."""
    clean = text.encode("utf-8", "ignore").decode()  # half a surrogate pair is no character of TOML
    return json.dumps(clean, ensure_ascii=False).replace("\x7f", "\\u007f")


def _predecessors_first(
    tasks: Sequence[TaskFacts], links: dict[int, list[Dependency]]
) -> Iterator[TaskFacts]:
    """The tasks in their order, each delayed until its heading and all that it waits for have come."""
    by_id = {task.id: task for task in tasks}
    done: set[int] = set()
    for first in tasks:
        path, on_path = [first.id], {first.id}
        while path:
            task = by_id[path[-1]]
            needed = [link.predecessor_id for link in links.get(task.id, [])]
            needed += [task.parent_id] if task.parent_id in by_id else []
            waiting = next((id_ for id_ in needed if id_ not in done), None)
            if waiting is None:
                on_path.discard(path.pop())
                if task.id not in done:
                    done.add(task.id)
                    yield task
            elif waiting in on_path:
                circle = path[path.index(waiting) :]
                raise Invalid("schedule_cycle", tasks=[by_id[id_].title for id_ in circle])
            else:
                path.append(waiting)
                on_path.add(waiting)
