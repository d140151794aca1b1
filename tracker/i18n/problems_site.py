"""The sentences of refusals about zones, rounds, findings and photos."""

from collections.abc import Mapping

from tracker.i18n.marks import N_

PROBLEMS: Mapping[str, str] = {
    "bad_recurrence": N_(
        "“{rule}” is not a rule that repeats by days, weeks or months. Nothing was changed."
    ),
    "series_ends_before_start": N_(
        "The series would end on {ends_on}, before it starts on {starts_on}. Nothing was changed."
    ),
    "not_a_slot": N_("The series “{title}” plans no round on {planned_on}. Nothing was changed."),
    "round_signed": N_("This round is signed and stays as it is. You can still add an addendum."),
    "round_excused": N_("This round is excused. Start it first if it is held after all."),
    "round_without_day": N_("Say on which day the round was held, then sign. Nothing was changed."),
    "round_in_future": N_(
        "The round cannot be signed on {today}: it says it was held on {held_on}. Nothing was changed."
    ),
    "round_empty": N_(
        "There is nothing to sign yet: write the progress, a note or a finding first. Nothing was changed."
    ),
    "reason_missing": N_("Please give a reason. Nothing was changed."),
    "wrong_step": N_(
        "Somebody was quicker: the finding is “{status}” now, so “{step}” is not possible. Nothing was changed."
    ),
    "finding_settled": N_("Finding {number} is settled. Reopen it to change it."),
    "zone_parent_wrong": N_("“{parent}” cannot hold a zone of the kind “{kind}”. Nothing was changed."),
    "zone_name_taken": N_(
        "There is a zone “{name}” in this place already, perhaps an archived one. Nothing was changed."
    ),
    "zone_not_empty": N_("Other zones lie in “{name}” ({n}). Archive them first. Nothing was changed."),
    "area_not_positive": N_("An area must be larger than zero. Nothing was changed."),
    "organisation_name_taken": N_("There is an organisation “{name}” already. Nothing was changed."),
}
