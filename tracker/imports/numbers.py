"""Figures as lists carry them: numbers, text with separators, full-width digits, currency, capitals."""

import re
import unicodedata
from decimal import Decimal

from tracker.imports.units import fen_per_unit, names_money
from tracker.money import FEN_PER_YUAN, round_half_up

ABSENT = frozenset({"-", "--", "—", "——", "–", "/", "\\", "无", "n/a", "na", "nil", "none", "."})
"""What people write where there is no figure."""

_PLAIN = re.compile(r"[-+]?(?:\d{1,3}(?:,\d{3})+|\d+)?(?:\.\d*)?(?:e[-+]?\d{1,2})?", re.IGNORECASE)
_COUNTED_IN = re.compile(r"(?![余多几约来])[一-鿿]{1,3}|m2|m3|pcs|sets?", re.IGNORECASE)
_LEADING_NUMBER = re.compile(r"([-+]?[\d,]+(?:\.\d+)?)\s*(.+)")
_CURRENCY_SIGN = re.compile(r"^([-+]?)(?:¥|rmb|cny|人民币)", re.IGNORECASE)
_LONGEST_LABEL = 500
_LIMIT = Decimal(10) ** 12
"""No list of goods has larger figures; a bar code in the wrong column does."""
_MAX_DIGITS = 15
"""A spreadsheet shows 15 significant digits of a double; what lies beyond is noise of its arithmetic."""

_CAPITAL_DIGITS = {
    sign: value
    for value, signs in enumerate(
        ("零〇", "壹一弌", "贰二贰貳两", "叁三參叄", "肆四", "伍五", "陆六陸", "柒七", "捌八", "玖九")
    )
    for sign in signs
}
_CAPITAL_TENS = {"拾": 10, "十": 10, "佰": 100, "百": 100, "仟": 1000, "千": 1000}
_CAPITAL_AMOUNT = re.compile(
    r"(?P<yuan>[零〇壹贰貳叁參叄肆伍陆陸柒捌玖拾佰仟一二两三四五六七八九十百千万萬亿億]+)[元圆圓]"
    r"(?:(?P<jiao>[零壹贰叁肆伍陆柒捌玖])角)?(?:零?(?P<fen>[零壹贰叁肆伍陆柒捌玖])分)?"
)


class NotANumberError(ValueError):
    """A cell that should hold a figure holds something else; its argument is the text."""


class UnknownUnitError(ValueError):
    """A figure in a unit of money that is not known (300美元); its argument is the text."""


def number_of(value: object) -> Decimal | None:
    """The figure in a cell, exact; None where there is none (blank, -, 无).

    Raises:
        NotANumberError: text, a date, a truth value or an error where a number belongs, or a figure of a
            million million and more.
    """
    number = _any_number(value)
    if number is not None and abs(number) >= _LIMIT:
        raise NotANumberError(str(value))
    return number


def _any_number(value: object) -> Decimal | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise NotANumberError(str(value))
    if isinstance(value, int):
        return Decimal(value)
    if isinstance(value, float):
        return _of_float(value)
    text = plain_text(value)
    return None if text.lower() in ABSENT or not text else _of_text(text, value)


def quantity_and_unit(value: object) -> tuple[Decimal | None, str | None]:
    """A quantity that may carry its unit of measure: 12 gives (12, None), 12台 gives (12, 台).

    Raises:
        NotANumberError: as `number_of`, and for about-figures such as 40余 or 3-5.
    """
    try:
        return number_of(value), None
    except NotANumberError:
        found = _LEADING_NUMBER.fullmatch(plain_text(value)) if isinstance(value, str) else None
        if not found or not _COUNTED_IN.fullmatch(found[2]):
            raise
        return number_of(found[1]), found[2]


def money_fen(value: object, fen_per_column_unit: int) -> int | None:
    """Money in a cell as whole fen, rounded half up; None where there is none.

    A unit written in the cell (3.5万元) goes before the unit of the column.

    Raises:
        NotANumberError: as `number_of`.
        UnknownUnitError: the cell names a unit of money that is not known.
    """
    factor = fen_per_column_unit
    if isinstance(value, str):
        text = plain_text(value)
        found = _LEADING_NUMBER.fullmatch(_CURRENCY_SIGN.sub(r"\1", text).strip())
        if found and names_money(found[2]):
            known = fen_per_unit(found[2])
            if known is None:
                raise UnknownUnitError(value)
            value, factor = found[1], known
        else:
            value = text
    number = number_of(value)
    return None if number is None else round_half_up(number * factor)


def capital_amount_fen(text: str) -> int | None:
    """An amount in Chinese capitals as fen: 叁佰伍拾万元整 gives 350,000,000; None where there is none."""
    found = _CAPITAL_AMOUNT.search(text[:_LONGEST_LABEL])
    if not found:
        return None
    yuan = _capital_integer(found["yuan"])
    return yuan * FEN_PER_YUAN + 10 * _digit(found["jiao"]) + _digit(found["fen"])


def plain_text(value: object) -> str:
    """Text in compatible forms (full-width digits and signs become ASCII), without outer blanks."""
    return unicodedata.normalize("NFKC", str(value)).replace("−", "-").strip()


def _of_float(value: float) -> Decimal:
    number = Decimal(format(value, f".{_MAX_DIGITS}g"))
    if not number.is_finite():
        raise NotANumberError(str(value))
    return number


def _of_text(text: str, original: str) -> Decimal:
    body = _CURRENCY_SIGN.sub(r"\1", text).removesuffix("元")
    body = re.sub(r"(?<=\d) (?=\d{3}(?:\D|$))", "", body.strip())
    if body.startswith("(") and body.endswith(")"):
        body = "-" + body[1:-1]
    body = body.lstrip("¥").replace("-¥", "-").strip()
    if not _PLAIN.fullmatch(body) or not re.search(r"\d", body):
        raise NotANumberError(original)
    return Decimal(body.replace(",", ""))


def _digit(sign: str | None) -> int:
    return _CAPITAL_DIGITS[sign] if sign else 0


def _capital_integer(text: str) -> int:
    """Chinese numerals in groups of ten thousand: each 亿 and 万 closes the group before it."""
    total = group = digit = 0
    for sign in text:
        if sign in _CAPITAL_DIGITS:
            digit = _CAPITAL_DIGITS[sign]
        elif sign in _CAPITAL_TENS:
            group += (digit or 1) * _CAPITAL_TENS[sign]
            digit = 0
        elif sign in "万萬":
            total += (group + digit) * 10_000
            group = digit = 0
        else:
            total = (total + group + digit) * 100_000_000
            group = digit = 0
    return total + group + digit
