"""The sentences of refusals when a baseline is taken, by code."""

from collections.abc import Mapping

from tracker.i18n.marks import N_

PROBLEMS: Mapping[str, str] = {
    "baseline_name_taken": N_(
        "There is a baseline “{name}” already, and baselines never change. Choose another name. Nothing was changed."
    ),
    "baseline_without_tasks": N_("There is no task yet that a baseline could keep. Nothing was changed."),
}
"""A sentence by code, as a message id; the facts of the error stand in braces."""
