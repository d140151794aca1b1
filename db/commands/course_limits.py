"""What courses and their sessions may not exceed."""

from tracker.errors import Invalid
from tracker.training import HOUR

LONGEST_TITLE = 160
LONGEST_ROOM = 120
LONGEST_RULE = 200
MOST_COURSE_HOURS = 2_000
MOST_SESSION_HOURS = 24
MOST_SESSION_MINUTES = 12 * 60
MOST_CERTIFICATE_MONTHS = 600


def check_hours(hours_milli: int, most: int) -> None:
    """Refuse class hours (thousandths) that are not above 0 and at most `most` hours (`hours_out_of_range`)."""
    if not 0 < hours_milli <= most * HOUR:
        raise Invalid("hours_out_of_range", most=most)


def short_text(field: str, value: str, longest: int) -> str:
    """`value` without outer space.

    Raises:
        Invalid: it is longer than `longest` (`text_too_long`).
    """
    text = value.strip()
    if len(text) > longest:
        raise Invalid("text_too_long", field=field, longest=longest, length=len(text))
    return text
