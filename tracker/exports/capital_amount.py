"""An amount of money in the capital numerals of Chinese official papers (大写金额): 3,500,000.00 is 叁佰伍拾万元整.

Rules: 正确填写票据和结算凭证的基本规定 (annex 1 of 支付结算办法, 银发〔1997〕393号). One 零 stands for any gap of
zeros; an amount without fen ends with 整. Where the annex leaves a 零 free (万 or 元 place empty, the next one
not), none is written.
"""

from tracker.money import FEN_PER_YUAN

_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_UNITS = ((100_000_000, "亿"), (10_000, "万"), (1_000, "仟"), (100, "佰"), (10, "拾"))


def capital_amount(fen: int) -> str:
    """`fen` as text in capitals; a negative amount begins with 负."""
    if fen < 0:
        return "负" + capital_amount(-fen)
    yuan, rest = divmod(fen, FEN_PER_YUAN)
    jiao, last = divmod(rest, 10)
    text = f"{_whole(yuan)}元" if yuan or not rest else ""
    if jiao:
        text += f"{_DIGITS[jiao]}角"
    elif last and yuan:
        text += "零"
    return text + (f"{_DIGITS[last]}分" if last else "整")


def _whole(number: int) -> str:
    """A whole number in capitals; 0 is 零."""
    for unit, sign in _UNITS:
        if number >= unit:
            high, low = divmod(number, unit)
            gap = "零" if 0 < low < unit // 10 else ""
            return _whole(high) + sign + gap + (_whole(low) if low else "")
    return _DIGITS[number]
