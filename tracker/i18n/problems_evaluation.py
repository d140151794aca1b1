"""Refusals of evaluation standards, self-assessments and goals' indicators."""

from collections.abc import Mapping

from tracker.i18n.marks import N_

PROBLEMS: Mapping[str, str] = {
    "evaluation_standard_archived": N_(
        "“{title}” is archived. Restore the standard first. Nothing was changed."
    ),
    "evaluation_item_archived": N_("Item {item} is archived. Restore it first. Nothing was changed."),
    "evaluation_code_exists": N_("The standard has an item {item} already. Nothing was changed."),
    "assessment_in_future": N_(
        "{on} has not come yet; an assessment is of today or an earlier day. Nothing was changed."
    ),
    "points_beyond_item": N_("Item {item} does not give so many points. Nothing was changed."),
    "indicator_tied": N_("“{name}” is tied to the goal already. Nothing was changed."),
}
