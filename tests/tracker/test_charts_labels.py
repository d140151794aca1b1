"""Names on the axis of a narrow chart: at most two lines, and no two of them become one."""

import pytest

from tests.tracker.test_procurement_outputs import data
from tracker.charts.labels import two_lines
from tracker.charts.procurement import waterfall
from tracker.i18n import Words
from tracker.procurement.parts import Dimension

EN = Words.of("en")


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("Finance review", ["Finance review"]),
        ("Reuse of an asset", ["Reuse of an", "asset"]),
        ("Moved to another budget", ["Moved to another", "budget"]),
        ("转其他预算", ["转其他预算"]),
        # Eight characters are as wide as sixteen letters.
        ("少年儿童借阅及亲子活动区", ["少年儿童借阅及亲", "子活动区"]),
        ("二层社会科学图书借阅区与期刊阅览区", ["二层社会科学图书", "借阅区与期刊阅…"]),
    ],
)
def test_a_long_name_breaks_once_at_a_space_or_where_chinese_may_break(name, lines) -> None:
    assert two_lines(name) == lines


def test_two_long_names_that_begin_alike_keep_a_bar_each() -> None:
    names = ["二层社会科学图书借阅区与期刊阅览区东", "二层社会科学图书借阅区与期刊阅览区西"]
    spec = waterfall(((1, 300), (2, 100)), dict.fromkeys(names, -100), EN, "light", Dimension.ZONE)
    steps = list(dict.fromkeys(row["step"] for row in data(spec)))
    assert steps == ["Draft 1", *names, "Draft 2"]
