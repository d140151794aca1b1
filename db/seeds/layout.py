"""The sample's dates: whole weeks from the as-of day, so that weekdays hold and nothing looks stale."""

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Layout:
    """Days relative to the as-of day.

    The sample stands at the end of the quarter that the source document reports: its thirteen weeks are
    weeks −13 to −1, the as-of day lies in week 0, and opening day is the Friday of week 12.
    """

    as_of: dt.date

    def day(self, week: int, weekday: int = 0) -> dt.date:
        """The `weekday` (Monday 0 … Sunday 6) of a week counted from the as-of day's own week."""
        monday = self.as_of - dt.timedelta(days=self.as_of.weekday())
        return monday + dt.timedelta(weeks=week, days=weekday)

    @property
    def opening_on(self) -> dt.date:
        """The announced opening day: twelve weeks after the as-of week, on a Friday."""
        return self.day(12, 4)

    @property
    def starts_on(self) -> dt.date:
        """The day the preparation began: a Monday, twenty weeks before."""
        return self.day(-20)

    @property
    def quarter(self) -> tuple[dt.date, dt.date]:
        """First and last day of the reported thirteen weeks (Monday to Sunday)."""
        return self.day(-13), self.day(-1, 6)
