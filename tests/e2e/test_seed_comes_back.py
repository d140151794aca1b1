"""The source document falls out of the sample: each of its facts stands in the quarter's summary, traceable.

The figures are the source's own. The Chinese document is read as Word reads it; of each figure the rows behind it are
taken from the database and counted or added up again here, by hand.
"""

import datetime as dt
import io
import re

import pytest
from docx import Document
from sqlmodel import select

from db.commands.readings import correct_reading
from db.models import CourseSession, Draft, DraftLine, Enrolment, Event, Gate, Inspection, Plan, Reading
from db.queries.reporting import facts
from db.queries.training import courses
from db.queries.training_progress import forecasts
from db.queries.workstreams import work
from db.unit_of_work import about, reading, unit_of_work
from pages.people._training import course_columns
from tests.support.databases import SAMPLE_DAY
from tracker.exports.summary_docx import summary_docx
from tracker.i18n import Words
from tracker.periods import read_period
from tracker.permissions import SYSTEM
from tracker.reporting import SourceKind, compose

QUARTER = read_period("2026Q1")


def summary_of(engine, language="zh"):
    with reading(engine) as session:
        return compose(Words.of(language), facts(session, 1, QUARTER, SAMPLE_DAY), QUARTER)


def word_text(summary):
    data = summary_docx(summary, library="示例区图书馆", signed_on="2026年4月1日")
    return "\n".join(line.text for line in Document(io.BytesIO(data)).paragraphs)


@pytest.fixture(scope="module")
def library(databases, tmp_path_factory):
    with databases.sample(tmp_path_factory.mktemp("seed")) as engine:
        yield engine


@pytest.fixture(scope="module")
def chinese(library):
    return word_text(summary_of(library))


@pytest.fixture(scope="module")
def english(library):
    return word_text(summary_of(library, "en"))


FACTS = {
    "R1": ("参加全市古籍普查培训", "市古籍保护中心专家亲临现场指导"),
    "R2": ("古籍录入49件",),
    "R3": ("一至三级古籍30件", "国家保护名录1件", "市级保护名录6件"),
    "K1": ("2批", "1200册"),
    "K2": ("6000余人次", "8000余册次"),
    "K3": ("先进集体", "全市文化馆图书馆工作会"),
    "L1": ("都市报", "电视台", "户外", "地方文献征集广告"),
    "L2": ("对区直各部门一一走访",),
    "L3": ("征集地方文献1000余册", "2万余册"),
    "T1": ("视觉艺术高端研讨班自3月3日起", "20名学员", "每周二晚", "历时50天"),
    "T2": ("计划20个学时", "已集中培训6个学时"),
    "T3": ("古镇的人文观察", "应镇里邀请"),
    "P1": (
        "开馆筹备工作方案",
        "开馆庆典工作方案",
        "图书馆设施设备配置方案",
        "图书馆工作人员招聘方案",
        "上报",
        "4项方案",
    ),
    "P2": ("信息简报6期",),
    "S1": ("每周一次现场检查",),
    "S2": ("土建工程、内装工程均已通过竣工验收",),
    "V1": ("一行10人", "历时5天", "教科文科", "资金计划科", "政府采购中心", "开阔了眼界"),
    "M1": (
        "动员会",
        "8个方面",
        "新馆建设情况",
        "功能分布",
        "部室设置",
        "岗位计划",
        "工作方向",
        "品牌服务",
        "阶段性工作目标",
        "近期工作安排",
    ),
    "B1": ("固定资产进行初步清查", "避免重复采购", "设施设备配置方案"),
    "B2": ("历经6稿", "近500万元", "调整到350万元"),
    "B3": ("已送财政局审核", "近期进入政府采购程序"),
    "D1": ("传承文明、服务社会为宗旨", "地方文献资源中心建设为特色", "古籍保护为亮点"),
    "D2": ("3年内", "国家一级馆", "区域性中心馆"),
}
"""What the Chinese document says of each fact of the source."""

ENGLISH = {
    "R2": ("49 件",),
    "K2": ("more than 6,000", "more than 8,000"),
    "L3": ("more than 1,000", "more than 20,000"),
    "T1": ("every Tuesday evening", "50 running days", "20 participants"),
    "T2": ("20 class hours are planned", "6 class hours were given"),
    "P1": ("4 plan documents",),
    "P2": ("6 issues",),
    "S1": ("inspected once every week",),
    "S2": ("the civil works", "the interior fit-out", "have passed completion acceptance"),
    "V1": ("10 members", "5 running days"),
    "M1": ("8 matters",),
    "B2": ("6 successive drafts", "nearly CNY 5,000,000", "CNY 3,500,000"),
    "B3": ("sent to the finance bureau for review",),
    "D1": ("the mission is", "the speciality is", "the highlight is"),
    "D2": ("within 3 years",),
}


@pytest.mark.parametrize("fact", FACTS)
def test_the_chinese_summary_says_each_fact_of_the_source(chinese, fact):
    for said in FACTS[fact]:
        assert said in chinese


@pytest.mark.parametrize("fact", ENGLISH)
def test_the_english_summary_says_its_figures_too(english, fact):
    for said in ENGLISH[fact]:
        assert said in english


def test_its_sections_are_numbered_through_and_hold_sentences(library):
    summary = summary_of(library)

    assert [section.title[:2] for section in summary.sections] == [
        "一、",
        "二、",
        "三、",
        "四、",
        "五、",
        "六、",
        "七、",
    ]
    assert all(paragraph.text.endswith("。") for paragraph in summary.paragraphs)


def figure(library, text):
    """The one figure that reads so, with its kind of source and the rows behind it."""
    [found] = [
        each
        for paragraph in summary_of(library).paragraphs
        for each in paragraph.figures
        if each.text == text
    ]
    return found.source


def rows(library, model, ids):
    with reading(library) as session:
        return [session.get_one(model, id_) for id_ in ids]


def test_the_readings_behind_a_figure_add_up_to_it(library):
    source = figure(library, "49件")

    assert source.kind is SourceKind.READINGS
    assert [row.value_milli for row in rows(library, Reading, source.ids)] == [15_000, 16_000, 18_000]


@pytest.mark.parametrize(
    ("text", "kind", "model", "count"),
    [
        ("20名学员", SourceKind.PARTICIPANTS, Enrolment, 20),
        ("4项方案", SourceKind.PLANS, Plan, 4),
        ("11次", SourceKind.ROUNDS, Inspection, 11),
        ("土建工程、内装工程", SourceKind.GATES, Gate, 2),
        ("6稿", SourceKind.DRAFTS, Draft, 6),
        ("一行10人".removeprefix("一行"), SourceKind.EVENTS, Event, 1),
    ],
)
def test_a_count_is_that_of_the_rows_behind_it(library, text, kind, model, count):
    source = figure(library, text)

    assert source.kind is kind
    assert len(rows(library, model, source.ids)) == len(set(source.ids)) == count


def test_the_hours_delivered_are_those_of_the_sessions_behind_them(library):
    sessions = rows(library, CourseSession, figure(library, "6个学时").ids)

    assert sum(row.hours_milli for row in sessions) == 6_000
    assert all(QUARTER.first <= row.held_on <= QUARTER.last for row in sessions)


def test_the_course_reads_the_same_on_its_page_in_its_export_and_in_the_summary(library):
    with reading(library) as session:
        course = next(
            row for row in courses(session, 1, SAMPLE_DAY, names=False) if row.title == "视觉艺术高端研讨班"
        )
        finish = forecasts(session, 1, SAMPLE_DAY)[course.id]
    columns = {column.title: column.value(course) for column in course_columns(Words.of("zh"), names=False)}

    assert (course.participants, course.hours.planned_milli, course.hours.delivered_milli) == (
        20,
        20_000,
        6_000,
    )
    assert (columns["学员"], columns["计划学时"], columns["已完成学时"]) == (20, 20, 6)
    assert finish.finishes_on.isoformat() == "2026-05-26"
    for said in ("20名学员", "计划20个学时", "6个学时", "每周二晚"):
        assert said in summary_of(library).text


def test_the_last_total_is_the_sum_of_the_lines_of_its_draft(library):
    [draft_id] = figure(library, "350万元").ids
    with reading(library) as session:
        lines = session.exec(select(DraftLine.amount_fen).where(DraftLine.draft_id == draft_id)).all()

    assert sum(lines) == 350_000_000


def test_one_more_reading_and_the_sentence_follows(sample_engine):
    with reading(sample_engine) as session:
        row = next(each for each in work(session, 1).indicators if each.name == "古籍录入")
        last = row.readings[-1]
    with unit_of_work(sample_engine) as session:
        about(session, actor=SYSTEM, command="test")
        correct_reading(
            session,
            actor=SYSTEM,
            project_id=1,
            reading_id=last.id,
            on=last.read.on,
            value_milli=21_000,
            today=SAMPLE_DAY,
        )

    text = word_text(summary_of(sample_engine))
    assert "古籍录入52件" in text
    assert "古籍录入49件" not in text


def changed(engine, change):
    """The Chinese document after a change of the data."""
    with unit_of_work(engine) as session:
        about(session, actor=SYSTEM, command="test")
        change(session)
    return word_text(summary_of(engine))


def test_a_line_of_the_last_draft_costs_more_and_the_sentence_follows(sample_engine):
    def dearer(session):
        draft = session.exec(select(Draft).where(Draft.number == 6)).one()
        lines = session.exec(select(DraftLine).where(DraftLine.draft_id == draft.id))
        # A line of ten pieces, each 1,000.00 yuan dearer: 350 becomes 351 万元.
        line = next(each for each in lines if each.quantity_milli == 10_000)
        line.unit_price_fen += 100_000
        line.amount_fen += 1_000_000

    text = changed(sample_engine, dearer)
    assert "调整到351万元" in text
    assert "350万元" not in text


def test_a_participant_leaves_and_a_session_is_longer_and_the_sentence_follows(sample_engine):
    def attended(session):
        session.exec(select(Enrolment)).first().archived_at = dt.datetime(2026, 3, 1, tzinfo=dt.UTC)
        held = session.exec(select(CourseSession).where(CourseSession.held_on.is_not(None))).first()
        held.hours_milli += 1_000

    text = changed(sample_engine, attended)
    assert "19名学员" in text
    assert "已集中培训7个学时" in text


def test_what_people_typed_goes_through_as_text(sample_engine):
    nasty = "{{ title }} {% for x in y %} <script>alert(1)</script> =cmd() & " + "长" * 3_000
    with unit_of_work(sample_engine) as session:
        about(session, actor=SYSTEM, command="test")
        event = session.exec(select(Event).where(Event.title == "外出考察区县图书馆")).one()
        event.learned = nasty

    summary = summary_of(sample_engine)
    assert re.sub(r"\s", "", nasty) in re.sub(r"\s", "", word_text(summary))
