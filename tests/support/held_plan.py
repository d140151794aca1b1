"""What a project keeps of a plan file: for comparing a plan with what comes back."""

from dataclasses import replace

from tracker.calendar import WorkCalendar
from tracker.interchange.day_plan import DayPlan, DayTask, beyond_public_days
from tracker.schedule.model import TaskKind


def held(plan: DayPlan) -> DayPlan:
    """What a project keeps of a plan, its tasks numbered in their order.

    Left out: planned dates, which are computed anew; progress of headings, which follows from their tasks; days
    that the public calendar says.
    """
    numbers = {one.planned.id: place for place, one in enumerate(plan.tasks, start=1)}
    return replace(
        plan,
        tasks=tuple(
            DayTask(
                replace(
                    one.planned,
                    id=numbers[one.planned.id],
                    parent_id=numbers.get(one.planned.parent_id),
                    percent_complete=one.planned.percent_complete
                    * (one.planned.kind is not TaskKind.SUMMARY),
                ),
                one.notes,
                one.owner,
            )
            for one in plan.tasks
        ),
        links=tuple(
            sorted(
                (
                    replace(
                        link,
                        predecessor_id=numbers[link.predecessor_id],
                        successor_id=numbers[link.successor_id],
                    )
                    for link in plan.links
                ),
                key=lambda link: (link.successor_id, link.predecessor_id),
            )
        ),
        exceptions=beyond_public_days(plan.exceptions, WorkCalendar()),
    )
