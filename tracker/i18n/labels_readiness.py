"""The words for the choices of the readiness forecast."""

from collections.abc import Mapping
from enum import StrEnum

from tracker.i18n.marks import NP_
from tracker.readiness.judgement import Distribution

LABELS: Mapping[type[StrEnum], Mapping[StrEnum, tuple[str, str]]] = {
    Distribution: {
        Distribution.PERT: NP_("distribution", "PERT (beta)"),
        Distribution.TRIANGULAR: NP_("distribution", "Triangular"),
    },
}
