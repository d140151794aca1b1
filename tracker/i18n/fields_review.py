"""The columns of reasons and review that a refusal or a conflict names."""

from collections.abc import Mapping

from tracker.i18n.marks import N_

FIELDS: Mapping[str, str] = {
    "answer": N_("Your answer"),
    "opinion": N_("Review opinion"),
    "reason_threshold_fen": N_("Amount above which a change needs a reason (fen)"),
}
