"""The words for where participants and certificates stand, and why no finishing day can be told."""

from collections.abc import Mapping
from enum import StrEnum

from tracker.i18n.marks import NP_
from tracker.training_needs import Expiry, FinishBasis
from tracker.training_progress import NoForecast, PassState

LABELS: Mapping[type[StrEnum], Mapping[StrEnum, tuple[str, str]]] = {
    PassState: {
        PassState.PASSED: NP_("course", "Passed"),
        PassState.UNDER_WAY: NP_("course", "Can still pass"),
        PassState.SHORT: NP_("course", "Needs extra hours"),
    },
    NoForecast: {
        NoForecast.NOTHING_HELD: NP_("course", "No session was held yet"),
        NoForecast.NO_MORE_DAYS: NP_("course", "The rule gives too few days"),
    },
    FinishBasis: {
        FinishBasis.PACE: NP_("course", "at the present pace"),
        FinishBasis.PLAN: NP_("course", "as planned"),
    },
    Expiry: {
        Expiry.EXPIRED: NP_("certificate", "Expired"),
        Expiry.SOON: NP_("certificate", "Expires within 90 days"),
        Expiry.BEFORE_OPENING: NP_("certificate", "Expires before opening"),
        Expiry.LATER: NP_("certificate", "Valid"),
        Expiry.NEVER: NP_("certificate", "Valid for good"),
    },
}
