"""The background worker of this process: woken when the app starts and when somebody asks for long work."""

from functools import cache

from db.jobs import next_due
from db.queries.evidence import PACK
from db.worker import Worker
from pages._kit.installation import engine, file_store


@cache
def worker() -> Worker:
    """The one worker; it asks for the installation anew at each turn."""
    return Worker(_turn, lambda: next_due(engine(), PACK))


def _turn() -> bool:
    # Here, because a start need not wait for all that makes documents.
    from db.evidence.work_off import work_off  # noqa: PLC0415 (see above)

    return work_off(engine(), file_store())
