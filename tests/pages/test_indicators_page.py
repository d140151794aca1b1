"""The indicators page over the sample: figures of a period, a reading written down, corrected, imported."""

import datetime as dt

from sqlmodel import select

from db.models import Reading
from db.queries.workstreams import work
from db.unit_of_work import reading
from pages._kit.identity import ROLE_KEY
from tests.pages.helpers import open_page
from tracker.permissions import Role
from tracker.vocabulary import Qualifier


def indicator(engine, name):
    with reading(engine) as session:
        return next(row for row in work(session, 1).indicators if row.name == name)


def table(at):
    frame = at.dataframe[0].value
    return frame.set_index(frame.columns[1])[frame.columns[2]].to_dict()


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
