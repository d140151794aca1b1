"""Summaries in the database: rewritten, issued, frozen; and what the next one says of a mistake."""

import datetime as dt

import pytest

from db.commands.projects import update_project
from db.commands.readings import correct_reading
from db.commands.reports import create_report, issue_report, rewrite_paragraph, take_back_paragraph
from db.models import Project
from db.queries.report_text import period_summary, report_text
from db.queries.reports import reports, rows_behind
from db.queries.workstreams import work
from db.unit_of_work import about, reading, unit_of_work
from tests.support.databases import SAMPLE_DAY
from tracker.errors import Conflict, Invalid
from tracker.periods import read_period
from tracker.permissions import SYSTEM
from tracker.reporting import Typed
from tracker.vocabulary import IssueStatus

NEXT = dt.date(2026, 7, 1)


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

    assert found().issued_at is None
    report_id = begin(sample_engine)
    rewrite(sample_engine, report_id, "site", "全季度现场检查共11次。")
    assert paragraph(found(), "site").text == "全季度现场检查共11次。"
    run(sample_engine, issue_report, report_id=report_id, today=SAMPLE_DAY)
    begin(sample_engine)
    assert paragraph(found(), "site").text == "全季度现场检查共11次。"
    assert found().issued_at is not None
