"""The sentences of refusals about previewed changes, by code."""

from collections.abc import Mapping

from tracker.i18n.marks import N_

PROBLEMS: Mapping[str, str] = {
    "change_impossible": N_(
        "“{title}” cannot be changed so: what has begun keeps its start, what is done stays, and a heading "
        "follows its tasks. Nothing was changed."
    ),
}
"""A sentence by code, as a message id; the facts of the error stand in braces."""
