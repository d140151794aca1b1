"""The words for the columns of posts and norms of staff."""

from collections.abc import Mapping

from tracker.i18n.marks import N_

FIELDS: Mapping[str, str] = {
    "grade": N_("Grade"),
    "edition": N_("Edition"),
}
