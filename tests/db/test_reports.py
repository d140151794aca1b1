"""Summaries in the database: rewritten, issued, frozen; and what the next one says of a mistake."""

import datetime as dt

import pytest
from sqlmodel import select

from db.commands.projects import update_project
from db.commands.readings import correct_reading
from db.commands.reports import (
    archive_report,
    create_report,
    issue_report,
    rewrite_paragraph,
    take_back_paragraph,
)
from db.commands.word_templates import set_word_template
from db.documents import StoredDocument
from db.models import Event, Project, Workstream
from db.queries.report_text import period_summary, report_text
from db.queries.reports import reports, rows_behind
from db.queries.workstreams import work
from db.unit_of_work import about, reading, unit_of_work
from tests.support.databases import SAMPLE_DAY
from tracker.errors import Conflict, Invalid
from tracker.periods import read_period
from tracker.permissions import SYSTEM
from tracker.reporting import Typed
from tracker.reporting.snapshot import Dress
from tracker.vocabulary import EventKind, IssueStatus
from tracker.word_templates import TemplateKind

NEXT = dt.date(2026, 7, 1)
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def run(engine, command, **given):
    with unit_of_work(engine) as session:
        about(session, actor=SYSTEM, command=command.__name__)
        return command(session, actor=SYSTEM, project_id=1, **given)


def begin(engine, period="2026Q1", language="zh"):
    return run(engine, create_report, period=period, language=language, title=f"{period} 总结")


def text_of(engine, report_id, today=SAMPLE_DAY):
    with reading(engine) as session:
        return report_text(session, 1, report_id, today)


def paragraph(text, key):
    return next(each for each in text.summary.paragraphs if each.key == key)


def rewrite(engine, report_id, key, new, text=None, version=None):
    text = text or text_of(engine, report_id)
    return run(
        engine,
        rewrite_paragraph,
        report_id=report_id,
        paragraph=key,
        expected_version=text.rewritten.get(key, 0) if version is None else version,
        original={"text": paragraph(text, key).text},
        changes={"text": new},
        basis=text.computed[key],
    )


def correct_rare_books(engine, value, today=SAMPLE_DAY):
    with reading(engine) as session:
        row = next(each for each in work(session, 1).indicators if each.name == "古籍录入")
        last = row.readings[-1]
    run(
        engine,
        correct_reading,
        reading_id=last.id,
        on=last.read.on,
        value_milli=value * 1_000,
        today=today,
    )


def test_a_rewritten_paragraph_keeps_the_figures_that_stand_in_it_and_marks_typed_ones(sample_engine):
    report_id = begin(sample_engine)
    rewrite(sample_engine, report_id, "site", "全季度现场检查共11次，发现问题35处。")

    text = text_of(sample_engine, report_id)
    spans = paragraph(text, "site").spans
    assert paragraph(text, "site").text == "全季度现场检查共11次，发现问题35处。"
    assert [each.text for each in paragraph(text, "site").figures] == ["11次"]
    assert [span.text for span in spans if isinstance(span, Typed)] == ["35"]
    assert text.overtaken == frozenset()


def test_a_rewritten_paragraph_says_when_its_data_has_moved(sample_engine):
    report_id = begin(sample_engine)
    key = next(
        each.key for each in text_of(sample_engine, report_id).summary.paragraphs if "古籍录入" in each.text
    )
    rewrite(sample_engine, report_id, key, "古籍录入49件，进展顺利。")
    correct_rare_books(sample_engine, 21)

    text = text_of(sample_engine, report_id)
    assert text.overtaken == {key}
    assert paragraph(text, key).text == "古籍录入49件，进展顺利。"

    run(sample_engine, take_back_paragraph, report_id=report_id, paragraph=key)
    assert "古籍录入52件" in paragraph(text_of(sample_engine, report_id), key).text


def test_two_people_rewriting_a_paragraph_differently_meet(sample_engine):
    report_id = begin(sample_engine)
    seen = text_of(sample_engine, report_id)
    rewrite(sample_engine, report_id, "site", "甲的说法。", seen)

    with pytest.raises(Conflict) as met:
        rewrite(sample_engine, report_id, "site", "乙的说法。", seen)
    assert met.value.theirs == {"text": "甲的说法。"}


def test_an_issued_summary_never_changes_and_the_next_one_says_what_was_wrong(sample_engine):
    report_id = begin(sample_engine)
    before = text_of(sample_engine, report_id).summary
    run(sample_engine, issue_report, report_id=report_id, today=SAMPLE_DAY)
    correct_rare_books(sample_engine, 21, today=NEXT)

    assert text_of(sample_engine, report_id, NEXT).summary == before
    second = begin(sample_engine, "2026Q2")
    last = text_of(sample_engine, second, NEXT).summary.sections[-1]
    assert last.title.endswith("对上期总结的更正")
    assert "49件更正为52件" in last.paragraphs[0].text


def test_an_issued_summary_refuses_every_change(sample_engine):
    report_id = begin(sample_engine)
    seen = text_of(sample_engine, report_id)
    run(sample_engine, issue_report, report_id=report_id, today=SAMPLE_DAY)

    for call in (
        lambda: rewrite(sample_engine, report_id, "site", "改。", seen),
        lambda: run(sample_engine, issue_report, report_id=report_id, today=SAMPLE_DAY),
        lambda: run(sample_engine, take_back_paragraph, report_id=report_id, paragraph="site"),
    ):
        with pytest.raises(Invalid) as refused:
            call()
        assert refused.value.code == "report_issued"


def test_a_period_that_has_not_ended_is_not_issued(sample_engine):
    report_id = begin(sample_engine, "2026Q2")

    with pytest.raises(Invalid) as refused:
        run(sample_engine, issue_report, report_id=report_id, today=dt.date(2026, 6, 30))
    assert refused.value.code == "report_too_early"
    run(sample_engine, issue_report, report_id=report_id, today=NEXT)


def test_a_period_is_written_once_in_a_language(sample_engine):
    begin(sample_engine)

    with pytest.raises(Invalid) as refused:
        begin(sample_engine)
    assert refused.value.code == "report_exists"
    begin(sample_engine, language="en")
    with reading(sample_engine) as session:
        assert [(row.language, row.status, row.period.code) for row in reports(session, 1)] == [
            ("en", IssueStatus.DRAFT, "2026Q1"),
            ("zh", IssueStatus.DRAFT, "2026Q1"),
        ]


def test_every_figure_has_its_rows(sample_engine):
    text = text_of(sample_engine, begin(sample_engine))
    figures = [figure for each in text.summary.paragraphs for figure in each.figures]

    assert len(figures) > 30
    with reading(sample_engine) as session:
        for figure in figures:
            rows = rows_behind(session, 1, figure.source)
            assert [row["id"] for row in rows] == list(figure.source.ids) != []


def test_every_chart_has_its_rows_and_is_kept_when_the_summary_is_issued(sample_engine):
    report_id = begin(sample_engine)
    drawn = text_of(sample_engine, report_id).summary.charts
    assert [chart.key for chart in drawn] == ["drafts", "findings", "hours", "indicator"]
    with reading(sample_engine) as session:
        for chart in drawn:
            assert (
                [row["id"] for row in rows_behind(session, 1, chart.source)] == list(chart.source.ids) != []
            )

    run(sample_engine, issue_report, report_id=report_id, today=SAMPLE_DAY)
    correct_rare_books(sample_engine, 21)
    assert text_of(sample_engine, report_id).summary.charts == drawn


def test_the_library_signs_with_its_own_name_or_with_the_projects(sample_engine):
    def named(library):
        with reading(sample_engine) as session:
            project = session.get_one(Project, 1)
            version, original = project.version, {"library": project.library}
        run(
            sample_engine,
            update_project,
            expected_version=version,
            original=original,
            changes={"library": library},
        )
        with reading(sample_engine) as session:
            return period_summary(session, 1, read_period("2026Q1"), "zh", SAMPLE_DAY).summary.title

    assert named(" 城东区图书馆 ") == "城东区图书馆2026年第一季度工作总结"
    assert named("").startswith("示例区图书馆新馆开馆")


def test_the_summary_of_a_period_is_the_issued_one_then_the_one_being_written(sample_engine):
    def found():
        with reading(sample_engine) as session:
            return period_summary(session, 1, read_period("2026Q1"), "zh", SAMPLE_DAY)

    assert not found().is_issued
    report_id = begin(sample_engine)
    rewrite(sample_engine, report_id, "site", "全季度现场检查共11次。")
    assert paragraph(found(), "site").text == "全季度现场检查共11次。"
    run(sample_engine, issue_report, report_id=report_id, today=SAMPLE_DAY)
    begin(sample_engine)
    assert paragraph(found(), "site").text == "全季度现场检查共11次。"
    assert found().is_issued


def test_an_issued_summary_keeps_the_name_the_day_and_the_template_that_it_was_issued_with(sample_engine):
    def template(content):
        document = StoredDocument(content * 64, 1, DOCX, "template.docx")
        run(
            sample_engine,
            set_word_template,
            kind=TemplateKind.SUMMARY,
            language="zh",
            document=document,
        )

    template("a")
    report_id = begin(sample_engine)
    run(sample_engine, issue_report, report_id=report_id, today=SAMPLE_DAY)
    issued = text_of(sample_engine, report_id).dress
    assert issued == Dress("示例区图书馆", "2026年4月1日", "a" * 64)

    template("b")
    with unit_of_work(sample_engine) as session:
        about(session, actor=SYSTEM, command="test")
        session.get_one(Project, 1).library = "另一个馆"
    assert text_of(sample_engine, report_id, NEXT).dress == issued
    with reading(sample_engine) as session:
        assert period_summary(session, 1, read_period("2026Q1"), "zh", NEXT).dress == issued
        later = period_summary(session, 1, read_period("2026Q2"), "zh", NEXT)
    assert (later.dress, later.is_issued) == (Dress("另一个馆", "2026年7月1日", "b" * 64), False)


def test_a_summary_that_moved_since_it_was_read_or_was_put_aside_is_not_issued(sample_engine):
    report_id = begin(sample_engine)
    seen = text_of(sample_engine, report_id).summary.text
    correct_rare_books(sample_engine, 21)
    issue = {"report_id": report_id, "today": SAMPLE_DAY}

    with pytest.raises(Invalid) as refused:
        run(sample_engine, issue_report, **issue, seen=seen)
    assert refused.value.code == "report_moved"
    run(sample_engine, archive_report, report_id=report_id)
    with pytest.raises(Invalid) as refused:
        run(sample_engine, issue_report, **issue)
    assert refused.value.code == "report_archived"


def test_a_months_summary_between_two_quarters_does_not_hide_what_was_wrong(sample_engine):
    for period in ("2026Q1", "2026-03"):
        run(sample_engine, issue_report, report_id=begin(sample_engine, period), today=SAMPLE_DAY)
        correct_rare_books(sample_engine, 21)

    last = text_of(sample_engine, begin(sample_engine, "2026Q2"), NEXT).summary.sections[-1]
    assert "49件更正为52件" in last.paragraphs[0].text


def test_an_event_of_a_workstream_that_is_put_aside_is_told_all_the_same(sample_engine):
    with unit_of_work(sample_engine) as session:
        about(session, actor=SYSTEM, command="test")
        lecture = session.exec(select(Event).where(Event.kind == EventKind.AWARD)).one()
        lecture.workstream_id = None
        relay = session.exec(select(Workstream).where(Workstream.name == "地方文献")).one()
        relay.archived_at = dt.datetime(2026, 3, 1, tzinfo=dt.UTC)

    summary = text_of(sample_engine, begin(sample_engine)).summary
    [others] = [section for section in summary.sections if section.key == "events"]
    assert [paragraph.text[:5] for paragraph in others.paragraphs] == [
        "1月26日",
        "1月28日",
        "2月2日，",
        "2月9日，",
        "3月17日",
        "3月19日",
    ]
    assert summary.text.count("先进集体") == 1


def test_the_rows_behind_a_figure_carry_what_it_says(sample_engine):
    summary = text_of(sample_engine, begin(sample_engine)).summary
    figures = {each.text: each.source for paragraph in summary.paragraphs for each in paragraph.figures}
    with reading(sample_engine) as session:
        rows = {text: rows_behind(session, 1, figures[text]) for text in ("350万元", "10人", "49件", "412分")}

    assert [row["total_fen"] for row in rows["350万元"]] == [350_000_000]
    assert [row["people"] for row in rows["10人"]] == [10]
    assert {row["indicator"] for row in rows["49件"]} == {"古籍录入"}
    assert sum(row["points_milli"] for row in rows["412分"]) == 412_000
