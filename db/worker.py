"""One thread of this process that works jobs off while there are any, and ends when there are none.

It is started when somebody asks for work, and when the process starts: what another process left behind is taken up
once its claim has lapsed (`db.jobs`).
"""

import datetime as dt
import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass, field

log = logging.getLogger("kaiguan")

LONGEST_WAIT = dt.timedelta(seconds=30)
"""Between two looks at jobs that others hold."""


@dataclass(slots=True)
class Worker:
    """Runs `turn` until there is nothing left.

    Attributes:
        turn: takes one job and does it; whether there was one to take.
        due: how long until a job can be taken; None when none is open.
    """

    turn: Callable[[], bool]
    due: Callable[[], dt.timedelta | None]
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _thread: threading.Thread | None = None
    _call: threading.Event = field(default_factory=threading.Event)

    def wake(self) -> None:
        """See that somebody works: call it after the request is committed. Returns at once."""
        with self._lock:
            self._call.set()
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="jobs", daemon=True)
                self._thread.start()

    def join(self, seconds: float) -> bool:
        """Wait until all jobs are done; whether they were within `seconds`."""
        thread = self._thread
        if thread is not None:
            thread.join(seconds)
        return self._thread is None

    def _run(self) -> None:
        try:
            while self._has_more():
                while self.turn():
                    pass
        except Exception:  # the database is away: the next one who asks wakes us again
            log.exception("the worker stops")
            with self._lock:
                self._thread = None

    def _has_more(self) -> bool:
        """Wait for the next job; False, with the thread taken off its place, when no job is open."""
        while True:
            self._call.clear()
            wait = self.due()
            if wait is None:
                with self._lock:
                    if not self._call.is_set():
                        self._thread = None
                        return False
                continue
            if wait <= dt.timedelta(0):
                return True
            self._call.wait(min(wait, LONGEST_WAIT).total_seconds())
