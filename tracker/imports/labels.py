"""Words that make a row something else than a line: 小计, 合计, a category's own row, a note."""

import re
import unicodedata
from enum import StrEnum

from tracker.imports.numbers import capital_amount_fen

_ORDINAL = r"(?:第?[一二三四五六七八九十百]+[章节部分]{0,2}|[ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ]|[IVX]{1,4}|\d{1,2})"
_ORDINAL_AHEAD = re.compile(
    rf"^\s*(?:[(\uff08]{_ORDINAL}[)\uff09]|{_ORDINAL}(?:[、.\uff0e:\uff1a](?!\d)|\s+(?=\D))"
    r"|[A-Z][、.\uff0e](?!\d))\s*(?=\S)"
)
_SECTION_NUMBER = re.compile(
    r"\(?第?[一二三四五六七八九十]+\)?[、.]?[章节部分]{0,2}|[IVX]{1,5}[.、]?|[A-Z][.、]?"
)

_SUBTOTAL = re.compile(
    r"(?:本页|分页|页|分类|分项|类别|部分|本类|本项)?小计|小计\(?[一二三四五六七八九十\d]+\)?"
    r"|(?:本页|分页|分类|分项|类别|本类|本项)[合总]计|sub-?total|pagetotal"
)
_TOTAL = re.compile(
    r"[合总共]计|总合计|合计总[价额]?|[合总共]计金额|总金额|(?:金额|全部|本表|项目|预算|总价|采购)[合总]计|总[价额]|[合总]计\(.{1,12}\)|(?:grand|sum|overall)?total|totalamount|totalcost|grandsum|totals"
)
_GRAND = re.compile(r"总计|总合计|全部[合总]计|(?:grand|overall)total|项目[合总]计")
_NAMED_SUBTOTAL = re.compile(
    r"(?P<ahead>.{1,40}?)(?:小计|[合总共]计|sub-?total|total)(?:\(.{1,12}\))?"
    r"|(?:sub-?total|total)(?:of|for|[:-])(?P<behind>.{1,40})"
)
_PAGE = re.compile(r"本页|分页|^页|pagetotal")
_IN_WORDS = re.compile(r"^(?:[合总共]计|总[价额]|金额)\W*(?:人民币)?\W*大写")
_TOTAL_WORD = re.compile(r"大写|[合总共]计")
_NOTE = re.compile(
    r"^(?:备?注|说明|编制|制表|填表|审核|审批|复核|负责|经办|采购人|供应商|日期|联系|单位|金额单位|编制单位|填报|批准|制单|盖章"
    r"|note|remark|prepared|approved|checked|date|signature)[^:]{0,12}:",
    re.IGNORECASE,
)
_LONGEST_CATEGORY = 30


_SUM_IN_LABEL = re.compile(
    r"(?P<label>(?:小|[合总共])计|(?:sub|grand)? ?total)\W*?(?P<sum>-?[¥\d][\d,.]*\s*[十百千万亿]*元?)整?"
)


class TotalKind(StrEnum):
    """Which lines a printed sum is the sum of."""

    PAGE = "page"
    SUBTOTAL = "subtotal"
    NAMED = "named"
    TOTAL = "total"
    GRAND = "grand"


def total_kind(text: str, *, priced: bool) -> TotalKind | None:
    """The kind of sum that a label announces, None for any other text.

    The label must be the whole text (blanks, brackets and colons aside), so 合计算机 stays an item. A named
    sum (阅览家具小计) is one only in a row without a unit price (`priced` False).
    """
    word = _squeezed(text)
    if _SUBTOTAL.fullmatch(word):
        return TotalKind.PAGE if _PAGE.search(word) else TotalKind.SUBTOTAL
    if _TOTAL.fullmatch(word):
        return TotalKind.GRAND if _GRAND.search(word) else TotalKind.TOTAL
    if not priced and _NAMED_SUBTOTAL.fullmatch(word):
        return TotalKind.NAMED
    return None


def sum_in_label(text: str) -> tuple[str, str] | None:
    """Label and figure of a sum written in one cell: (合计, 3,500,000元) for 合计:3,500,000元; else None."""
    found = _SUM_IN_LABEL.fullmatch(_plain(text).lower())
    return (found["label"], found["sum"]) if found else None


def named_by_total(text: str) -> str | None:
    """The category that a named sum speaks of: 阅览家具 for 阅览家具小计; None for a plain 小计."""
    found = _NAMED_SUBTOTAL.fullmatch(_squeezed(text))
    return (found["ahead"] or found["behind"]) if found else None


def is_total_in_words(text: str) -> bool:
    """Whether the text is the line that repeats the total in Chinese capitals (合计人民币(大写):…)."""
    plain = _plain(text)
    if _IN_WORDS.match(plain):
        return True
    return bool(_TOTAL_WORD.search(plain)) and capital_amount_fen(plain) is not None


def is_note(text: str) -> bool:
    """Whether the text is a remark or a signature under the table (注:…, 审核人:…)."""
    return bool(_NOTE.match(_plain(text)))


def is_section_number(text: str) -> bool:
    """Whether a serial number is that of a section (一, (二), III, A) and not of a line (1, 2 …)."""
    return bool(_SECTION_NUMBER.fullmatch(_plain(text)))


def category_title(text: str) -> str | None:
    """The category that a row of its own names: 阅览家具 for 一、阅览家具; None where it cannot be one."""
    title = _ORDINAL_AHEAD.sub("", text).strip().rstrip(":\uff1a ")
    if not title or len(title) > _LONGEST_CATEGORY or re.search("[。;\uff1b]", title) or is_note(text):
        return None
    return title if re.search(r"[^\W\d]", title) else None


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip()


def _squeezed(text: str) -> str:
    """Text without blanks, ordinals ahead and colons behind, in lower case and compatible forms."""
    plain = unicodedata.normalize("NFKC", text).lower()
    bare = _ORDINAL_AHEAD.sub("", plain)
    return re.sub(r"\s", "", bare).strip(":-=")
