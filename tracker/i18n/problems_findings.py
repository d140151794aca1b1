"""The sentences of refusals about findings' days, several findings at once, and imported zones."""

from collections.abc import Mapping

from tracker.i18n.marks import N_

PROBLEMS: Mapping[str, str] = {
    "due_before_found": N_(
        "The due day {due_on} lies before {found_on}, when it was found. "
        "If that is right, say why. Nothing was changed."
    ),
    "rectified_before_found": N_(
        "It would be rectified on {rectified_on}, before {found_on}, when it was found. "
        "If that is right, say why. Nothing was changed."
    ),
    "found_before_start": N_(
        "{found_on} lies before the project began. If it was found then, say why it belongs here. "
        "Nothing was changed."
    ),
    "rectified_in_future": N_("{rectified_on} has not come yet; today is {today}. Nothing was changed."),
    "no_findings_chosen": N_("Choose the findings first. Nothing was changed."),
    "findings_not_assignable": N_(
        "These findings cannot be assigned in their present state: No. {numbers}. Nothing was changed."
    ),
    "zone_headings_missing": N_(
        "No sheet has the headings of a room list (floor or room, and area). Sheets: {sheets}. Nothing was imported."
    ),
    "zone_name_too_long": N_("Sheet {sheet}, cell {column}{row}: the name is longer than 120 characters."),
    "zone_area_unreadable": N_(
        "Sheet {sheet}, cell {column}{row}: “{text}” is no area in square metres larger than zero."
    ),
    "zone_row_without_name": N_("Sheet {sheet}, row {row}: neither floor nor room nor element is named."),
    "zone_listed_twice": N_(
        "Sheet {sheet}, cell {column}{row}: the same zone stands further up with another area than {text}."
    ),
}
