"""A line of a draft as an OCDS item."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from tracker.exports.ocds_values import CATALOGUE_SCHEME, CATEGORY_SCHEME, amount, figure, without_blanks
from tracker.i18n import Words
from tracker.money import FEN_PER_YUAN, quantity_of
from tracker.procurement.lines import Line


@dataclass(frozen=True, slots=True)
class Item:
    """A line of a draft with what OCDS says beyond it."""

    line: Line
    catalogue_code: str = ""
    catalogue_edition: str = ""
    remark: str = ""


def item_object(item: Item, currency: str, w: Words) -> dict[str, Any]:
    """An item: id, name, classification, quantity, unit with its price, and attributes."""
    line = item.line
    price = None if line.unit_price_fen is None else amount(line.unit_price_fen, currency)
    scheme = "-".join(filter(None, (CATALOGUE_SCHEME, item.catalogue_edition)))
    classification = {"scheme": scheme, "id": item.catalogue_code} if item.catalogue_code else None
    category = {"scheme": CATEGORY_SCHEME, "id": line.category, "description": line.category}
    attributes = (
        ("specification", w._("Specification"), line.specification),
        ("zone", w._("Zone"), line.zone),
        ("funding", w._("Funding source"), line.funding),
        ("remark", w._("Remark"), item.remark),
        ("lump_sum", w._("Amount"), str(Decimal(line.amount_fen) / FEN_PER_YUAN) if line.lump_sum else None),
    )
    return without_blanks(
        {
            "id": str(line.lineage),
            "description": line.name,
            "classification": classification,
            "additionalClassifications": [category] if line.category else None,
            "quantity": None if line.quantity_milli is None else figure(quantity_of(line.quantity_milli)),
            "unit": without_blanks({"name": line.unit, "value": price}),
            "attributes": [
                {"id": key, "name": name, "value": said} for key, name, said in attributes if said
            ],
        }
    )
