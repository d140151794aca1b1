"""The sentences of reasons and review: what commands refuse."""

from collections.abc import Mapping

from tracker.i18n.marks import N_

PROBLEMS: Mapping[str, str] = {
    "changes_unexplained": N_(
        "{count} changes of more than {threshold} yuan lack a reason: {names}. Give each a reason, or say why the "
        "draft is submitted without; nothing was submitted."
    ),
    "no_line_chosen": N_("Choose at least one line. Nothing was changed."),
    "threshold_negative": N_("The amount cannot be negative. Nothing was changed."),
    "comment_step": N_("This comment is “{status}” and cannot become “{to}”. Nothing was changed."),
    "comment_place": N_("A comment is on a line or on a category, not on both. Nothing was stored."),
    "no_working_copy": N_("There is no working copy that could answer. Open one first; nothing was changed."),
    "draft_not_under_review": N_("This draft is not under review now: {status}. Nothing was changed."),
    "line_not_in_draft": N_("This draft has no such line. Nothing was changed."),
    "decision_missing": N_("Choose a decision on “{name}” before you note something. Nothing was changed."),
    "cut_missing": N_("“{name}”: say to which quantity, price or amount it is cut. Nothing was changed."),
    "cut_twice": N_(
        "“{name}”: cut the amount, or quantity and price, not both at once. Nothing was changed."
    ),
    "cut_of_lump_sum": N_("“{name}” is a lump sum: only its amount can be cut. Nothing was changed."),
    "cut_not_lower": N_(
        "“{name}”: a cut must lower the amount of {amount} yuan and raise no figure. Nothing was changed."
    ),
    "no_cuts": N_("No cut waits to be taken over. Nothing was changed."),
    "deadline_passed": N_("The day for the answer, {answer_by}, has passed. Nothing was changed."),
    "lines_questioned": N_(
        "{count} lines are still questioned: {names}. Decide on them first; nothing was changed."
    ),
    "quotation_known": N_("The line has the file “{file}” already. Nothing was stored."),
    "funding_year": N_("{year} is no year of funding between 2000 and 2100. Nothing was changed."),
}
