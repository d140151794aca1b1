"""Filling in a round's workbook as a person would: by the place or the text that stands in a row."""

import io

from openpyxl import load_workbook


class Filling:
    """A workbook that is being filled in.

    Args:
        data: the file, as it was exported or filled in before.
    """

    def __init__(self, data: bytes) -> None:
        self.book = load_workbook(io.BytesIO(data))
        self.pages = {str(page.cell(1, 1).value): page for page in self.book.worksheets}

    def write(self, kind: str, row: int, **cells: object) -> "Filling":
        """Write into the open cells of a row (the first is 3), by the key of their column."""
        page = self.pages[kind]
        columns = {cell.value: cell.column for cell in page[1]}
        for key, value in cells.items():
            page.cell(row, columns[key]).value = value
        return self

    def row_with(self, kind: str, *texts: str) -> int:
        """The row in which all these texts stand."""
        for row in self.pages[kind].iter_rows(min_row=3):
            values = [str(cell.value) for cell in row]
            if all(text in values for text in texts):
                return int(row[0].row)
        message = f"no row of {kind} has {texts}"
        raise LookupError(message)

    def saved(self) -> bytes:
        """The file."""
        out = io.BytesIO()
        self.book.save(out)
        return out.getvalue()
