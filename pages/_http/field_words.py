"""What the field page says: its own sentences by short keys, and the tracker's words for stored values."""

from collections.abc import Mapping
from enum import StrEnum

from tracker.i18n.marks import N_
from tracker.i18n.words import Words
from tracker.inspections import SlotState
from tracker.languages import LANGUAGES
from tracker.vocabulary import (
    CheckAnswer,
    FindingObservation,
    FindingStatus,
    InspectionStatus,
    Severity,
    Trade,
)

WORDS: Mapping[str, str] = {
    # the frame
    "app": N_("Site round"),
    "back": N_("Back"),
    "next": N_("Next"),
    "undo": N_("Undo"),
    "other_language": N_("Switch the language"),
    "tracker": N_("Tracker"),
    "online": N_("Online"),
    "offline": N_("Offline"),
    "counts": N_("{kept} on phone · {saved} saved"),
    "to_settle": N_("{n} to settle"),
    "all_saved": N_("Everything is saved in the library"),
    "send_now": N_("Send now"),
    "retry_in": N_("Next try in {n} s"),
    "kept": N_("Kept on the phone"),
    "saved": N_("Saved in the library"),
    "refused": N_("Refused"),
    "conflict": N_("Changed by somebody else too"),
    "removed": N_("Removed"),
    "new_version": N_("A new version is ready. What you wrote stays."),
    "update": N_("Update"),
    "update_needed": N_("This page is too old for the library. It updates as soon as there is a line."),
    "storage_full": N_(
        "The phone has no room left: this was not kept. Send what is waiting, or free some space, then tap again."
    ),
    "storage_failed": N_("The phone could not keep this. Close other tabs of this page and tap again."),
    "no_storage": N_(
        "This browser keeps nothing, perhaps because it is a private window. Open the page in a normal one."
    ),
    "sign_in": N_("Please sign in to the tracker first. What you wrote stays on the phone."),
    "not_found": N_("There is nothing at this address."),
    # today
    "choose_project": N_("Project"),
    "today_rounds": N_("Rounds to hold"),
    "started_rounds": N_("On this phone"),
    "no_rounds": N_("No round is due. You can hold an extra one."),
    "extra_round": N_("Extra round"),
    "start_extra": N_("Start an extra round"),
    "start_round": N_("Start the round"),
    "join_round": N_("Join the round"),
    "continue_round": N_("Continue"),
    "window_until": N_("until {day}"),
    "as_of": N_("As of {day}, {time}"),
    "never_loaded": N_("The rounds are loaded when there is a line. Open this page once while online."),
    "loading": N_("Loading…"),
    "may_not_hold": N_("Your role can look at rounds, not hold them."),
    "to_sign": N_("Will be signed when sent"),
    # the round
    "step.findings": N_("Open findings"),
    "findings_here": N_("Findings here"),
    "step.zones": N_("Zones"),
    "step.head": N_("About the round"),
    "step.review": N_("Review and sign"),
    "answered_of": N_("{n} of {total}"),
    "nothing_open": N_("No finding is open."),
    "no_zones": N_("No zones are set up. Write notes on the round as a whole."),
    "whole_round": N_("Round as a whole"),
    "found": N_("Found {day}"),
    "due": N_("Due {day}"),
    "overdue": N_("Overdue since {day}"),
    "no_due": N_("No due date"),
    "finding_question": N_("Is it fixed?"),
    "words_optional": N_("Say more (optional)"),
    "other_device": N_("Another device: {answer}"),
    "raise_from_fail": N_("Record a finding"),
    "raise_here": N_("Record a finding here"),
    "finding_recorded": N_("Finding recorded"),
    "open_it": N_("Open it"),
    "note": N_("Note"),
    "note_hint": N_("What did you see here?"),
    "photos": N_("Photos"),
    "photo": N_("Photo"),
    "take_photo": N_("Take photos"),
    "remove_photo": N_("Remove the photo"),
    "photo_too_large": N_("{name} has {size} MB; at most {largest} MB can be kept. It was not kept."),
    "zone_done": N_("Next zone: {name}"),
    "to_zones": N_("All zones"),
    "no_checks": N_("This zone has no checklist."),
    "earlier_notes": N_("Notes from other devices"),
    # a finding
    "zone": N_("Zone"),
    "what": N_("What is wrong?"),
    "how_bad": N_("How bad is it?"),
    "due_on": N_("Due"),
    "trade": N_("Trade"),
    "organisation": N_("Organisation"),
    "nobody_yet": N_("Nobody yet"),
    "add_finding": N_("Keep the finding"),
    "remove_finding": N_("Remove the finding"),
    "describe_first": N_("Say what is wrong first."),
    "severity_effect.critical": N_("Safety or law: blocks the opening"),
    "severity_effect.major": N_("Does not work: blocks acceptance of the area"),
    "severity_effect.minor": N_("Workmanship: listed at handover"),
    "severity_effect.observation": N_("To watch; nothing is due"),
    # the head
    "held_on": N_("Day of the round"),
    "weather": N_("Weather"),
    "weather.sunny": N_("Sunny"),
    "weather.cloudy": N_("Cloudy"),
    "weather.overcast": N_("Overcast"),
    "weather.rain": N_("Rain"),
    "weather.fog": N_("Fog"),
    "weather.snow": N_("Snow"),
    "weather_hint": N_("for example: overcast, 8 °C"),
    "people": N_("Attendees"),
    "people_hint": N_("Name of the person"),
    "add_person": N_("Add"),
    "recent_people": N_("Here last time"),
    "nobody_here": N_("Nobody is entered yet."),
    "remove_person": N_("Remove {name}"),
    "progress": N_("Progress against the plan"),
    "progress_hint": N_("What is done, what lags behind?"),
    "decisions": N_("Decisions needed"),
    "decisions_hint": N_("Who has to decide what, and until when?"),
    "next_week": N_("Plan for next week"),
    "next_week_hint": N_("What comes next on site?"),
    # review
    "missing": N_("Still missing"),
    "nothing_missing": N_("Nothing is missing."),
    "missing.observations": N_("{n} open findings not looked at"),
    "missing.checks": N_("{name}: {n} questions without an answer"),
    "missing.fail_without_finding": N_("{name}: “{text}” failed, but no finding is recorded"),
    "missing.weather": N_("The weather"),
    "missing.people": N_("The attendees"),
    "missing.progress": N_("Progress against the plan"),
    "missing.zones": N_("No zone has been visited"),
    "missing.empty": N_("There is nothing to sign yet: answer a question or write a note first."),
    "disagreements": N_("Two devices say different things"),
    "disagreement_help": N_("Both answers are kept. Change yours if you agree with the other one."),
    "mine": N_("This phone"),
    "theirs": N_("Somebody else"),
    "yours_and": N_("This phone: {mine} · another: {theirs}"),
    "conflicts": N_("Written by two people"),
    "use_mine": N_("Use mine"),
    "use_theirs": N_("Use theirs"),
    "keep_both": N_("Keep both"),
    "refusals": N_("Refused by the library"),
    "discard": N_("Discard it"),
    "try_again": N_("Try again"),
    "as_addendum": N_("Keep as addendum"),
    "sign_name": N_("Your name"),
    "sign_help": N_("A signed round stays as it is; later corrections are addenda."),
    "sign": N_("Sign"),
    "sign_waits": N_("Signed on this phone as {name}. The library signs it as soon as everything is sent."),
    "sign_waits_for": N_("Before that, please settle what was refused or written twice."),
    "withdraw_sign": N_("Keep writing"),
    "signed_by": N_("Signed by {name}, {day}"),
    "signed_help": N_("The round is frozen. What you notice later is added as an addendum."),
    "addendum": N_("Addendum"),
    "addendum_hint": N_("What has to be corrected or added?"),
    "add_addendum": N_("Add the addendum"),
    "summary": N_("{checks} answers · {findings} findings · {photos} photos"),
    # the outbox
    "outbox": N_("Sent and waiting"),
    "outbox_empty": N_("Nothing has been tapped in this round yet."),
    "photo_part": N_("{n} % sent"),
    "last_error": N_("Last try: {reason}"),
    "no_line": N_("no line"),
    "server_busy": N_("the library did not answer in time"),
}
"""Short key → English sentence; facts in braces are put in by the page."""

LABELLED: Mapping[str, type[StrEnum]] = {
    "answer": CheckAnswer,
    "observation": FindingObservation,
    "severity": Severity,
    "trade": Trade,
    "status": FindingStatus,
    "slot": SlotState,
    "round": InspectionStatus,
}
"""Prefix of the keys → the stored values whose labels the page shows, as `severity.major`."""


def in_language(language: str) -> dict[str, str]:
    """Every word of the field page by its key, in one language (`zh` or `en`)."""
    words = Words.of(language)
    own = {key: words._(message) for key, message in WORDS.items()}
    labels = {
        f"{prefix}.{member.value}": words.label(member)
        for prefix, kind in LABELLED.items()
        for member in kind
    }
    return own | labels


def in_both() -> dict[str, dict[str, str]]:
    """What `/field/words.json` holds: language → key → word."""
    return {language: in_language(language) for language in LANGUAGES}
