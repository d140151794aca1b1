"""The tasks of a project as entries of a calendar: work, milestones, and the days by which something is due."""

from collections.abc import Iterable, Iterator

from tracker.exports.calendar_feed import FeedEntry, FeedKind
from tracker.i18n import Words
from tracker.plans import DatedTaskRow
from tracker.schedule.model import TaskKind


def plan_entries(
    rows: Iterable[DatedTaskRow], words: Words, *, address: str, revision: int
) -> Iterator[FeedEntry]:
    """An entry for each task and milestone, and one for the deadline of each task that is not done.

    Args:
        rows: the tasks; headings are left out.
        words: the language of the titles.
        address: of the installation, without a slash at the end; entries link to their task there.
        revision: of the plan area: dates follow from other tasks too, so it is what rises with every change.
    """
    for row in rows:
        if row.kind is TaskKind.SUMMARY:
            continue
        kind = FeedKind.MILESTONE if row.kind is TaskKind.MILESTONE else FeedKind.TASK
        url = f"{address}/timeline?task={row.id}"
        yield FeedEntry(
            kind, str(row.id), revision, row.title, row.start, row.finish, description=row.plan_title, url=url
        )
        if row.deadline is not None and not row.is_done:
            title = words._("Due: {task}", task=row.title)
            yield FeedEntry(
                FeedKind.DEADLINE,
                str(row.id),
                revision,
                title,
                row.deadline,
                row.deadline,
                description=row.plan_title,
                url=url,
            )
