"""Refusals of evidence packs, and why one could not be built."""

from collections.abc import Mapping

from tracker.i18n.marks import N_

PROBLEMS: Mapping[str, str] = {
    "evidence_scope": N_(
        "A pack covers either one gate, or the days from a first to a last one. Nothing was changed."
    ),
    "evidence_exists": N_("There is such a pack already. Build that one anew. Nothing was changed."),
    "evidence_archived": N_("The pack is archived. Restore it first. Nothing was changed."),
    "evidence_cancelled": N_("The building was cancelled. Build the pack anew to have it."),
    "evidence_failed": N_(
        "The pack could not be built, and the attempt was repeated in vain. The log of the server says why. Nothing "
        "else was changed; build the pack anew when that is mended."
    ),
    "evidence_disk_full": N_(
        "There is no room on the server’s disk to build the pack. Nothing was kept and nothing else was changed; build "
        "the pack anew when there is room."
    ),
    "job_abandoned": N_(
        "The server was stopped each time while it built the pack. Build it anew; a shorter period needs less time."
    ),
}
