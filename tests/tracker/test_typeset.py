"""Documents as PDF: what somebody typed is set as it stands, pictures arrive, the same data gives the same file."""

import datetime as dt
import io

import pypdfium2
import pytest
from openpyxl import load_workbook
from PIL import Image

from tracker.exports import typeset
from tracker.exports.finding_list import ListedFinding, ListHead, finding_list_pdf, finding_list_xlsx
from tracker.i18n import Words
from tracker.vocabulary import FindingStatus, Severity, Trade

HEAD = ListHead("城东图书馆", "施工单位 #strong[甲]", dt.date(2026, 4, 1))
TYPED = "渗水 #panic(1) *粗* $x$ \\n @a </body> = 标题"


def finding(number, place="二层阅览区", **given):
    values = {
        "severity": Severity.MAJOR,
        "status": FindingStatus.ASSIGNED,
        "trade": Trade.PLUMBING,
        "description": "吊顶渗水",
        "found_on": dt.date(2026, 3, 4),
        "due_on": dt.date(2026, 3, 9),
        "overdue": True,
    }
    return ListedFinding(number=number, place=place, **{**values, **given})


def picture(colour="red"):
    out = io.BytesIO()
    Image.new("RGB", (40, 30), colour).save(out, "JPEG")
    return out.getvalue()


def read(data):
    """The text of each page, and how many pictures each has."""
    document = pypdfium2.PdfDocument(data)
    try:
        texts, pictures = [], []
        for page in document:
            text_page = page.get_textpage()
            texts.append(text_page.get_text_bounded().replace("\r", ""))
            text_page.close()
            kinds = [item.type for item in page.get_objects()]
            pictures.append(kinds.count(3))  # FPDF_PAGEOBJ_IMAGE
            page.close()
        return texts, pictures
    finally:
        document.close()


def test_what_somebody_typed_is_set_as_it_stands():
    [text], _ = read(finding_list_pdf(HEAD, [finding(7, description=TYPED)], {}, Words.of("zh")))

    assert "渗水 #panic(1) *粗* $x$ \\n @a </body> = 标题" in text.replace("\n", " ")
    assert "#strong[甲]" in text


def test_the_list_is_grouped_by_place_with_numbers_due_days_and_lines_to_sign():
    rows = [finding(7), finding(9, overdue=False, due_on=None), finding(8, place="")]

    [text], _ = read(finding_list_pdf(HEAD, rows, {}, Words.of("en")))

    lines = text.split("\n")
    assert [line for line in lines if line in {"二层阅览区", "The building as a whole"}] == [
        "二层阅览区",
        "The building as a whole",
    ]
    assert "3 findings, 2 overdue" in text
    assert "Mon 9 Mar 2026" in text
    assert "Handed over for the library" in text


def test_at_most_three_photos_of_a_finding_are_shown_and_missing_ones_are_left_out():
    names = ("a", "b", "../../c", "d", "gone")
    images = {
        name: picture(colour)
        for name, colour in zip(names[:4], ("red", "green", "blue", "black"), strict=True)
    }
    rows = [finding(1, photos=("gone", *names[:4])), finding(2, photos=("gone",))]

    assert read(finding_list_pdf(HEAD, rows, images, Words.of("zh")))[1] == [3]


def test_a_list_of_many_findings_runs_over_pages_that_are_numbered():
    rows = [finding(n, place=f"{n % 5}层") for n in range(120)]

    texts, _ = read(finding_list_pdf(HEAD, rows, {}, Words.of("zh")))

    assert len(texts) > 3
    assert f"2 / {len(texts)}" in texts[1]


def test_nothing_to_rectify_is_said():
    [text], _ = read(finding_list_pdf(HEAD, [], {}, Words.of("en")))

    assert "Nothing is left to rectify." in text


def test_the_same_list_gives_the_same_file():
    one, other = (finding_list_pdf(HEAD, [finding(1)], {}, Words.of("zh")) for _ in range(2))

    assert one == other


@pytest.mark.parametrize("language", ["zh", "en"])
def test_only_the_typefaces_of_the_tracker_are_used(language):
    data = finding_list_pdf(HEAD, [finding(1)], {"x": picture()}, Words.of(language))

    fonts = {
        part.split(b"/")[0].split()[0]
        for part in data.split(b"/FontName/")[1:] or data.split(b"/FontName /")[1:]
    }
    assert fonts
    assert all(b"NotoSansSC" in font for font in fonts)


def test_a_broken_picture_is_an_error_and_not_a_broken_document():
    import typst

    with pytest.raises(typst.TypstError):
        finding_list_pdf(HEAD, [finding(1, photos=("x",))], {"x": b"no picture"}, Words.of("zh"))


def test_every_template_lies_in_the_folder():
    assert {path.name for path in typeset.TEMPLATES.glob("*.typ")} >= {"kit.typ", "finding_list.typ"}


def test_the_workbook_has_a_row_for_each_finding_and_room_for_the_answer():
    rows = [finding(7, description="=1+1"), finding(8, place="", overdue=False)]

    sheet = load_workbook(io.BytesIO(finding_list_xlsx(HEAD, rows, Words.of("en")))).active

    heads, first, second = sheet.iter_rows(values_only=True)
    assert heads[0] == "No."
    assert heads[-2:] == ("Rectified on", "What was done")
    assert first[:4] == (7, "二层阅览区", "'=1+1", "Major")
    assert (first[7].date(), first[8]) == (dt.date(2026, 3, 9), "overdue")
    assert (second[1], second[8] or "") == ("The building as a whole", "")
