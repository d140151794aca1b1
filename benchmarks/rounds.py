"""The record of a round with many photos, as PDF and as a Word document."""

import datetime as dt
import io
from collections.abc import Callable

from PIL import Image

from tracker.exports.round_report import round_report_pdf
from tracker.exports.round_report_docx import round_report_docx
from tracker.i18n import Words
from tracker.round_report import ReportNote, ReportPhoto, RoundReport

PHOTOS = 40
PHOTOS_PER_NOTE = 4
SIZE = (640, 480)


def with_photos() -> Callable[[], object]:
    """What makes both papers of a round whose notes hold 40 photos."""
    day = dt.date(2026, 4, 1)
    photos = tuple(ReportPhoto(f"p{n}") for n in range(PHOTOS))
    report = RoundReport(
        project="馆",
        time_zone="Asia/Shanghai",
        title="",
        number=1,
        planned_on=day,
        held_on=day,
        notes=tuple(
            ReportNote("一层", "记录", photos=photos[n : n + PHOTOS_PER_NOTE])
            for n in range(0, PHOTOS, PHOTOS_PER_NOTE)
        ),
    )
    images = {photo.name: _picture(n) for n, photo in enumerate(photos)}
    words = Words.of("zh")
    return lambda: (round_report_pdf(report, images, words), round_report_docx(report, images, words))


def _picture(number: int) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", SIZE, (number, 80, 160)).save(out, "JPEG")
    return out.getvalue()
