"""Money as whole fen, quantities as whole thousandths: exact arithmetic, rounded half up in one place.

Fen are the minor unit of the project's currency. A database that stores decimals as floats (SQLite) gets
halves wrong, so nothing here or below ever holds money in a float (design rule 6).
"""

from decimal import ROUND_HALF_UP, Decimal

MILLI = 1000
FEN_PER_YUAN = 100
FEN_PER_WAN = 1_000_000


def round_half_up(value: Decimal) -> int:
    """The nearest whole number; exact halves go away from zero (-0.5 gives -1)."""
    return int(value.quantize(Decimal(1), rounding=ROUND_HALF_UP))


def amount_fen(quantity_milli: int, unit_price_fen: int) -> int:
    """Quantity (thousandths) × unit price (fen), in fen, rounded half up (away from zero)."""
    return divide_half_up(quantity_milli * unit_price_fen, MILLI)


def divide_half_up(numerator: int, denominator: int) -> int:
    """`numerator / denominator` (denominator > 0) rounded half away from zero, in integers."""
    sign = -1 if numerator < 0 else 1
    return sign * ((2 * abs(numerator) + denominator) // (2 * denominator))


def milli_of(quantity: Decimal) -> int:
    """A quantity as whole thousandths; more than three decimals are rounded half up."""
    return round_half_up(quantity * MILLI)


def quantity_of(milli: int) -> Decimal:
    """Whole thousandths as a plain decimal without trailing zeros: 12000 gives 12, 1500 gives 1.5."""
    value = Decimal(milli) / MILLI
    normal = value.normalize()
    return normal if normal.as_tuple().exponent <= 0 else normal.quantize(Decimal(1))  # type: ignore[operator]
