"""Where the questions of a checklist are asked, and reading a pasted list."""

import pytest

from tracker.checklist import Question, pasted_questions, walk
from tracker.errors import Invalid
from tracker.rooms import Place
from tracker.vocabulary import ZoneKind

FLOOR = Place(1, ZoneKind.FLOOR, "一层")
HALL = Place(2, ZoneKind.ROOM, "大厅", 1)
DOOR = Place(3, ZoneKind.ELEMENT, "大门", 2)
STAIRS = Place(4, ZoneKind.ROOM, "楼梯间", 1)
CLEAN, OF_FLOOR, OF_STAIRS = Question(1, None, "整洁"), Question(2, 1, "层间封堵"), Question(3, 4, "扶手牢固")


def asked(zones, questions):
    return {stop.zone.name: [question.text for question in stop.questions] for stop in walk(zones, questions)}


def test_a_general_question_is_asked_in_every_room_and_one_of_a_floor_once_for_the_floor():
    assert asked([FLOOR, HALL, DOOR, STAIRS], [OF_STAIRS, CLEAN, OF_FLOOR]) == {
        "一层": ["层间封堵"],
        "大厅": ["整洁"],
        "楼梯间": ["整洁", "扶手牢固"],
    }


def test_a_building_without_rooms_is_asked_zone_by_zone():
    assert asked([FLOOR], [CLEAN]) == {"一层": ["整洁"]}


def test_a_question_of_a_zone_that_is_not_walked_any_more_is_not_asked():
    assert asked([HALL], [CLEAN, OF_STAIRS]) == {"大厅": ["整洁"]}


def test_a_pasted_list_loses_its_numbers_and_bullets_and_is_read_once_a_line():
    text = "1. 消防通道畅通\n2、临边有防护\n\n(3)洞口有盖板\n- 垃圾清走\n一、墙面无渗水\n"
    text += "□ 垃圾清走\n1.5米以上栏杆\n3D打印室通风"

    assert pasted_questions(text) == [
        "消防通道畅通",
        "临边有防护",
        "洞口有盖板",
        "垃圾清走",
        "墙面无渗水",
        "1.5米以上栏杆",
        "3D打印室通风",
    ]


def test_a_line_that_is_too_long_and_a_list_of_201_questions_are_refused():
    with pytest.raises(Invalid) as long:
        pasted_questions("问" * 301)
    with pytest.raises(Invalid) as many:
        pasted_questions("\n".join(f"问题{n}号" for n in range(201)))

    assert (long.value.code, long.value.facts["length"]) == ("text_too_long", 301)
    assert (many.value.code, many.value.facts["n"]) == ("too_many_questions", 201)
