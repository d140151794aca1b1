"""What courses, their sessions and attendance refuse, in sentences."""

from collections.abc import Mapping

from tracker.i18n.marks import N_

PROBLEMS: Mapping[str, str] = {
    "room_taken": N_(
        "“{title}” at {time} and “{other}” at {other_time} would both be in {room} on {on}. "
        "Choose another room or time, or say why they may share it. Nothing was changed."
    ),
    "no_free_day": N_(
        "The rule of the course leaves no free day after {after} for the sessions that follow. Nothing was changed."
    ),
    "held_session_moves": N_(
        "The session was held on {on}. Correct that day instead of moving it. Nothing was changed."
    ),
    "session_cancelled": N_("The session of {on} is cancelled. Restore it first. Nothing was changed."),
    "attendance_too_early": N_(
        "The session is on {on}; until then participants can only be excused. Nothing was changed."
    ),
    "minutes_out_of_range": N_("A session lasts between 1 and {most} minutes. Nothing was changed."),
    "pass_hours_out_of_range": N_(
        "The class hours to pass must be above 0 and at most those planned. Nothing was changed."
    ),
    "months_out_of_range": N_("A certificate holds for 1 to {most} months. Nothing was changed."),
}
