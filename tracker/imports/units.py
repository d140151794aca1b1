"""Units of money as Chinese and English lists write them, in fen."""

import re
import unicodedata

FEN_PER_UNIT = {
    "元": 100,
    "圆": 100,
    "块": 100,
    "人民币": 100,
    "yuan": 100,
    "角": 10,
    "分": 1,
    "fen": 1,
    "十元": 1_000,
    "百元": 10_000,
    "千": 100_000,
    "千元": 100_000,
    "1000元": 100_000,
    "thousandyuan": 100_000,
    "1000yuan": 100_000,
    "kyuan": 100_000,
    "万": 1_000_000,
    "万元": 1_000_000,
    "10000元": 1_000_000,
    "wan": 1_000_000,
    "wanyuan": 1_000_000,
    "10000yuan": 1_000_000,
    "10kyuan": 1_000_000,
    "10k": 1_000_000,
    "tenthousandyuan": 1_000_000,
    "十万元": 10_000_000,
    "百万元": 100_000_000,
    "millionyuan": 100_000_000,
    "千万元": 1_000_000_000,
    "亿": 10_000_000_000,
    "亿元": 10_000_000_000,
}
"""Fen in one unit, by its name in lower case without blanks and separators."""

_MONEY_WORD = re.compile(
    r"元$|圆$|[币镑]$|[$€£₩]|美金|dollar|euro|yuan|pound|\byen\b|\b(?:usd|eur|gbp|jpy|hkd|mop|twd|rmb|cny)\b"
    r"|^thousands?$|^millions?$"
)
_STATEMENT = re.compile(
    r"(?:^|[^一-鿿])(?P<money>(?:金额|货币|计价|价格|人民币)(?:计量)?)?单位\s*:\s*(?P<unit>(?:人民币\W*)?[^\s,;)]+)"
    r"|(?:^|\b)(?:currency|(?P<english>unit of (?:money|currency))|unit)\s*:\s*(?P<unit_en>[^,;)]+)",
    re.IGNORECASE,
)


def fen_per_unit(unit: str) -> int | None:
    """Fen in one `unit` (元 gives 100, 万元 1,000,000), or None where the unit is not known."""
    name = re.sub(r"^单位:|[\s,(]", "", unicodedata.normalize("NFKC", unit).lower())
    known = [fen for part in name.split("/") if (fen := _fen_of_name(part)) and part != "人民币"]
    return known[0] if known else _fen_of_name(name.split("/")[0])


def _fen_of_name(name: str) -> int | None:
    if name not in FEN_PER_UNIT:
        name = re.sub(r"^in|人民币", "", name)
        name = re.sub(r"(?:rmb|cny|renminbi|yuan|¥)+", "yuan", name)
        name = re.sub(r"^yuan(?=.)", "", name)
    return FEN_PER_UNIT.get(name)


def names_money(text: str) -> bool:
    """Whether the text names a unit of money, known or not: 万元, 美元 and USD do; 含税 does not."""
    name = unicodedata.normalize("NFKC", text).strip().lower()
    return fen_per_unit(name) is not None or bool(_MONEY_WORD.search(re.sub(r"/.*$", "", name)))


def unit_in(text: str) -> str | None:
    """The unit of money named in the brackets of a heading ("含税, 万元" gives 万元), or None."""
    if fen_per_unit(text) is not None:
        return text
    return next((part.strip() for part in re.split(r"[,、;\s]", text) if names_money(part)), None)


def stated_unit(text: str) -> str | None:
    """The unit of money that a line above a table states (单位:万元, 金额单位:元), or None.

    编制单位:某图书馆 and 单位:某图书馆 name an organisation, not money.
    """
    found = _STATEMENT.search(unicodedata.normalize("NFKC", text))
    if not found:
        return None
    unit = (found["unit"] or found["unit_en"]).strip()
    return unit if found["money"] or found["english"] or names_money(unit) else None
