"""The sentences of what packages, contracts and thresholds refuse."""

from collections.abc import Mapping

from tracker.i18n.marks import N_

PROBLEMS: Mapping[str, str] = {
    "line_in_package": N_(
        "The line is already in the package “{title}”. Take it out there first. Nothing was changed."
    ),
    "line_of_other_plan": N_(
        "The line belongs to another procurement plan than the package “{title}”. Nothing was changed."
    ),
    "package_archived": N_("The package “{title}” is archived; restore it first. Nothing was changed."),
    "package_days": N_(
        "The days of the package “{title}” must be 0 to {longest} working days. Nothing was changed."
    ),
    "stage_document_known": N_("This stage has the file {file} already. Nothing was changed."),
    "stage_unmet": N_(
        "“{title}” ends when its stage “{stage}” happens, and that is not said yet. Give the day at the stage instead. "
        "Nothing was changed."
    ),
    "stage_decides": N_(
        "“{title}” ended with its stage “{stage}” on {held_on}. Correct the day at the stage instead. "
        "Nothing was changed."
    ),
    "object_unknown": N_(
        "What is bought is goods, works or services; “{asked}” is none of them. Nothing was changed."
    ),
    "contract_archived": N_("The contract is archived; restore it first. Nothing was changed."),
    "contract_day_in_future": N_("{on} has not come yet: record what has happened. Nothing was changed."),
    "variations_above_tenth": N_(
        "With this supplement all supplements together would come to {together} yuan; a tenth of the contract, "
        "{limit} yuan, is the most (政府采购法 art. 49). What goes beyond needs a procurement of its own. "
        "Nothing was changed."
    ),
    "line_not_in_package": N_("The contract's package does not hold this line. Nothing was changed."),
    "amount_not_positive": N_("The amount must be more than 0. Nothing was changed."),
    "quantity_not_positive": N_("The quantity must be more than 0. Nothing was changed."),
    "delivery_without_remarks": N_(
        "Say why the delivery was not accepted: it goes into the acceptance report. Nothing was changed."
    ),
    "signed_before_award": N_(
        "The contract cannot be signed on {signed_on}, before the award on {awarded_on}. Nothing was changed."
    ),
    "catalogue_code_unknown": N_("The catalogue of {edition} has no code {asked}. Nothing was changed."),
    "ends_before_it_begins": N_(
        "The threshold would end on {valid_to}, before it begins on {valid_from}. Nothing was changed."
    ),
}
