"""Values as OCDS writes them, and the names of the schemes that the tracker's classifications are under."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from tracker.money import FEN_PER_YUAN

CATALOGUE_SCHEME = "x_CN-GPC"
"""政府采购品目分类目录; OCDS has no code for it, and asks that a local one begins with x_."""

CATEGORY_SCHEME = "x_category"
"""The heading a line stands under in its draft."""


def amount(fen: int, currency: str) -> dict[str, Any]:
    """Money as OCDS writes it: a number in the currency's main unit."""
    return {"amount": figure(Decimal(fen) / FEN_PER_YUAN), "currency": currency}


def figure(value: Decimal) -> int | float:
    """A JSON number: whole where it can be. Sixteen digits, more than any plan has, come through a float unharmed."""
    return int(value) if value == value.to_integral_value() else float(value)


def without_blanks(fields: Mapping[str, Any]) -> dict[str, Any]:
    """The fields that say something: OCDS leaves out what is not known."""
    return {name: value for name, value in fields.items() if value not in (None, "", [], {})}
