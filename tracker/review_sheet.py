"""The workbook a reviewer fills in, and how it is told apart: shared by what writes it and what reads it."""

from enum import StrEnum

FORMAT = "kaiguan-review-1"
"""Stands in the first cell of the hidden sheet; another program's workbook has none."""

ABOUT = "_kaiguan"
"""The hidden sheet: format and draft, then each line's id with the decision as it was exported."""

FIRST_ABOUT_ROW = 3
KEYS_ROW = 1
"""The hidden row of the sheet of lines that names the columns for the reader."""


class Cell(StrEnum):
    """The columns a reviewer fills in."""

    DECISION = "decision"
    QUANTITY = "quantity_milli"
    UNIT_PRICE = "unit_price_fen"
    AMOUNT = "amount_fen"
    TEXT = "text"
    COMMENT = "comment"


DECIDING = (Cell.DECISION, Cell.QUANTITY, Cell.UNIT_PRICE, Cell.AMOUNT, Cell.TEXT)
"""What makes up a decision, in the order of the hidden sheet."""

LINEAGE = "lineage"
"""The hidden column with the line's id."""
