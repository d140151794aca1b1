"""What approvals over time, norms of staff and the import of posts refuse, in sentences."""

from collections.abc import Mapping

from tracker.i18n.marks import N_

PROBLEMS: Mapping[str, str] = {
    "approval_before_first": N_(
        "“{title}”: a change of {on} is not after the first grant of {first}. Nothing was changed."
    ),
    "approval_exists": N_(
        "“{title}” already has an approval of {on}. Correct that one instead. Nothing was changed."
    ),
    "norm_residents": N_(
        "One member of staff for {low} to {high} residents is not possible: 1 to {most}, the smaller figure first. "
        "Nothing was changed."
    ),
    "norm_days": N_("A norm cannot hold from {first} to {last}. Nothing was changed."),
    "population_out_of_range": N_(
        "A service population of {population} is not possible: 1 to {most}. Nothing was changed."
    ),
    "departments_not_confirmed": N_(
        "These departments do not exist and were not confirmed: {names}. Nothing was changed."
    ),
    "posts_alike": N_(
        "Department “{department}” has two posts “{title}” of one kind and grade, so that a list cannot tell them "
        "apart. Rename or archive one of them. Nothing was changed."
    ),
    "cell_day_not_plausible": N_(
        "Sheet {sheet}, row {row}, column {column}: {text} cannot be meant, the century is wrong."
    ),
    "cell_before_first_grant": N_("Sheet {sheet}, row {row}: {text} is before the post's first grant."),
    "post_department_unknown": N_(
        "Sheet {sheet}, row {row}: there is no department “{text}”. Add missing departments, or mend the name."
    ),
    "post_department_archived": N_(
        "Sheet {sheet}, row {row}: department “{text}” is archived. Restore it first."
    ),
}
