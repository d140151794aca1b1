"""The sentences of refusals when a plan that was read from a file is stored, by code."""

from collections.abc import Mapping

from tracker.i18n.marks import N_

PROBLEMS: Mapping[str, str] = {
    "task_name_too_long": N_(
        "The name of the task “{task} …” is too long: {length} characters, at most {longest}. Nothing was imported."
    ),
    "lag_out_of_range": N_(
        "“{task}”: the time between it and the task before it is longer than {longest} days. Nothing was imported."
    ),
}
"""A sentence by code, as a message id; the facts of the error stand in braces."""
