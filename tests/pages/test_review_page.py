"""The review in process: the reviewer's page, comments, decisions, reasons before submission, funds, quotations."""

from db.commands.lines import update_line
from db.commands.reasons import clear_reason
from db.commands.review import return_draft
from db.queries import procurement as queries
from db.queries import review as review_queries
from db.queries.projects import projects
from db.unit_of_work import reading, unit_of_work
from pages._kit.identity import ROLE_KEY
from tests.pages.helpers import open_page
from tests.pages.test_procurement_pages import edit_grid, labels, stored_drafts, stored_lines, texts
from tests.support.databases import SAMPLE_DAY
from tracker.permissions import SYSTEM, Role
from tracker.vocabulary import Cause, CommentStatus, DraftStatus, LineDecision


def read(engine, query, *given):
    with reading(engine) as session:
        return query(session, projects(session)[0].id, *given)


def plan_of(engine):
    return read(engine, queries.plans)[0]


def comments_of(engine):
    return read(engine, review_queries.comments, plan_of(engine).id)


def newest_of(engine):
    return next(row for row in stored_drafts(engine) if row.number == 6)


def cut_chairs(engine):
    """Twenty chairs fewer in the working copy: 10,400 yuan less."""
    copy = next(row for row in stored_drafts(engine) if row.number is None)
    line = next(row for row in stored_lines(engine, copy.id) if row.name == "阅览椅")
    with unit_of_work(engine) as session:
        update_line(
            session,
            actor=SYSTEM,
            project_id=projects(session)[0].id,
            line_id=line.id,
            expected_version=line.version,
            original={"quantity_milli": 400_000},
            changes={"quantity_milli": 380_000},
        )
    return line


def as_reviewer(at):
    at.selectbox(key=ROLE_KEY).set_value(Role.REVIEWER).run()
    assert not at.exception, at.exception


def button(at, label):
    return next(each for each in at.button if each.label == label)


def test_the_review_page_says_what_is_open_and_what_was_reduced_to_the_fen(sample):
    at = open_page("review")
    assert "Draft 6 · In review · 3,500,000.00 yuan · 3 open comments · 52 lines undecided" in texts(at)
    total = at.dataframe[0].value.iloc[-1]
    # Sofas 4 × 1,680 and scanners 1 × 1,980 yuan: 8,700 of 3,500,000 is 0.25 %; 52 undecided and one questioned.
    assert list(total) == ["Total", "0.25%", "−8,700.00", "3,500,000.00", "3,491,300.00", "53 lines"]
    assert "Changes from Draft 5 to Draft 6" in [each.value for each in at.subheader]
    assert "Less by CNY 281k" in texts(at)


def test_a_reviewer_sees_only_what_came_since_the_draft_they_saw(sample):
    at = open_page("review")
    as_reviewer(at)
    button(at, "I have seen Draft 6").click().run()
    assert "You have seen Draft 6; nothing was submitted since." in texts(at)
    assert read(sample, review_queries.seen_draft, plan_of(sample).id, "local:0") == newest_of(sample).id


def test_a_reviewer_comments_and_closes_but_is_not_offered_to_answer(sample):
    at = open_page("review")
    assert "Answer in the working copy" in labels(at)
    as_reviewer(at)
    assert "Answer in the working copy" not in labels(at)
    at.text_area[-1].set_value("请说明尺寸依据。").run()
    button(at, "Add the comment").click().run()
    newest = comments_of(sample)[0]
    assert (newest.text, newest.status, newest.draft_number) == ("请说明尺寸依据。", CommentStatus.OPEN, 6)
    at.button(key=f"close_comment_{newest.id}").click().run()
    assert comments_of(sample)[0].status is CommentStatus.CLOSED


def test_comments_that_the_newest_draft_does_not_answer_have_a_list_of_their_own(sample):
    at = open_page("review", comments="unanswered")
    assert "请补充三家供应商报价。" in texts(at)
    assert "检索平台与集成管理系统的功能是否重复?请说明。" not in texts(at)


def test_an_author_answers_in_the_working_copy(sample):
    asked = next(row for row in comments_of(sample) if row.category)
    at = open_page("review", comments="open")
    at.text_area(key=f"reply_text_{asked.id}_{asked.version}").set_value("单价已含三年维保。").run()
    at.button(key=f"answer_{asked.id}").click().run()
    answered = next(row for row in comments_of(sample) if row.id == asked.id)
    assert (answered.status, answered.answer, answered.answered_in_number) == (
        CommentStatus.ANSWERED,
        "单价已含三年维保。",
        None,
    )


def test_the_undecided_lines_are_accepted_at_once(sample):
    at = open_page("review", decide="undecided")
    button(at, "Accept the 52 undecided lines").click().run()
    decided = read(sample, review_queries.decisions, newest_of(sample).id)
    assert len(decided) == 59
    assert sum(row.decision is LineDecision.ACCEPT for row in decided.values()) == 56


def test_cells_of_the_decision_grid_are_saved_together(sample):
    at = open_page("review", decide="changed")
    newest = newest_of(sample)
    # The changed lines in the order of the draft: 34 tables at 3,650 yuan, then 22 at 2,980.
    edits = {"edited_rows": {0: {"quantity_milli": 30, "text": "按座位数"}, 1: {"decision": "Question"}}}
    edit_grid(at, **edits)
    at.run()
    assert not at.exception, at.exception
    edit_grid(at, **edits)
    button(at, "Save the decisions").click().run()
    assert not at.exception, at.exception
    decided = read(sample, review_queries.decisions, newest.id)
    first, second = [row for row in stored_lines(sample, newest.id) if row.name.startswith("阅览桌")]
    cut = decided[first.lineage_id]
    assert (cut.decision, cut.quantity_milli, cut.text) == (LineDecision.CUT_TO, 30_000, "按座位数")
    assert decided[second.lineage_id].decision is LineDecision.QUESTION


def test_who_does_not_decide_sees_what_was_cut_and_asked(sample):
    at = open_page("review")
    at.selectbox(key=ROLE_KEY).set_value(Role.STAFF).run()
    table = next(each.value for each in at.dataframe if "Left of the line" in each.value.columns)
    # 24 sofas of 1,680 yuan cut to 20; the search platform is only asked about.
    sofas = table.iloc[0]
    assert list(sofas[["Decision", "Reduced (yuan)", "Left of the line"]]) == [
        "Cut to",
        "−6,720.00",
        "20 张 × 1,680.00",
    ]
    assert sofas["Why"] == "一层大厅按20张配置"
    assert list(table["Decision"]) == ["Cut to", "Cut to", "Question"]
    assert "4 lines are accepted as submitted." in texts(at)


def test_a_reviewer_puts_a_comment_that_nobody_answered_into_other_words(sample):
    asked = next(row for row in comments_of(sample) if row.category)
    at = open_page("review", comments="open")
    at.session_state[f"edit_comment_{asked.id}"] = True
    at.run()
    at.text_area(key=f"comment_text_{asked.id}_{asked.version}").set_value("请列明维保年限。").run()
    button(at, "Save the comment").click().run()
    assert next(row for row in comments_of(sample) if row.id == asked.id).text == "请列明维保年限。"


def test_a_draft_is_sent_back_and_the_authors_see_until_when_they_answer(sample):
    at = open_page("review")
    newest = newest_of(sample)
    at.text_area(key=f"return_opinion_{newest.id}").set_value("请补充报价后重报。").run()
    button(at, "Send Draft 6 back").click().run()
    assert read(sample, review_queries.review_state, newest.id).status is DraftStatus.RETURNED
    drafts = open_page("drafts", draft="6")
    assert "请补充报价后重报。" in texts(drafts)


def test_the_overview_presses_when_the_day_for_the_answer_is_over(sample):
    with unit_of_work(sample) as session:
        return_draft(
            session,
            actor=SYSTEM,
            project_id=projects(session)[0].id,
            draft_id=newest_of(sample).id,
            opinion="请重报。",
            answer_by=SAMPLE_DAY.replace(month=3, day=27),
            returned_on=SAMPLE_DAY.replace(month=3, day=23),
        )
    at = open_page("overview")
    assert ":red[:material/priority_high:] Draft 6 was sent back" in texts(at)


def test_cuts_are_taken_over_by_the_working_copy_in_one_step(sample):
    at = open_page("drafts", draft="working")
    button(at, "Take over 2 cuts of Draft 6").click().run()
    copy = next(row for row in stored_drafts(sample) if row.number is None)
    assert copy.total_fen == 349_130_000
    assert "Take over 2 cuts of Draft 6" not in labels(at)


def test_a_change_without_a_reason_is_refused_until_it_has_one(sample):
    cut_chairs(sample)
    at = open_page("drafts", draft="working")
    assert "1 change lacks a reason: 阅览椅" in texts(at)
    button(at, "Submit draft 7").click().run()
    assert "1 changes of more than 0 yuan lack a reason: 阅览椅." in texts(at)

    compare = open_page("compare", **{"from": "6", "to": "working"})
    button(compare, "All without a reason").click().run()
    next(each for each in compare.selectbox if each.label == "Cause of the change").set_value(
        Cause.REQUIREMENT
    ).run()
    button(compare, "Set the reason").click().run()
    assert not compare.exception, compare.exception

    at = open_page("drafts", draft="working")
    button(at, "Submit draft 7").click().run()
    assert [row.number for row in stored_drafts(sample)] == [1, 2, 3, 4, 5, 6, 7, None]


def test_a_draft_that_was_stored_without_reasons_says_so_to_its_readers(sample):
    newest = newest_of(sample)
    sign = next(row for row in stored_lines(sample, newest.id) if row.name == "导视标识系统")
    with unit_of_work(sample) as session:
        clear_reason(
            session,
            actor=SYSTEM,
            project_id=projects(session)[0].id,
            draft_id=newest.id,
            lineage_ids=[sign.lineage_id],
        )
    for page in ("drafts", "review"):
        at = open_page(page)
        assert "1 change lacks a reason: 导视标识系统" in [each.value for each in at.warning]


def test_the_lead_submits_without_a_reason_and_says_why(sample):
    cut_chairs(sample)
    at = open_page("drafts", draft="working")
    copy = next(row for row in stored_drafts(sample) if row.number is None)
    at.text_area(key=f"without_reasons_{copy.id}").set_value("纪要后补").run()
    button(at, "Submit draft 7").click().run()
    assert read(sample, review_queries.review_state, copy.id).unexplained_reason == "纪要后补"


def test_the_lead_sets_from_which_amount_a_reason_is_needed(sample):
    cut_chairs(sample)
    at = open_page("compare", **{"from": "6", "to": "working"})
    next(each for each in at.number_input if each.label == "A reason is needed above (yuan)").set_value(
        10_400.0
    ).run()
    button(at, "Save the amount").click().run()
    assert read(sample, review_queries.reason_threshold, plan_of(sample).id)[1] == 1_040_000
    assert "1 change lacks a reason: 阅览椅" not in texts(open_page("drafts", draft="working"))


def test_a_comparison_of_distant_drafts_shows_the_way_to_the_step(sample):
    at = open_page("compare", **{"from": "1", "to": "6"})
    assert "Set the reason" not in labels(at)
    at = open_page("compare", **{"from": "5", "to": "6"})
    cells = " ".join(str(cell) for table in at.table for cell in table.value.to_numpy().flat)
    assert "**Answered** 古籍书柜请先核对旧馆存量。" in cells


def test_funds_by_year_and_source_are_summed_below_the_lines(sample):
    line = cut_chairs(sample)
    with unit_of_work(sample) as session:
        update_line(
            session,
            actor=SYSTEM,
            project_id=projects(session)[0].id,
            line_id=line.id,
            expected_version=0,
            original={"funding": "", "funding_year": None},
            changes={"funding": "本级财政", "funding_year": 2026},
        )
    at = open_page("drafts", draft="working")
    next(each for each in at.expander if each.label == "Funds by year and source")
    at.session_state["line_funds"] = True
    at.run()
    funds = next(each.value for each in at.dataframe if "Source of funds" in each.value.columns)
    assert list(funds.iloc[0]) == ["2026", "本级财政", 1, "197,600.00"]


def test_the_chinese_page_speaks_of_the_reduction_rate(sample):
    at = open_page("review", "zh")
    assert list(at.dataframe[0].value.columns)[:3] == ["类别", "核减率", "核减额（元）"]
    assert "核减率=（送审金额−审定金额）÷送审金额" in texts(at)
