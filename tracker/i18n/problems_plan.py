"""The sentences of refusals about plans, tasks, links and the schedule, by code."""

from collections.abc import Mapping

from tracker.i18n.marks import N_

PROBLEMS: Mapping[str, str] = {
    "field_not_editable": N_("These fields cannot be changed here: {fields}. Nothing was changed."),
    "duration_out_of_range": N_(
        "“{title}”: the duration must be 0 to {longest} working days. Nothing was changed."
    ),
    "estimates_out_of_order": N_(
        "“{title}” is planned to take {days} working days: the best case must be 0 to {days}, the worst case {days} "
        "to {longest}. Nothing was changed."
    ),
    "percent_out_of_range": N_("“{title}”: what is done must be 0 to 100 percent. Nothing was changed."),
    "constraint_without_date": N_("“{title}”: this date rule needs a date. Nothing was changed."),
    "finish_before_start": N_(
        "“{title}”: the finish ({finish}) is before the start ({start}). Nothing was changed."
    ),
    "task_below_itself": N_("“{title}” cannot be part of itself. Nothing was changed."),
    "parent_in_other_plan": N_(
        "“{title}” and “{parent}” are in different plans; a task is part of a heading of its own plan. "
        "Nothing was changed."
    ),
    "task_follows_itself": N_("A task cannot wait for itself. Nothing was changed."),
    "schedule_cycle": N_(
        "These tasks wait for each other in a circle: {tasks}. Remove one of their links first. "
        "Nothing was changed."
    ),
    "schedule_missing_predecessor": N_(
        "“{task}” waits for a task that is not in the plan. Nothing was changed."
    ),
    "schedule_missing_successor": N_(
        "“{task}” is followed by a task that is not in the plan. Nothing was changed."
    ),
    "schedule_missing_parent": N_(
        "“{task}” is part of a heading that is not in the plan. Nothing was changed."
    ),
    "schedule_duplicate_task": N_("“{task}” stands twice in the plan. Nothing was changed."),
    "schedule_impossible_constraint": N_(
        "“{task}”: the date rule “{constraint}” is impossible here; it needs a date, and a heading can only have "
        "“Start no earlier than” or “Finish no later than”. Nothing was changed."
    ),
    "schedule_negative_duration": N_("“{task}”: a duration cannot be negative. Nothing was changed."),
    "calendar_without_working_time": N_("The calendar has no working time, so nothing can be scheduled."),
    "date_out_of_range": N_("A date must lie between {first} and {last}. Nothing was changed."),
    "nothing_submitted": N_("“{title}” is not with any recipient, so there is no answer to record."),
    "answer_before_submission": N_(
        "The answer ({decided_on}) cannot be older than the submission ({submitted_on}). Nothing was changed."
    ),
    "plan_cannot_move": N_(
        "“{title}” is {status}; from there it cannot become {wanted}. Nothing was changed."
    ),
}
"""A sentence by code, as a message id; the facts of the error stand in braces."""
