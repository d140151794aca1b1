"""The Gantt chart as files: what each holds, read back by something else than what wrote it."""

import datetime as dt
import io
import xml.etree.ElementTree as ET

import pypdfium2
import pytest
from openpyxl import load_workbook
from PIL import Image, ImageChops

from tests.tracker.test_plans import march, schedule, task
from tracker.calendar import WorkCalendar
from tracker.exports.gantt import WIDTH, Drawing, gantt, pdf_of, png_of, svg_of
from tracker.exports.gantt_sheet import gantt_sheet
from tracker.exports.glyphs import typeface
from tracker.exports.outlined import outlined
from tracker.i18n import Words
from tracker.schedule.model import Dependency, LinkType, TaskKind

TODAY, OPENING = march(9), march(27)
NAMES = {1: "搬迁", 2: "打包图书", 3: "搬运书架", 4: "验收<新馆>", 5: '=HYPERLINK("x")'}
LINKS = [Dependency(2, 3), Dependency(3, 4, LinkType.FF, 2)]


def plan():
    """A heading over two tasks in a row (one half done), a milestone, and a task with a dangerous name."""
    return list(
        schedule(
            task(1, kind=TaskKind.SUMMARY, title=NAMES[1]),
            task(2, parent_id=1, title=NAMES[2], duration_days=4, actual_start=march(9), percent_complete=50),
            task(3, parent_id=1, title=NAMES[3], duration_days=2),
            task(4, kind=TaskKind.MILESTONE, duration_days=0, title=NAMES[4]),
            task(5, title=NAMES[5], duration_days=3),
            links=LINKS,
            today=TODAY,
        ).values()
    )


def facts(language: str = "zh") -> dict:
    return {
        "name": "城东图书馆 & 新馆",
        "words": Words.of(language),
        "today": TODAY,
        "opening_on": OPENING,
        "calendar": WorkCalendar(),
    }


@pytest.fixture(scope="module")
def drawing() -> Drawing:
    return gantt(plan(), LINKS, **facts())


@pytest.fixture(scope="module")
def many() -> Drawing:
    rows = list(schedule(*(task(n, title=f"任务{n}") for n in range(1, 501)), today=TODAY).values())
    return gantt(rows, [], **facts())


def texts(svg: str) -> list[str]:
    return [element.text or "" for element in ET.fromstring(svg).iter("{http://www.w3.org/2000/svg}text")]


def blank(image: Image.Image) -> bool:
    image = image.convert("RGB")
    return (
        ImageChops.difference(image, Image.new("RGB", image.size, image.getpixel((0, 0)))).getbbox() is None
    )


def test_the_head_names_the_project_opening_day_and_the_day_of_printing(drawing):
    head = texts(drawing.svg())[:2]

    assert head == [
        "城东图书馆 & 新馆",
        "开馆日：2026年3月27日 周五 · 未完成任务均按时 · 打印于 2026年3月9日 周一",
    ]


@pytest.mark.parametrize(
    ("language", "signs"),
    [
        ("zh", {"已完成", "待完成", "关键", "暂定", "里程碑", "休息日", "今天", "开馆日"}),
        ("en", {"done", "to do", "critical", "provisional", "Milestone", "day off", "Today", "Opening day"}),
    ],
)
def test_the_signs_are_explained(language, signs):
    assert signs <= set(texts(gantt(plan(), [], **facts(language)).svg()))


def test_titles_stand_without_the_signs_that_fold_a_plan(drawing):
    said = texts(drawing.svg())

    assert "Opening plan" in said
    assert not any("▾" in text for text in said)


def test_links_are_drawn_only_where_both_tasks_are_shown():
    def elbows(links) -> int:
        chart = ET.fromstring(gantt(plan(), links, **facts()).svg())
        marks = [each for each in chart.iter() if "mark-line" in each.get("class", "")]
        return sum(len(list(mark.iter("{http://www.w3.org/2000/svg}path"))) for mark in marks)

    assert (elbows(LINKS), elbows([Dependency(2, 77)]), elbows([])) == (2, 0, 0)


def test_the_svg_needs_no_font_and_still_says_its_words(drawing):
    root = ET.fromstring(svg_of(drawing))

    tags = {element.tag.rpartition("}")[2] for element in root.iter()}
    labels = {element.get("aria-label", "") for element in root.iter()}
    assert "text" not in tags
    assert {"use", "path"} <= tags
    # the labels of titles keep the spaces that indent them
    assert {"搬运书架", "验收<新馆>"} <= {label.strip("\u2003\u200b") for label in labels}
    shapes = {element.get("id") for element in root.iter("{http://www.w3.org/2000/svg}path")}
    used = {
        element.get("{http://www.w3.org/1999/xlink}href")
        for element in root.iter("{http://www.w3.org/2000/svg}use")
    }
    assert used == {f"#{name}" for name in shapes if name}


def test_words_as_shapes_cover_the_same_pixels_as_words_as_text():
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="200" height="50"><rect width="200" height="50" fill="#fff"/>'
        '<text x="190" y="35" text-anchor="end" font-family="Noto Sans SC" font-size="24px">开馆g 8月</text></svg>'
    )

    def drawn(source: str) -> Image.Image:
        return (
            Image.open(io.BytesIO(png_of(_picture(source))))
            .convert("L")
            .point(lambda value: 255 * (value > 127))
        )

    difference = ImageChops.difference(drawn(svg), drawn(outlined(svg)))
    differing = sum(1 for value in difference.get_flattened_data() if value)
    # 200 × 50 pixels one and a half times as large: 300 × 75 = 22,500; edges may fall on either side
    assert differing < 225


def _picture(svg: str) -> Drawing:
    return Drawing(svg, 200, 50)


def test_the_png_is_one_and_a_half_times_a_screen_and_not_blank(drawing):
    image = Image.open(io.BytesIO(png_of(drawing)))

    assert image.size == (int(WIDTH * 1.5), int(drawing.height * 1.5))
    assert not blank(image)


def test_the_pdf_is_one_page_of_a3_width_with_the_titles_as_text(drawing):
    document = pypdfium2.PdfDocument(pdf_of(drawing))
    page = document[0]
    words = page.get_textpage()
    text = "".join(words.get_text_range().split())
    fonts = {
        pypdfium2.raw.FPDFFont_GetIsEmbedded(pypdfium2.raw.FPDFTextObj_GetFont(each.raw))
        for each in page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_TEXT], max_depth=15)
    }
    try:
        assert len(document) == 1
        # 420 mm are 1190.55 points
        assert page.get_width() == pytest.approx(1191, abs=1)
        assert {
            name
            for name in ("搬迁", "打包图书", "搬运书架", "验收<新馆>", "城东图书馆&新馆")
            if name not in text
        } == set()
        assert fonts == {1}
        assert not blank(page.render(scale=0.5).to_pil())
    finally:
        words.close()
        page.close()
        document.close()


def test_five_hundred_tasks_keep_their_height_in_every_format(many):
    # each line is 22 pixels high: 500 tasks, the plan's heading and the two lines of the days
    assert many.height > 503 * 22
    document = pypdfium2.PdfDocument(pdf_of(many))
    assert 503 * 22 * 0.75 < document[0].get_height() <= 14_400
    document.close()
    assert png_scale(many) > 1


def png_scale(drawing: Drawing) -> float:
    return Image.open(io.BytesIO(png_of(drawing))).width / drawing.width


def test_a_name_too_long_for_the_page_ends_in_an_ellipsis():
    drawing = gantt(plan(), [], **{**facts(), "name": "图书馆" * 80})

    title = texts(drawing.svg())[0]
    assert title.endswith("…")
    assert typeface(bold=True).width(title, 24) <= WIDTH - 80


def sheet(rows=None, **given):
    data = gantt_sheet(plan() if rows is None else rows, LINKS, **{**facts("en"), **given})
    return load_workbook(io.BytesIO(data)).active


def test_the_workbook_lists_the_tasks_with_dates_float_and_predecessors():
    rows = [row[:12] for row in sheet().iter_rows(min_row=5, values_only=True)]

    def day(number):
        return dt.datetime(2026, 3, number)  # noqa: DTZ001 (a spreadsheet's dates have no zone)

    assert rows[0] == (
        "No.", "Outline", "Task", "Plan", "Owner", "Working days", "Start", "Finish", "% done",
        "Float (working days)", "Critical", "Waits for",
    )  # fmt: skip
    # Mon 9 to Thu 12, Fri 13 and Mon 16 March; the milestone two working days after Monday the 16th.
    assert [(row[0], row[1], row[2], row[5], row[6], row[7], row[8], row[11]) for row in rows[1:]] == [
        (1, "1.1", "搬迁", None, day(9), day(16), 33, None),
        (2, "1.1.1", "打包图书", 4, day(9), day(12), 50, None),
        (3, "1.1.2", "搬运书架", 2, day(13), day(16), 0, "2"),
        (4, "1.2", "验收<新馆>", 0, day(18), day(18), 0, "3FF+2d"),
        (5, "1.3", '\'=HYPERLINK("x")', 3, day(9), day(11), 0, None),
    ]


def test_the_bars_of_a_short_plan_are_cells_of_days_and_of_a_long_one_cells_of_weeks():
    page = sheet()
    bar = {
        column[4].value: [cell.value or "" for cell in column[5:]]
        for column in page.iter_cols(min_col=13, max_row=10)
    }
    # from 9 to 27 March: the heading's bar, a task half done, its successor, the milestone, a task with float
    assert bar[9] == ["▬", "■", "", "", "□"]
    assert bar[11] == ["▬", "□", "", "", "□"]
    assert bar[12] == ["▬", "□", "", "", ""]
    assert bar[14] == ["▬", "", "□", "", ""]
    assert bar[18] == ["", "", "", "◆", ""]
    assert bar[27] == ["|"] * 5
    assert page["M4"].value == "Mar 2026"
    assert page.freeze_panes == "D6"

    weeks = [cell.value for cell in sheet(opening_on=dt.date(2026, 12, 28))[5][12:]]
    assert weeks[:4] == [9, 16, 23, 30]
    # Monday 9 March to Monday 28 December are 42 weeks apart
    assert len(weeks) == 43


def test_a_critical_bar_is_red_and_days_off_are_shaded():
    page = sheet(list(schedule(task(1, duration_days=15), today=TODAY, opening_on=OPENING).values()))

    # fifteen working days from Monday 9 March end on Friday 27 March, opening day: no float
    assert [page.cell(6, 13).value, page.cell(6, 13).fill.fgColor.rgb] == ["!", "00B5391F"]
    assert page.cell(6, 11).value == "yes"


def test_numbers_of_a_selection_are_those_of_the_whole_outline():
    chosen = [row for row in plan() if row.id == 5]

    assert sheet(chosen, numbered_in=plan()).cell(6, 2).value == "1.3"


def test_the_title_of_a_workbook_never_becomes_a_formula():
    assert sheet(name="=1+1")["A1"].value == "'=1+1"
