"""The workbook of all people data: the figures of the pages, and nobody named to who may not see names."""

import io

from openpyxl import load_workbook

from db.seeds.layout import Layout
from db.unit_of_work import reading, unit_of_work
from pages.people._export_all import people_data, tables
from tests.factories import make
from tests.pages.helpers import open_page
from tests.support.databases import SAMPLE_DAY
from tracker.exports.table import to_workbook
from tracker.i18n import Words

OPENING = Layout(SAMPLE_DAY).opening_on


def workbook(engine, *, names: bool):
    """The workbook in English, as sheets of rows of values."""
    with reading(engine) as session:
        data = people_data(session, 1, SAMPLE_DAY, OPENING, names=names)
    book = load_workbook(io.BytesIO(to_workbook(tables(Words.of("en"), data, names=names))))
    return {sheet.title: [list(row) for row in sheet.iter_rows(values_only=True)] for sheet in book}


def column(rows: list[list[object]], title: str) -> list[object]:
    at = rows[0].index(title)
    return [row[at] for row in rows[1:]]


def test_the_workbook_holds_the_figures_of_the_pages(sample_engine):
    sheets = workbook(sample_engine, names=True)

    assert list(sheets) == [
        "Departments",
        "Posts",
        "Approvals",
        "People in post",
        "Recruitment rounds",
        "Stages of rounds",
        "Courses",
        "Sessions",
        "Class hours",
    ]
    assert (sum(column(sheets["Posts"], "Approved")), sum(column(sheets["Posts"], "In post"))) == (26, 21)
    assert sum(column(sheets["Departments"], "Approved at opening")) == 26
    seminar = column(sheets["Courses"], "Course").index("视觉艺术高端研讨班")
    assert column(sheets["Courses"], "Planned class hours")[seminar] == 20
    assert column(sheets["Courses"], "Delivered class hours")[seminar] == 6
    assert column(sheets["Courses"], "Participants")[seminar] == 20
    names = column(sheets["Class hours"], "Participant")
    hours = dict(zip(names, column(sheets["Class hours"], "Class hours"), strict=True))
    # 2 of 6 hours at one evening; the seventh was away twice, the fifteenth once
    assert (hours["学员01(示例)"], hours["学员07(示例)"], hours["学员15(示例)"]) == (6, 2, 4)


def test_without_the_right_to_names_nobody_is_named_and_candidates_never_are(sample_engine):
    with unit_of_work(sample_engine) as session:
        round_ = make("recruitment_round", session, project_id=1, title="补充招聘(示例)")
        make(
            "candidate", session, project_id=1, round_id=round_.id, name="应聘甲(示例)", contact="13800000000"
        )

    quiet, full = workbook(sample_engine, names=False), workbook(sample_engine, names=True)

    assert not {"Participant", "Trainer"} & {title for rows in quiet.values() for title in rows[0]}
    assert "学员01(示例)" not in str(quiet)
    assert "馆负责人(示例)" not in str(quiet)
    assert "学员01(示例)" in str(full)
    assert "馆负责人(示例)" in str(full)
    assert "应聘甲" not in str(full)
    assert "13800000000" not in str(full)


def test_the_posts_page_tells_how_ready_the_departments_are_and_offers_the_workbook(sample):
    at = open_page("posts")

    said = "\n".join(str(each.value) for each in at.markdown)
    assert "of 26 posts filled" in said
    assert "of 7 departments are ready" in said
    assert "Export all people data" in [button.label for button in at.get("download_button")]
