"""The words for the columns of what somebody chose to be told."""

from collections.abc import Mapping

from tracker.i18n.marks import N_

FIELDS: Mapping[str, str] = {
    "address": N_("Address"),
    "language": N_("Language"),
    "wants_digest": N_("Weekly digest"),
    "digest_weekday": N_("Day of the digest (Monday is 0)"),
    "digest_minute": N_("Time of the digest (minutes after midnight)"),
    "wants_reminders": N_("Daily reminders"),
    "reminder_minute": N_("Time of the reminders (minutes after midnight)"),
    "most_reminders": N_("Reminders of one thing, at most"),
    "most_a_day": N_("Messages with reminders a day, at most"),
    "muted": N_("Topics of which nothing is told"),
}
