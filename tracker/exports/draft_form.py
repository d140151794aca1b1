"""A draft in official form, whatever it is written to: sections with subtotals, the total in figures and capitals."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field

from tracker.exports.capital_amount import capital_amount
from tracker.i18n import Words
from tracker.procurement.lines import Line

_NUMERALS = "一二三四五六七八九"


@dataclass(frozen=True, slots=True)
class FormLine:
    """A line of the draft with what computations do not look at."""

    line: Line
    remark: str = ""
    catalogue_code: str = ""


@dataclass(frozen=True, slots=True)
class DraftForm:
    """What the form says.

    Attributes:
        project: the library.
        plan: title of the procurement plan.
        number: of the draft; None for a working copy.
        drawn_up_on: the day on the paper, or None.
        lines: in the order of the draft.
        remarks: what stands below the table, or empty.
    """

    project: str
    plan: str
    number: int | None
    drawn_up_on: dt.date | None
    lines: tuple[FormLine, ...]
    remarks: str = ""

    @property
    def total_fen(self) -> int:
        """The sum of all lines."""
        return sum(each.line.amount_fen for each in self.lines)


@dataclass(slots=True)
class Section:
    """The lines of one category; the title is empty where the draft has no categories at all."""

    title: str
    lines: list[FormLine] = field(default_factory=list)

    @property
    def total_fen(self) -> int:
        """The subtotal."""
        return sum(each.line.amount_fen for each in self.lines)


def sections(form: DraftForm, w: Words) -> list[Section]:
    """The categories in the order of their first lines."""
    found: dict[str | None, Section] = {}
    for each in form.lines:
        category = each.line.category
        found.setdefault(category, Section(category or w._("Without category"))).lines.append(each)
    if set(found) == {None}:
        found[None].title = ""
    return list(found.values())


def title(form: DraftForm, w: Words) -> str:
    """The heading: the plan and which draft it is."""
    if form.number is None:
        return w._("{plan} (working copy)", plan=form.plan)
    return w._("{plan} (draft {number})", plan=form.plan, number=form.number)


def about(form: DraftForm, w: Words) -> list[str]:
    """Who drew it up, when, and the unit of money."""
    day = w._("Date: {date}", date=official_date(form.drawn_up_on, w)) if form.drawn_up_on else w._("Date:")
    return [w._("Drawn up by: {project}", project=form.project), day, w._("Unit: yuan")]


def official_date(day: dt.date, w: Words) -> str:
    """A day as it stands on official papers: 2026年3月16日 / 16 March 2026."""
    if w.language == "zh":
        return f"{day.year}年{day.month}月{day.day}日"
    return f"{day.day} {day:%B %Y}"


def headings(w: Words) -> list[str]:
    """The columns: number, name, specification, unit, quantity, price, amount, zone, remark."""
    return [
        w._p("form", "No."),
        w._p("form", "Name"),
        w._p("form", "Specification"),
        w._p("form", "Unit"),
        w._p("form", "Quantity"),
        w._p("form", "Unit price (yuan)"),
        w._p("form", "Amount (yuan)"),
        w._p("form", "Zone"),
        w._p("form", "Remark"),
    ]


def section_number(index: int, w: Words) -> str:
    """The number of a section, from 1: 一, 十二 in Chinese, A, B … in English."""
    if w.language == "zh":
        return _chinese(index)
    return chr(ord("A") + (index - 1) % 26)


def total_in_capitals(form: DraftForm, w: Words) -> str:
    """The total as official papers repeat it below the figures."""
    return w._("Total in capitals: {amount}", amount=capital_amount(form.total_fen))


def signatures(w: Words) -> list[str]:
    """The lines to sign."""
    return [
        w._("Drawn up by (signature)"),
        w._("Checked by (signature)"),
        w._("Head of the unit (signature, seal)"),
        w._("Date"),
    ]


def footer(form: DraftForm, w: Words) -> str:
    """What stands at the foot of each page."""
    return f"{form.project} · {title(form, w)}"


def remark(each: FormLine, w: Words) -> str:
    """The remark of a line; a lump sum says so."""
    said: Sequence[str] = [each.remark] if each.remark else []
    return w.listed([*said, w._("lump sum")] if each.line.lump_sum else list(said))


def _chinese(number: int) -> str:
    tens, ones = divmod(number, 10)
    digits = f" {_NUMERALS}"
    return (digits[tens] if tens > 1 else "").strip() + ("十" if tens else "") + digits[ones].strip()
