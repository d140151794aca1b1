"""The sentences of files in the Open Contracting form: why one is not taken, and what is wrong in a release."""

from collections.abc import Mapping

from tracker.i18n.marks import N_

PROBLEMS: Mapping[str, str] = {
    "ocds_broken": N_("This is not a JSON file. Nothing was imported."),
    "ocds_wrong_kind": N_(
        "There is no OCDS release in this file: a release, a release package or a record package is needed. "
        "Nothing was imported."
    ),
    "ocds_several_processes": N_(
        "The file holds several contracting processes ({ocids}). Give each a plan and a file of its own; "
        "nothing was imported."
    ),
    "ocds_release_incomplete": N_(
        "Release {release} has no valid “{field}”, which OCDS requires. Nothing was imported."
    ),
}

RELEASE_PROBLEMS: Mapping[str, str] = {
    "release_total": N_("The items sum to {computed} yuan, the tender's value says {printed} yuan."),
    "release_budget_only": N_("There are no items, only a budget: it becomes one lump sum of {amount} yuan."),
    "release_currency": N_(
        "Amounts are in {currency}; this project counts in {expected}, figure for figure."
    ),
    "release_item_twice": N_("The item id “{text}” stands twice in this release."),
    "release_not_a_number": N_("“{text}” in {field} is not a number."),
    "release_no_name": N_("An item has no description."),
    "release_no_price": N_("“{name}” lacks a quantity or a unit value."),
}
"""What is wrong in a release, by the reader's problem code; money facts end in `_fen`."""
