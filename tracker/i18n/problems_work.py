"""Refusals of workstreams, indicators, readings and events."""

from collections.abc import Mapping

from tracker.i18n.marks import N_

PROBLEMS: Mapping[str, str] = {
    "workstream_exists": N_("There is a workstream “{name}” already. Nothing was changed."),
    "workstream_archived": N_("The workstream “{name}” is archived. Restore it first. Nothing was changed."),
    "indicator_exists": N_("The workstream has an indicator “{name}” already. Nothing was changed."),
    "goal_archived": N_("The goal “{title}” is archived. Restore it first. Nothing was changed."),
    "indicator_archived": N_("The indicator “{name}” is archived. Restore it first. Nothing was changed."),
    "value_out_of_range": N_("A value lies between 0 and a million million. Nothing was changed."),
    "target_day_without_target": N_("A day for the target needs a target. Nothing was changed."),
    "target_day_of_a_period": N_(
        "The target of an indicator that is added up is of each month, quarter or year, not of one day. "
        "Nothing was changed."
    ),
    "reading_in_future": N_(
        "{on} has not come yet; a reading is of today or an earlier day. Nothing was changed."
    ),
    "reading_corrected": N_(
        "The reading of {on} has been corrected meanwhile. Look at the newer one first. Nothing was changed."
    ),
    "reading_archived": N_("The reading of {on} is archived. Restore it first. Nothing was changed."),
    "reading_has_correction": N_(
        "The reading of {on} was corrected; put the correction aside first. Nothing was changed."
    ),
    "indicator_unknown": N_("{sheet}, row {row}: there is no indicator “{text}”."),
    "reading_qualified_twice": N_(
        "{sheet}, row {row}: the value and the cell beside it say differently how sure “{text}” is."
    ),
    "reading_day_refused": N_(
        "{sheet}, row {row}: a reading of {text} cannot be; it is too early or has not come yet."
    ),
    "goal_horizon": N_("A goal is reached after it was stated ({stated_on}). Nothing was changed."),
    "bulletin_issued": N_(
        "Bulletin no. {number} of {year} was issued and never changes. Nothing was changed."
    ),
    "bulletin_archived": N_("“{title}” is archived. Restore the bulletin first. Nothing was changed."),
    "bulletin_in_future": N_("A bulletin is not issued on a day to come ({on}). Nothing was changed."),
    "bulletin_out_of_order": N_(
        "No. {number} of {year} was issued on {issued_on}; the next one is not issued before that. Nothing was changed."
    ),
    "bulletin_period": N_("The period ends before it starts. Nothing was changed."),
    "recipients_many": N_("A bulletin goes to at most {most} offices. Nothing was changed."),
    "language_unknown": N_("There is no language “{language}” here. Nothing was changed."),
    "report_exists": N_("The summary of {period} is being written already. Open that one."),
    "report_issued": N_("“{title}” was issued and never changes. Nothing was changed."),
    "report_too_early": N_(
        "The period ends on {ends_on}; a summary is issued after that. Nothing was changed."
    ),
    "report_not_issued": N_(
        "“{title}” is still being written: what it announces is judged once it is issued. Nothing was changed."
    ),
    "promise_too_early": N_(
        "The summary covers the days to {ends_on}; what it announces is due after that, not on {due_on}. "
        "Nothing was changed."
    ),
    "promise_follows_task": N_(
        "The task “{title}” tells by itself whether it is done or late. Of a task only that it was dropped can be "
        "said. Nothing was changed."
    ),
    "snapshot_newer": N_(
        "This summary was issued by a newer version of the tracker and cannot be read here."
    ),
    "report_ending": N_("A summary is written as .docx or .pdf, not as “{ending}”."),
    "word_template_too_large": N_("The template is larger than {largest} MB. Nothing was changed."),
    "word_template_not_docx": N_("The file is no Word document (.docx). Nothing was changed."),
    "word_template_macros": N_(
        "The template holds macros or controls; save it as a plain .docx. Nothing was changed."
    ),
    "word_template_external": N_(
        "The template draws in something from outside: {target}. Put it into the file itself. Nothing was changed."
    ),
    "word_template_unknown": N_(
        "The template asks for “{name}”, which a summary does not have. It stands in “{place}”. Nothing was changed."
    ),
    "word_template_broken": N_(
        "The template cannot be filled in. Place: “{place}”. Reason: {message}. Nothing was changed."
    ),
    "period_not_understood": N_(
        "“{period}” is no period. Write 2026Q1 for a quarter, 2026-03 for a month, 2026 for a year."
    ),
    "event_days": N_("An event ends on its first day or later, and within a year. Nothing was changed."),
    "event_archived": N_("“{title}” is archived. Restore the event first. Nothing was changed."),
    "event_people": N_("From 1 to {most} people take part. Nothing was changed."),
    "topic_has_task": N_("“{title}” has a task already. Nothing was changed."),
    "topic_not_settled": N_(
        "“{title}” was not settled yet, so nothing can be carried out. Nothing was changed."
    ),
}
