"""A department's budget in two versions, as CSV: columns chosen by hand, both stored, compared to the dollar."""

import csv
import io

from tests.pages.helpers import open_page
from tests.support.shared_data import OAKLAND, needs_shared_data
from tracker.imports.headings import Meaning

COLUMNS = {
    "Column B: department": Meaning.CATEGORY,
    "Column C: fund_code": Meaning.CODE,
    "Column D: account_type": Meaning.NAME,
    "Column E: account_category": Meaning.SPECIFICATION,
    "Column F: amount": Meaning.AMOUNT,
}

pytestmark = needs_shared_data


def press(at, label):
    next(each for each in at.button if each.label == label).click()
    at.run(timeout=120)
    assert not at.exception, at.exception


def library(name: str) -> bytes:
    """The rows of one department: the whole city is read in the tests of the importer."""
    with (OAKLAND / name).open(encoding="utf-8", newline="") as file:
        heading, *rows = csv.reader(file)
    out = io.StringIO()
    csv.writer(out).writerows([heading, *(row for row in rows if row[1] == "Library")])
    return out.getvalue().encode()


def store(at, name: str, lines: int, number: int) -> None:
    """Upload the library's rows of a version, say what its columns hold, confirm what is asked, store it."""
    at.button(key="open_import").click().run()
    at.file_uploader[0].set_value((name, library(name), "text/csv")).run(timeout=120)
    press(at, "Take this row as the headings")
    at.session_state[next(each.key for each in at.expander if each.label == "How the columns are read")] = (
        True
    )
    at.run(timeout=120)
    for label, meaning in COLUMNS.items():
        next(each for each in at.selectbox if each.label.replace("\\", "") == label).set_value(meaning)
    press(at, "Read again with these columns")
    assert next(each for each in at.metric if each.label == "Lines").value == f"{lines:,}"
    if number > 1:
        press(at, "Confirm all")
    press(at, f"Store as draft {number}")


def test_two_versions_of_a_budget_are_compared_to_the_dollar(empty_project) -> None:
    at = open_page("drafts")
    press(at, "Start the plan")
    store(at, "FY14-15__adopted.csv", 524, 1)
    store(at, "FY14-15__adjusted.csv", 534, 2)

    at = open_page("compare", **{"from": "1", "to": "2", "by": "category"})
    totals = at.dataframe[0].value.set_index("Category")
    # As the budget office's own files sum up: 27,394,879 adopted, 27,651,899 adjusted.
    assert totals.loc["Library"].to_list() == ["+257,020.00", "27,394,879.00", "27,651,899.00"]
    assert totals.loc["Total"].to_list() == totals.loc["Library"].to_list()
