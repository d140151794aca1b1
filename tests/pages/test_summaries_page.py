"""The summaries page over the sample: begun for the last quarter, traced, rewritten, issued."""

from db.queries.reports import reports
from db.unit_of_work import reading
from pages._kit.identity import ROLE_KEY
from tests.pages.helpers import open_page
from tracker.permissions import Role
from tracker.vocabulary import IssueStatus


def begun(language="zh"):
    at = open_page("summaries", language=language)
    at.button(key="report_begin").click().run()
    assert not at.exception, at.exception
    return at


def texts(at):
    return "\n".join(each.value for each in at.markdown)


def stored(engine):
    with reading(engine) as session:
        return reports(session, 1)


def test_the_last_quarter_is_offered_and_written_at_one_click(sample):
    at = begun()

    [row] = stored(sample)
    assert (row.period.code, row.language, row.status) == ("2026Q1", "zh", IssueStatus.DRAFT)
    assert "古籍录入:green[**49件**]" in texts(at)
    assert "**七、工作方向更加明确**" in texts(at)


def test_a_figure_opens_the_rows_behind_it(sample):
    at = begun()
    at.session_state["figures_site"] = True
    at.run()

    assert not at.exception
    assert [len(each.value) for each in at.dataframe] == [11, 2]


def test_a_paragraph_is_rewritten_and_a_typed_number_is_marked(sample):
    at = begun()
    row = stored(sample)[0]
    at.session_state["edit_site"] = True
    at.run()
    key = f"rewrite_{row.id}_site_0"
    at.text_area(key=key).set_value("现场检查共11次，问题35处。")
    at.button(key=f"{key}_save").click().run()

    assert "现场检查共:green[**11次**]，问题:orange[35 ✎]处。" in texts(at)


def test_issuing_asks_first_and_then_offers_no_more_change(sample):
    at = begun()
    at.button(key="report_issue").click().run()
    assert stored(sample)[0].status is IssueStatus.DRAFT
    at.button(key="report_issue_now").click().run()

    assert stored(sample)[0].status is IssueStatus.ISSUED
    at = open_page("summaries")
    assert [each.key for each in at.button if each.key in {"report_issue", "report_aside"}] == []
    assert "never changes" in "\n".join(each.value for each in at.caption)


def test_a_viewer_reads_and_writes_nothing(sample):
    begun()
    at = open_page("summaries", language="zh")
    at.session_state[ROLE_KEY] = Role.VIEWER
    at.run()

    assert "古籍录入:green[**49件**]" in texts(at)
    assert [each.key for each in at.button if each.key and each.key.startswith("report_")] == []


def test_what_is_announced_stands_in_the_text_and_charts_can_be_left_out(sample):
    at = begun()
    row = stored(sample)[0]
    at.session_state[f"promise_next_{row.id}"] = True
    at.run()
    offered = at.multiselect(key=f"promise_tasks_{row.id}_0")
    assert len(offered.options) > 10
    offered.set_value(offered.options[:1]).run()
    at.button(key=f"promise_announce_{row.id}").click().run()
    next(each for each in at.text_input if each.label == "其他事项").set_value("办理新读者证")
    at.button(key=f"promise_add_{row.id}").click().run()

    assert not at.exception, at.exception
    shown = texts(at)
    assert "**八、下一步工作安排**" in shown
    assert "办理新读者证。" in shown
    assert "**附图**" in shown
    at.toggle(key="report_charts").set_value(False).run()
    assert "**附图**" not in texts(at)


def test_the_lead_alone_changes_the_word_template(sample):
    begun()
    for role, may in ((Role.LEAD, True), (Role.VIEWER, False)):
        at = open_with_template(role)
        assert "Summaries in 中文 are laid out with the standard template." in texts(at)
        assert any(each.key == "summary_template_zh_0_save" for each in at.button) is may


def open_with_template(role):
    at = open_page("summaries")
    at.session_state[ROLE_KEY] = role
    at.session_state["summary_template_zh"] = True
    at.run()
    assert not at.exception, at.exception
    return at
