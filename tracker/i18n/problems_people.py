"""What the people section refuses, in sentences."""

from collections.abc import Mapping

from tracker.i18n.marks import N_

PROBLEMS: Mapping[str, str] = {
    "department_exists": N_("A department “{name}” exists already, perhaps archived. Nothing was changed."),
    "department_has_posts": N_(
        "“{name}” still has {posts} posts. Move or archive them first. Nothing was changed."
    ),
    "department_archived": N_("“{name}” is archived. Restore the department first. Nothing was changed."),
    "approved_out_of_range": N_(
        "The approved number {approved} is not possible: 0 to {most}. Nothing was changed."
    ),
    "count_out_of_range": N_("{in_post} people is not possible: 0 to {most}. Nothing was changed."),
    "more_than_approved": N_(
        "{in_post} people for {approved} approved posts of “{title}”: please give a reason. "
        "Nothing was changed."
    ),
    "count_exists": N_(
        "“{title}” already has an entry for {on}. Edit that one instead. Nothing was changed."
    ),
    "count_in_future": N_(
        "{on} has not come yet. Enter it as a planned arrival instead. Nothing was changed."
    ),
    "arrival_in_past": N_("{on} has passed. Enter who is really there instead. Nothing was changed."),
    "day_not_plausible": N_(
        "{on} cannot be meant: only days from {first} to {last} are taken. Nothing was changed."
    ),
    "rule_without_weekday": N_("Please choose at least one weekday. Nothing was changed."),
    "rule_not_understood": N_("The rule of sessions “{rule}” cannot be read. Nothing was changed."),
    "rule_without_end": N_("A course needs a last day or a number of sessions. Nothing was changed."),
    "rule_too_long": N_("A course may have at most {most} sessions within three years. Nothing was changed."),
    "rule_gives_nothing": N_(
        "These days give no session at all: check first day, last day and weekdays. Nothing was changed."
    ),
    "hours_out_of_range": N_("Class hours must be above 0 and at most {most}. Nothing was changed."),
    "held_without_hours": N_("A held session needs both its day and its class hours. Nothing was changed."),
    "held_in_future": N_("{on} has not come yet, so nothing was held on it. Nothing was changed."),
    "session_exists": N_("The course already has a session on {on}. Nothing was changed."),
    "participant_twice": N_("“{name}” already takes part in this course. Nothing was changed."),
    "participant_elsewhere": N_(
        "Attendance was marked for somebody who does not take part in this course. Nothing was changed."
    ),
}
