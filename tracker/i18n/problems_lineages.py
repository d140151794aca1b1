"""What is said when a line cannot be joined with an earlier one, or parted from it."""

from collections.abc import Mapping

from tracker.i18n.marks import N_

PROBLEMS: Mapping[str, str] = {
    "lineages_joined": N_("These lines belong together already. Nothing was changed."),
    "lineages_not_joined": N_("This line does not come from that one. Nothing was changed."),
    "lineages_overlap": N_(
        "The earlier line still stands in a draft when the other one begins: they are two lines. "
        "Nothing was changed."
    ),
    "lineage_has_origin": N_("It is known already which line this one comes from. Nothing was changed."),
    "lineages_not_parted": N_("This line was not parted from another one. Nothing was changed."),
    "line_not_before": N_(
        "This draft is the first that lists the line, or does not list it: there is nothing to part. "
        "Nothing was changed."
    ),
}
