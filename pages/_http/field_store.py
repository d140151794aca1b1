"""Writes from a phone: one transaction each, tried again when another writer was at the same row."""

from collections.abc import Callable
from typing import TypeVar

from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.orm.exc import StaleDataError
from sqlmodel import Session

from db.unit_of_work import unit_of_work
from pages._kit.installation import engine
from tracker.errors import TrackerError

TRIES = 3

T = TypeVar("T")


class Busy(TrackerError):
    """Other writers were quicker at each try; the phone sends it again."""

    code = "field_busy"


def stored(write: Callable[[Session], T]) -> T:
    """What `write` gives, once its transaction is committed.

    Two phones that send the same thing at the same moment meet at a unique key or a version; the second try of
    the later one finds what the first has stored.

    Raises:
        Busy: no try came through.
        TrackerError: what `write` refuses.
    """
    for _ in range(TRIES):
        try:
            with unit_of_work(engine()) as session:
                return write(session)
        except (IntegrityError, StaleDataError, OperationalError) as error:
            last = error
    raise Busy from last
