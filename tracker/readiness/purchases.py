"""What a purchase may add to the plan: a query, a complaint or a failed round, by the method it is bought by."""

from collections.abc import Iterable, Sequence

from tracker.plans import TaskFacts
from tracker.procurement.process import Stage
from tracker.readiness.judgement import METHOD_DELAYS, RiskDriver
from tracker.vocabulary import ProcurementMethod

HELD_AT = Stage.AWARD
"""Where all of it shows: by then a round has failed or was challenged, and nothing was bought yet."""

StageTask = tuple[str, ProcurementMethod, Stage, int]
"""A stage that has not happened: package, method, stage, the task that stands for it."""


def method_drivers(tasks: Iterable[TaskFacts], waiting: Sequence[StageTask]) -> list[RiskDriver]:
    """A driver for each package whose award is still to come and is a live task of the plan.

    Two packages of one title become two drivers: the later ones carry the number of their task.
    """
    live = {task.id for task in tasks}
    found: dict[str, RiskDriver] = {}
    for title, method, stage, task_id in waiting:
        if stage is HELD_AT and task_id in live:
            name = title if title not in found else f"{title} ({task_id})"
            found[name] = RiskDriver.of(name, (task_id,), METHOD_DELAYS[method])
    return list(found.values())
