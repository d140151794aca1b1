"""What posts that are unfilled on opening day may add to the plan, department by department."""

from collections.abc import Iterable, Sequence

from tracker.department_readiness import DepartmentReadiness
from tracker.plans import DatedTaskRow
from tracker.readiness.judgement import POST_DELAY, RiskDriver
from tracker.schedule.model import TaskKind


def staffing_drivers(
    tasks: Sequence[DatedTaskRow], departments: Iterable[DepartmentReadiness], taken: Iterable[str] = ()
) -> list[RiskDriver]:
    """A risk for each department that is not fully staffed on opening day under today's dates.

    It holds the work that finishes last, which is the opening: what is missing then is made good by another round,
    or by people lent. How likely that is grows with the share of the approved posts that nobody fills: all of them,
    and it is `POST_DELAY.probability`; one of four, a quarter of that. A department called like a risk in `taken`
    carries its number, for two risks need two names.
    """
    last = max(
        (task for task in tasks if task.kind is not TaskKind.SUMMARY and not task.is_done),
        key=lambda task: (task.finish, task.start, task.id),
        default=None,
    )
    if last is None:
        return []
    names = set(taken)
    found = []
    for each in departments:
        if not each.open:
            continue
        name = (
            each.department if each.department not in names else f"{each.department} ({each.department_id})"
        )
        names.add(name)
        chance = POST_DELAY.probability * each.open / each.approved
        found.append(
            RiskDriver(
                name, (last.id,), POST_DELAY.low_days, POST_DELAY.likely_days, POST_DELAY.high_days, chance
            )
        )
    return found
