"""The words for the figures that a norm of staff is held against."""

from collections.abc import Mapping
from enum import StrEnum

from tracker.i18n.marks import NP_
from tracker.staffing_norms import NormFigure

LABELS: Mapping[type[StrEnum], Mapping[StrEnum, tuple[str, str]]] = {
    NormFigure: {
        NormFigure.APPROVED_NOW: NP_("staff norm", "Approved today"),
        NormFigure.IN_POST_NOW: NP_("staff norm", "In post today"),
        NormFigure.APPROVED_AT_OPENING: NP_("staff norm", "Approved on opening day"),
        NormFigure.EXPECTED_AT_OPENING: NP_("staff norm", "Expected on opening day"),
    },
}
