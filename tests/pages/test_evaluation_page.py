"""The evaluation page and the goals' indicators over the sample."""

import pytest

from db.queries.evaluation import standards
from db.unit_of_work import reading
from pages.work._evaluation_table import item_columns
from tests.pages.helpers import open_page
from tracker.exports.table import to_xlsx
from tracker.i18n import Words
from tracker.imports.evaluation_list import read_evaluation_items


def only(engine):
    with reading(engine) as session:
        [row] = standards(session, 1)
    return row


def test_the_gaps_come_first_and_an_assessment_moves_the_points(sample):
    stored = only(sample)
    fire = next(row for row in stored.items if row.code == "3.4")
    seats = next(row for row in stored.items if row.code == "3.1")
    at = open_page("evaluation", language="zh", item=str(seats.id))

    assert "得 412 分，满分 1,000 分，缺 1 项必备条件" in [each.value for each in at.markdown]
    sections, items = (each.value for each in at.dataframe[:2])
    assert sections["得分"].tolist() == ["240 / 300", "172 / 400", "0 / 300"]
    assert [name.split()[0] for name in items["指标名称"]] == [
        "3.4",
        "3.1",
        "3.2",
        "2.1",
        "2.3",
        "1.1",
        "1.3",
        "2.2",
    ]

    key = f"assess_{seats.id}_0"
    at.number_input(key=f"{key}_value").set_value(380.0)
    at.number_input(key=f"{key}_points").set_value(100.0)
    at.button(key=f"{key}_save").click().run()
    assert not at.exception
    assert only(sample).standing().total.reached_milli == 512_000
    newest = next(row for row in only(sample).items if row.id == seats.id).newest
    assert (newest.found.value_milli, newest.found.is_met) == (380_000, False)
    assert only(sample).standing().barring == (fire.id,)


def test_a_goal_shows_its_indicators_with_the_share_reached(sample):
    at = open_page("goals", language="zh")
    said = [each.proto.text for each in at.get("progress")]
    assert [text.split(" · ")[-1] for text in said] == ["完成 82%", "完成 33%", "完成 30%"]
    assert said[0].startswith("古籍录入：截至")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_exported_items_are_read_again_as_they_are_stored(sample_engine, language):
    stored = only(sample_engine).items
    names = {row.indicator_id: f"业务 · 指标{row.code}" for row in stored if row.indicator_id}
    assert len(names) == 2
    sheet = to_xlsx("items", item_columns(Words.of(language), names), stored)
    found = read_evaluation_items(sheet, {name: id_ for id_, name in names.items()})
    assert found.problems == ()
    assert len(found.records) == 10
    for record, row in zip(found.records, stored, strict=True):
        assert {name: value or "" for name, value in record.values.items()} == {
            name: getattr(row, name) or "" for name in record.values
        }
