"""The sentences of what acceptance gates refuse."""

from collections.abc import Mapping

from tracker.i18n.marks import N_

PROBLEMS: Mapping[str, str] = {
    "gate_blocked": N_(
        "{n} open findings block this gate (No. {numbers}). Close them first; only the lead may waive them, with a "
        "reason. Nothing was changed."
    ),
    "gate_archived": N_("This gate is archived; restore it first. Nothing was changed."),
    "gate_exists": N_(
        "There is already such a gate: {stage}. Give the contract or the place. Nothing was changed."
    ),
    "gate_on_summary": N_(
        "“{title}” is a heading of the plan; link the gate to a task or milestone. Nothing was changed."
    ),
    "gate_unmet": N_(
        "“{title}” ends when its gate is passed, and “{gate}” is not yet. Record the acceptance instead. "
        "Nothing was changed."
    ),
    "gate_decides": N_(
        "“{title}” ended with the gate “{gate}” on {held_on}. Correct the acceptance instead. Nothing was changed."
    ),
    "fire_procedure_elsewhere": N_("Only a fire gate has a fire procedure. Nothing was changed."),
    "after_furniture_elsewhere": N_(
        "Only a test of the air is repeated after the furniture. Nothing was changed."
    ),
    "acceptance_in_other_century": N_(
        "{held_on} lies in another century. Confirm it with a reason if it is right."
    ),
    "acceptance_in_future": N_(
        "{held_on} is still to come (today is {today}). Confirm it with a reason if it is right."
    ),
    "acceptance_before_project": N_(
        "{held_on} lies before the preparation began on {starts_on}. Confirm it with a reason if it is right."
    ),
    "air_test_too_early": N_(
        "The air may be tested from {not_before} on: seven days after completion, and after the furniture where it is "
        "repeated. Confirm {held_on} with a reason if it is right."
    ),
    "conditions_missing": N_("Passed with conditions: say at least one condition. Nothing was changed."),
    "conditions_elsewhere": N_("Only what passed with conditions has conditions. Nothing was changed."),
    "condition_due_before_held": N_(
        "A condition is due on {due_on}, before the acceptance on {held_on}. Nothing was changed."
    ),
    "condition_met_out_of_range": N_(
        "A condition is met between the acceptance on {held_on} and today, {today}. Nothing was changed."
    ),
    "warranty_too_short": N_("{item}: the law asks for at least {least} months. Nothing was changed."),
    "warranty_out_of_range": N_("A warranty runs between 1 and {longest} months. Nothing was changed."),
}
