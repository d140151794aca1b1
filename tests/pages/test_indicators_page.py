"""The indicators page over the sample: figures of a period, a reading written down, corrected, imported."""

import datetime as dt

import pytest
from sqlmodel import select

from db.commands.readings import correct_reading
from db.models import Reading
from db.queries.workstreams import work
from db.unit_of_work import reading
from pages._kit.identity import ROLE_KEY
from pages.work._indicator_panel import counting_readings, reading_columns
from tests.db.test_assets import run
from tests.pages.helpers import open_page
from tests.support.databases import SAMPLE_DAY
from tracker.exports.table import to_xlsx
from tracker.i18n import Words
from tracker.imports.reading_list import read_readings
from tracker.periods import PeriodKind
from tracker.permissions import Role
from tracker.vocabulary import IndicatorMode, Qualifier


def indicator(engine, name):
    with reading(engine) as session:
        return next(row for row in work(session, 1).indicators if row.name == name)


def table(at):
    frame = at.dataframe[0].value
    return frame.set_index(frame.columns[0])[frame.columns[1]].to_dict()


def test_the_last_quarter_shows_the_figures_of_the_source_document_with_their_qualifiers(sample):
    shown = table(open_page("indicators", language="zh"))

    assert shown == {
        "古籍录入": "49",
        "上报国家一至三级古籍": "30",
        "有望列入国家保护名录": "1",
        "有望列入市级保护名录": "6",
        "送书批次": "2",
        "送书册数": "1,200",
        "读者人次": "6,000余",
        "借阅册次": "8,000余",
        "征集地方文献": "1,000余",
        "承诺捐赠藏书": "20,000余",
    }
    assert table(open_page("indicators"))["借阅册次"] == "more than 8,000"


def test_a_period_in_the_address_is_the_one_on_show(sample):
    shown = table(open_page("indicators", indicator_period="2026-02"))

    assert (shown["古籍录入"], shown["承诺捐赠藏书"]) == ("16", "")


def test_a_period_that_is_chosen_stays_the_one_on_show(sample):
    at = open_page("indicators", language="zh", indicator_period="2026年1月")
    assert table(at)["古籍录入"] == "15"

    at.selectbox(key="indicator_period").set_value("2026-03").run()
    at.text_input(key="indicator_q").set_value("古籍录入").run()

    assert table(at) == {"古籍录入": "18"}


def test_a_list_with_known_readings_adds_the_new_one_alone(sample):
    row = indicator(sample, "古籍录入")
    known = row.readings[-1].read
    rows = [
        ["工作", "指标", "日期", "数值", "数字性质", "来源"],
        ["古籍保护", "古籍录入", str(known.on), "18", "准确数", known.source],
        ["古籍保护", "古籍录入", "2026-03-31", "55", "余", "登记簿"],
    ]
    listed = "\n".join(",".join(cells) for cells in rows)
    at = open_page("indicators", language="zh")
    at.session_state["reading_import"] = True
    at.run()
    at.file_uploader(key="readings_file_0").upload("读数.csv", listed.encode(), "text/csv").run()
    assert not at.exception
    at.button(key="readings_save").click().run()

    added = indicator(sample, "古籍录入").readings
    assert len(added) == len(row.readings) + 1
    assert (added[-1].read.value_milli, added[-1].read.qualifier) == (55_000, Qualifier.OVER)


def target_of(at, name):
    frame = at.dataframe[0].value
    return frame.set_index("Indicator")["Target"][name]


def test_the_target_stands_against_the_period_that_it_is_of_whatever_period_is_shown(sample):
    row = indicator(sample, "古籍录入")
    months = [target_of(open_page("indicators", indicator_period=f"2026-0{n}"), row.name) for n in (1, 3)]
    assert months == ["60 a year · 45 short", "60 a year · 11 short"]

    at = open_page("indicators", indicator=str(row.id))
    at.session_state["indicator_change"] = True
    at.run()
    key = f"indicator_{row.id}_{row.version}"
    at.segmented_control(key=f"{key}_counted_over").set_value(PeriodKind.MONTH)
    at.button(key=f"{key}_save").click().run()

    assert not at.exception
    assert target_of(at, row.name) == "60 a month · 42 short", "18 came in March"


def test_a_state_is_asked_for_its_target_day_and_what_is_added_up_for_a_period(sample):
    at = open_page("indicators", indicator=str(indicator(sample, "征集地方文献").id))
    at.session_state["indicator_change"] = True
    at.run()
    assert "Target day" in [each.label for each in at.date_input]

    at.radio[0].set_value(IndicatorMode.PER_PERIOD).run()

    assert not at.exception
    assert "Target day" not in [each.label for each in at.date_input]
    assert "The target is of" in [each.label for each in at.segmented_control]


def test_a_workstream_is_renamed(sample):
    row = indicator(sample, "古籍录入")
    at = open_page("indicators")
    at.session_state["stream_list"] = True
    at.session_state[f"stream_{row.workstream_id}"] = True
    at.run()
    at.text_input(key=f"stream_{row.workstream_id}_1_name").set_value("古籍")
    at.button(key=f"stream_{row.workstream_id}_1_save").click().run()

    assert not at.exception
    assert indicator(sample, "古籍录入").workstream == "古籍"


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_readings_that_count_are_exported_as_the_import_reads_them(sample, language):
    row = indicator(sample, "借阅册次")
    wrong = row.readings[-1].read
    given = {"on": wrong.on, "today": SAMPLE_DAY, "qualifier": Qualifier.NEARLY, "note": "核对"}
    run(sample, correct_reading, project_id=1, reading_id=wrong.id, value_milli=9_000_000, **given)
    with reading(sample) as session:
        board = work(session, 1).indicators

    data = to_xlsx("readings", reading_columns(Words(language)), counting_readings(board))
    read = read_readings(data, known={(row.workstream, row.name) for row in board}, today=SAMPLE_DAY)

    assert read.problems == ()
    assert len(read.records) == 17, "eighteen were written down, one of them was corrected"
    [of_loans] = [
        record.values
        for record in read.records
        if record.values["indicator"] == "借阅册次" and record.values["on"] == wrong.on
    ]
    assert (of_loans["value_milli"], of_loans["qualifier"]) == (9_000_000, Qualifier.NEARLY)
    assert of_loans["note"] == "核对"


def test_an_address_that_names_no_period_shows_the_last_quarter(sample):
    assert table(open_page("indicators", indicator_period="nonsense"))["古籍录入"] == "49"


def test_a_reading_is_written_down_with_its_source(sample):
    row = indicator(sample, "古籍录入")
    at = open_page("indicators", indicator=str(row.id))
    at.button(key="reading_add").click().run()
    at.number_input(key=f"reading_new_{row.id}_value").set_value(4.0)
    at.text_input(key=f"reading_new_{row.id}_source").set_value("普查平台")
    at.button(key="reading_save").click().run()

    newest = indicator(sample, "古籍录入").readings[-1].read
    assert (newest.value_milli, newest.on, newest.qualifier) == (4_000, dt.date(2026, 4, 1), Qualifier.EXACT)
    assert newest.source == "普查平台"


def test_a_viewer_reads_and_is_offered_no_form(sample):
    at = open_page("indicators")
    at.session_state[ROLE_KEY] = Role.VIEWER
    at.run()

    assert at.dataframe
    assert not [each for each in at.button if each.key == "reading_add"]
    assert not at.expander


def test_nothing_is_written_by_looking(sample):
    with reading(sample) as session:
        before = len(session.exec(select(Reading)).all())
    open_page("indicators", indicator=str(indicator(sample, "古籍录入").id))

    with reading(sample) as session:
        assert len(session.exec(select(Reading)).all()) == before == 17
