"""What certificates, required courses and the lists of a course refuse, in sentences."""

from collections.abc import Mapping

from tracker.i18n.marks import N_

PROBLEMS: Mapping[str, str] = {
    "course_put_aside": N_("The course “{title}” is archived. Restore it first. Nothing was changed."),
    "post_put_aside": N_("The post “{title}” is archived. Restore it first. Nothing was changed."),
    "certificate_in_future": N_(
        "{on} has not come yet, so no certificate was issued on it. Nothing was changed."
    ),
    "certificate_too_early": N_(
        "{on} is before the course began on {first}; a certificate follows the course. Nothing was changed."
    ),
    "certificate_ends_first": N_(
        "A certificate issued on {issued} cannot end on {expires} already. Nothing was changed."
    ),
    "certificate_twice": N_(
        "This person already has a certificate of the course issued on {on}. Nothing was changed."
    ),
    "certificate_number_taken": N_(
        "Another certificate already has the number “{number}”. Nothing was changed."
    ),
    "certificate_number_not_counting": N_(
        "The number “{number}” ends in no digit, so the next one cannot be counted on from it. Nothing was changed."
    ),
    "nobody_to_certify": N_(
        "Nobody has passed “{title}” who holds no valid certificate yet. Nothing was changed."
    ),
    "session_elsewhere": N_("A session belongs to another course. Nothing was changed."),
    "session_not_held": N_(
        "The session of {on} is not recorded as held, so nobody was at it yet. Nothing was changed."
    ),
    "participant_post_unknown": N_(
        "Sheet {sheet}, row {row}, column {column}: there is no post “{text}” that is not archived."
    ),
    "participant_post_ambiguous": N_(
        "Sheet {sheet}, row {row}, column {column}: several departments have a post “{text}”; "
        "write “department / post”."
    ),
    "attendance_headings_missing": N_(
        "No sheet has a heading for the name and dates of sessions beside it. Sheets: {sheets}. Nothing was changed."
    ),
    "attendance_no_session": N_(
        "Sheet {sheet}, row {row}, column {column}: the course has no session on “{text}”."
    ),
    "attendance_not_held": N_(
        "Sheet {sheet}, row {row}, column {column}: the session of “{text}” is not recorded as held; record it first."
    ),
    "attendance_day_twice": N_(
        "Sheet {sheet}, row {row}, column {column}: “{text}” is the day of another column already."
    ),
    "attendance_nobody": N_(
        "Sheet {sheet}, row {row}, column {column}: “{text}” does not take part in this course."
    ),
    "attendance_ambiguous": N_(
        "Sheet {sheet}, row {row}, column {column}: several participants are called “{text}”; tell them apart first."
    ),
    "attendance_mark_unknown": N_(
        "Sheet {sheet}, row {row}, column {column}: “{text}” is no mark of attendance (present, absent, excused)."
    ),
}
