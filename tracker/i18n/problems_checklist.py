"""The sentences of refusals about the checklist."""

from collections.abc import Mapping

from tracker.i18n.marks import N_

PROBLEMS: Mapping[str, str] = {
    "question_asked_already": N_("“{text}” is asked there already. Nothing was changed."),
    "question_signed": N_(
        "Signed rounds have answered this question, and keep it as it was. Replace it with a new one instead."
    ),
    "too_many_questions": N_("The list has {n} questions; at most {most} are taken. Nothing was added."),
    "nothing_to_add": N_("There is no question in the list that is not asked already. Nothing was added."),
}
