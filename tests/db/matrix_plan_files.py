"""How to call the command that takes a plan file."""

import datetime as dt

from tracker.interchange.day_plan import DayPlan, DayTask
from tracker.schedule.model import PlannedTask, TaskKind
from tracker.vocabulary import PlanKind

_PLAN = DayPlan(
    "Moving",
    dt.date(2026, 3, 2),
    None,
    (DayTask(PlannedTask(1, "Pack the books", None, TaskKind.TASK, 5)),),
    (),
)

CALLS = {
    "import_plan": lambda _session, project_id: {
        "project_id": project_id,
        "kind": PlanKind.OTHER,
        "title": "Moving",
        "plan": _PLAN,
    },
}
