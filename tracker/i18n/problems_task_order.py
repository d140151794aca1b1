"""The sentences of refusals about the outline of the plans and the links column of the task grid, by code."""

from collections.abc import Mapping

from tracker.i18n.marks import N_

PROBLEMS: Mapping[str, str] = {
    "outline_moved": N_(
        "“{title}” stands in another place by now: somebody moved it meanwhile. Look again, then move it. "
        "Nothing was changed."
    ),
    "nothing_above": N_(
        "“{title}” is the first on its level, so there is no task above it that it could be part of. "
        "Nothing was changed."
    ),
    "already_at_top": N_("“{title}” is on the top level already. Nothing was changed."),
    "no_place_to_move": N_(
        "“{title}” is at the end of its level and cannot move further that way. Nothing was changed."
    ),
    "outline_too_deep": N_("“{title}” would stand more than {deepest} levels deep. Nothing was changed."),
    "heading_has_progress": N_(
        "“{title}” has begun, and a heading has no progress of its own. Add a heading above both tasks instead. "
        "Nothing was changed."
    ),
    "link_unreadable": N_(
        "Row “{title}”: “{text}” is not a link. Write the number of the task, then FS, SS, FF or SF and a lag if "
        "needed: 12, 12FS+2d, 15SS-1d. Nothing was changed."
    ),
    "link_unknown_task": N_("Row “{title}”: there is no task with the number {number}. Nothing was changed."),
    "link_to_itself": N_("Row “{title}”: a task cannot wait for itself. Nothing was changed."),
    "link_twice": N_(
        "Row “{title}”: “{other}” stands there twice; two tasks have one link. Nothing was changed."
    ),
    "link_lag_not_days": N_(
        "Row “{title}”: the lag in “{text}” is no whole number of days. Nothing was changed."
    ),
    "link_lag_too_long": N_(
        "Row “{title}”: the lag in “{text}” is longer than {longest} days. Nothing was changed."
    ),
}
"""A sentence by code, as a message id; the facts of the error stand in braces."""
