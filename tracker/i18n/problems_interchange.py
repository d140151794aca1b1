"""The sentences of refusals when plans and task lists are read from files or written to them."""

from collections.abc import Mapping

from tracker.i18n.marks import N_

PROBLEMS: Mapping[str, str] = {
    "plan_file_too_large": N_(
        "This file is too large to be read safely (at most {limit} bytes). Nothing was imported."
    ),
    "plan_file_broken": N_(
        "This is not a whole XML file, or it contains a document type, which is not read (line "
        "{line}). Nothing was imported."
    ),
    "plan_file_other_kind": N_(
        "This is not a Microsoft Project XML file: it begins with “{root}”. Save the plan as XML and "
        "try again."
    ),
    "plan_file_without_start": N_("The plan in this file has no start date. Nothing was imported."),
    "plan_file_outline_too_deep": N_(
        "The outline of this plan is {level} levels deep or more; at most {limit} are read. Nothing "
        "was imported."
    ),
    "plan_file_value": N_("“{task}”: {field} is “{value}”, which cannot be read. Nothing was imported."),
    "plan_file_calendar": N_("The calendar “{calendar}” is built on itself. Nothing was imported."),
    "task_headings_missing": N_(
        "No sheet of this file has the headings of a task list (such as task and duration). Sheets: {sheets}."
    ),
    "outline_broken": N_("These tasks are part of each other, or of a heading that is not there: {tasks}."),
    "tasks_linked_twice": N_(
        "These two tasks are linked twice, and a plan keeps one link between two tasks: {tasks}."
    ),
    "too_many_baselines": N_(
        "A Microsoft Project file holds at most {limit} baselines; {count} were chosen."
    ),
    "cell_name_missing": N_("Sheet “{sheet}”, cell {column}{row}: the task has no name."),
    "cell_value_unreadable": N_("Sheet “{sheet}”, cell {column}{row}: “{text}” cannot be read."),
    "cell_finish_before_start": N_("Sheet “{sheet}”, cell {column}{row}: the finish is before the start."),
    "cell_number_twice": N_("Sheet “{sheet}”, cell {column}{row}: the number “{text}” stands twice."),
    "cell_level_out_of_range": N_(
        "Sheet “{sheet}”, cell {column}{row}: “{text}” is no outline level (1 to 500)."
    ),
    "cell_predecessor_unknown": N_(
        "Sheet “{sheet}”, cell {column}{row}: no task of the list is called “{text}”."
    ),
    "cell_predecessor_itself": N_(
        "Sheet “{sheet}”, cell {column}{row}: the task waits for itself (“{text}”)."
    ),
    "cell_predecessor_twice": N_(
        "Sheet “{sheet}”, cell {column}{row}: “{text}” names a predecessor a second time."
    ),
}
"""A sentence by code, as a message id; the facts of the error stand in braces."""
