"""Which open findings are shown as perhaps the same."""

import pytest

from tracker.finding_likeness import Known, look_alikes

IN_THE_ROOM = [
    Known(1, 12, "男卫生间墙面瓷砖空鼓两处"),
    Known(2, 15, "地面插座一组无电,影响阅览桌供电。"),
    Known(3, 17, "二层吊顶有渗水痕迹"),
]


@pytest.mark.parametrize(
    ("typed", "numbers"),
    [
        ("卫生间墙砖空鼓", [12]),
        ("吊顶渗水", [17]),
        ("阅览桌插座没电", [15]),
        ("灯具不亮", []),
        ("墙面开裂", []),
        ("", []),
        ("。", []),
        ("插", []),
    ],
)
def test_the_same_defect_in_other_words_is_recognised_and_another_is_not(typed, numbers):
    assert [known.number for known in look_alikes(typed, IN_THE_ROOM)] == numbers


def test_the_order_of_english_words_does_not_matter():
    known = [Known(1, 3, "Ceiling has water stains by the window"), Known(2, 4, "Socket without power")]

    assert [each.number for each in look_alikes("Water stains on the ceiling near the window", known)] == [3]


def test_the_likest_come_first_and_no_more_than_asked_for():
    texts = ["窗锁松动", "门锁松动", "大门锁松动了", "插座无电"]
    known = [Known(number, number, text) for number, text in enumerate(texts, 1)]

    assert [each.number for each in look_alikes("门锁松动", known, most=2)] == [2, 3]
    assert [each.number for each in look_alikes("门锁松动", known)] == [2, 3, 1]
