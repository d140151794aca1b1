"""The items of one OCDS release as lines of a draft, and what is wrong with them."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from tracker.exports.ocds_values import CATALOGUE_SCHEME, CATEGORY_SCHEME
from tracker.imports.draft_types import Problem, ReadLine
from tracker.money import FEN_PER_YUAN, amount_fen, milli_of, round_half_up

LARGEST = 10**12
"""No list of goods has larger figures."""


class ReleaseReader:
    """What has been read of one release; the problems name its items by their place, from 1."""

    def __init__(self, release: str, currency: str) -> None:
        self.release = release
        self.currency = currency
        self.lines: list[ReadLine] = []
        self.items: list[str] = []
        self.problems: list[Problem] = []
        self.printed_total_fen: int | None = None
        self._foreign: set[str] = set()

    def read_items(self, items: Sequence[Mapping[str, Any]], value: Any) -> None:
        """Read the items of a tender, and hold its value against their sum."""
        for place, item in enumerate(items, start=1):
            self._item(place, item)
        self.printed_total_fen = self._money(None, value, "value")
        computed = sum(line.amount_fen for line in self.lines)
        if self.printed_total_fen is not None and self.printed_total_fen != computed:
            facts = {"printed_fen": self.printed_total_fen, "computed_fen": computed}
            self._problem("release_total", None, **facts)

    def read_budget(self, budget: Mapping[str, Any]) -> None:
        """Read a budget that stands alone, as one line; nothing where it names no amount."""
        total = self._money(None, budget.get("amount"), "planning.budget.amount")
        if total is None:
            return
        name = str(budget.get("description") or budget.get("project") or budget.get("id") or "").strip()
        self._add(1, "budget", {"name": name}, None, None, total)
        self._problem("release_budget_only", None, amount_fen=total)

    def _item(self, place: int, item: Mapping[str, Any]) -> None:
        identity = str(item.get("id") or f"#{place}")
        if identity in self.items:
            self._problem("release_item_twice", place, text=identity)
            identity = f"{identity}#{place}"
        unit = part(item, "unit")
        said = _attributes(item)
        quantity = self._figure(place, item.get("quantity"), "quantity")
        price = self._money(place, unit.get("value"), "unit.value")
        lump_sum = self._lump_sum(place, said.get("lump_sum"))
        texts = {
            "name": str(
                item.get("description") or part(item, "classification").get("description") or ""
            ).strip(),
            "unit": str(unit.get("name") or unit.get("id") or ""),
            "specification": said.get("specification"),
            "zone": said.get("zone"),
            "funding": said.get("funding"),
            **_classified(item, said.get("remark")),
        }
        self._add(place, identity, texts, None if quantity is None else milli_of(quantity), price, lump_sum)

    def _add(
        self,
        place: int,
        identity: str,
        texts: Mapping[str, Any],
        quantity_milli: int | None,
        price_fen: int | None,
        lump_sum_fen: int | None,
    ) -> None:
        """A line: a lump sum where one is written, else quantity × price, else without an amount."""
        computed = (
            None if quantity_milli is None or price_fen is None else amount_fen(quantity_milli, price_fen)
        )
        counts = computed if lump_sum_fen is None else lump_sum_fen
        if not texts.get("name"):
            self._problem("release_no_name", place)
        if counts is None:
            self._problem("release_no_price", place, name=texts.get("name"))
        self.items.append(identity)
        self.lines.append(
            ReadLine(
                sheet=self.release,
                row=place,
                category=texts.get("category"),
                name=texts.get("name") or "",
                specification=texts.get("specification"),
                unit=texts.get("unit") or None,
                quantity_milli=quantity_milli,
                unit_price_fen=price_fen,
                amount_fen=counts or 0,
                printed_amount_fen=lump_sum_fen,
                lump_sum=lump_sum_fen is not None or computed is None,
                zone=texts.get("zone"),
                remark=texts.get("remark"),
                code=texts.get("code"),
                incomplete=counts is None,
                funding=texts.get("funding"),
                edition=texts.get("edition"),
            )
        )

    def _figure(self, place: int | None, value: Any, field: str) -> Decimal | None:
        """A JSON number, exact to what is written; anything else is a problem."""
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int | float) or not abs(value) < LARGEST:
            self._problem("release_not_a_number", place, field=field, text=str(value)[:60])
            return None
        return Decimal(str(value))

    def _money(self, place: int | None, value: Any, field: str) -> int | None:
        """An OCDS value in fen; a currency that is not the project's is said once per release."""
        if not isinstance(value, Mapping):
            return None
        number = self._figure(place, value.get("amount"), f"{field}.amount")
        currency = str(value.get("currency") or self.currency)
        if number is not None and currency != self.currency and currency not in self._foreign:
            self._foreign.add(currency)
            self._problem("release_currency", place, currency=currency, expected=self.currency)
        return None if number is None else round_half_up(number * FEN_PER_YUAN)

    def _lump_sum(self, place: int, text: str | None) -> int | None:
        if text is None:
            return None
        try:
            return round_half_up(Decimal(text) * FEN_PER_YUAN)
        except ArithmeticError:
            self._problem("release_not_a_number", place, field="attributes.lump_sum", text=text[:60])
            return None

    def _problem(self, code: str, place: int | None, **facts: Any) -> None:
        self.problems.append(Problem(code, self.release, place, facts))


def part(parent: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    """The object under `name`; an empty one where there is none."""
    found = parent.get(name)
    return found if isinstance(found, Mapping) else {}


def parts(parent: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    """The objects of the list under `name`; nothing where there is no list."""
    found = parent.get(name)
    return [each for each in found if isinstance(each, Mapping)] if isinstance(found, list) else []


def _attributes(item: Mapping[str, Any]) -> dict[str, str]:
    """The item's attributes by id."""
    return {
        str(each.get("id")): str(each.get("value")) for each in parts(item, "attributes") if each.get("value")
    }


def _classified(item: Mapping[str, Any], remark: str | None) -> dict[str, str | None]:
    """Category, catalogue code with its edition, and remark; a code of another catalogue goes into the remark."""
    main = part(item, "classification")
    scheme, code = str(main.get("scheme") or ""), str(main.get("id") or "")
    headings = [
        str(each.get("id"))
        for each in parts(item, "additionalClassifications")
        if each.get("scheme") == CATEGORY_SCHEME
    ]
    ours = scheme.startswith(CATALOGUE_SCHEME)
    foreign = "" if ours else f"{scheme} {code}".strip()
    return {
        "category": headings[0] if headings else None,
        "code": code if ours and code else None,
        "edition": scheme.removeprefix(CATALOGUE_SCHEME).removeprefix("-") if ours and code else None,
        "remark": "; ".join(filter(None, (remark, foreign))) or None,
    }
