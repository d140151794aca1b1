"""Reasons before submission, comments and their answers, decisions and the working copy that takes them over."""

import datetime as dt
import json
from dataclasses import dataclass
from typing import Any

import pytest
import sqlalchemy as sa
from sqlmodel import Session, select

from db.commands import comments, decisions, quotations, reasons, review
from db.commands.lines import add_line, archive_line, update_line
from db.commands.procurement import create_procurement_plan, open_working_copy, submit_draft
from db.documents import StoredDocument
from db.models import AuditEntry, Draft, DraftLine
from db.queries import procurement as queries
from db.queries import review as review_queries
from db.unit_of_work import reading, unit_of_work
from tests.db.test_procurement_queries import counted
from tests.factories import make, make_project
from tracker.errors import Conflict, Invalid, NotAllowed, NotFound
from tracker.permissions import Role, local_actor
from tracker.vocabulary import Cause, CommentStatus, DraftStatus, LineDecision

LEAD, STAFF, REVIEWER = local_actor(), local_actor(Role.STAFF), local_actor(Role.REVIEWER)
DAY = dt.date(2026, 3, 20)
LINES = (
    {"name": "办公桌", "quantity_milli": 24_000, "unit_price_fen": 165_000, "category": "家具"},
    {"name": "服务器", "quantity_milli": 3_000, "unit_price_fen": 6_000_000, "category": "信息化"},
    {"name": "标识", "lump_sum": True, "amount_fen": 4_370_000, "category": "标识"},
)
"""39,600 + 180,000 + 43,700 = 263,300 yuan."""


@dataclass
class Library:
    """A project whose plan has three lines in draft 1, and a working copy with the same lineages."""

    engine: sa.Engine
    project_id: int = 0
    plan_id: int = 0
    first: int = 0
    copy: int = 0

    def do(self, command: Any, actor: Any = LEAD, **given: Any) -> Any:
        """Run one command in a unit of work of its own."""
        with unit_of_work(self.engine) as session:
            return command(session, actor=actor, project_id=self.project_id, **given)

    def read(self, query: Any, *given: Any) -> Any:
        """Run one query."""
        with reading(self.engine) as session:
            return query(session, self.project_id, *given)

    def lines(self, draft_id: int) -> dict[str, Any]:
        """The lines of a draft by name."""
        return {row.name: row for row in self.read(queries.lines_of, draft_id)}

    def edit(self, name: str, **changes: Any) -> int:
        """Change a line of the working copy; gives its lineage."""
        line = self.lines(self.copy)[name]
        self.do(
            update_line,
            line_id=line.id,
            expected_version=line.version,
            original={field: getattr(line, field) for field in changes},
            changes=changes,
        )
        return line.lineage_id

    def submit(self, **given: Any) -> int:
        """Submit the working copy; gives its number, and the fresh copy becomes the library's."""
        number = self.do(submit_draft, draft_id=self.copy, submitted_on=DAY, **given)
        self.copy = next(row.id for row in self.read(queries.drafts, self.plan_id) if row.number is None)
        return number

    def decide(self, actor: Any = REVIEWER, original: Any = None, **changes: Any) -> int:
        """Decide on lines of draft 1: `服务器__quantity_milli=2000`."""
        by_name = self.lines(self.first)

        def keyed(cells: dict[str, Any]) -> dict[str, Any]:
            parted = ((name.split("__"), value) for name, value in cells.items())
            return {f"{by_name[name].lineage_id}.{field}": value for (name, field), value in parted}

        return self.do(
            decisions.decide_lines,
            actor,
            draft_id=self.first,
            original=keyed(original or {}),
            changes=keyed(changes),
        )


@pytest.fixture
def library(engine: sa.Engine) -> Library:
    made = Library(engine)
    with unit_of_work(engine) as session:
        made.project_id = make_project(session).id
        made.plan_id = create_procurement_plan(
            session, actor=LEAD, project_id=made.project_id, title="设备方案"
        )
        session.flush()
        made.first = session.exec(select(Draft.id).where(Draft.plan_id == made.plan_id)).one()
        for values in LINES:
            add_line(session, actor=LEAD, project_id=made.project_id, draft_id=made.first, values=values)
    made.copy = made.first
    made.submit()
    return made


def refusal(call: Any, *given: Any, **facts: Any) -> Invalid:
    with pytest.raises(Invalid) as refused:
        call(*given, **facts)
    return refused.value


# Reasons


def test_the_first_draft_needs_no_reasons(library: Library) -> None:
    assert library.read(review_queries.review_state, library.first).number == 1


def test_submit_refuses_changes_without_a_reason_and_lists_them(library: Library) -> None:
    library.edit("办公桌", quantity_milli=20_000)
    library.edit("服务器", quantity_milli=2_000)

    error = refusal(library.submit)

    assert error.code == "changes_unexplained"
    assert (error.facts["count"], error.facts["names"]) == (2, ["服务器", "办公桌"])
    assert [row.number for row in library.read(queries.drafts, library.plan_id)] == [1, None]


def test_one_cause_for_several_lines_lets_the_draft_be_submitted(library: Library) -> None:
    changed = [library.edit("办公桌", quantity_milli=20_000), library.edit("服务器", quantity_milli=2_000)]

    count = library.do(
        reasons.set_reason,
        STAFF,
        original={},
        draft_id=library.copy,
        lineage_ids=changed,
        cause=Cause.STANDARD_CAP,
        text="按标准配置",
    )

    assert count == 2
    assert library.submit() == 2
    given = library.read(queries.reasons, library.plan_id)
    assert {(row.draft_number, row.cause, row.text) for row in given} == {
        (2, Cause.STANDARD_CAP, "按标准配置")
    }


def test_a_line_taken_out_needs_a_reason_on_the_lineage_it_had(library: Library) -> None:
    signs = library.lines(library.copy)["标识"]
    library.do(archive_line, line_id=signs.id)
    assert refusal(library.submit).facts["names"] == ["标识"]

    library.do(
        reasons.set_reason,
        original={},
        draft_id=library.copy,
        lineage_ids=[signs.lineage_id],
        cause=Cause.DEFERRED,
    )
    assert library.submit() == 2


def test_changes_up_to_the_threshold_need_no_reason(library: Library) -> None:
    library.edit("办公桌", quantity_milli=20_000)  # 6,600 yuan less
    version, threshold = library.read(review_queries.reason_threshold, library.plan_id)
    assert threshold == 0
    library.do(
        reasons.set_reason_threshold,
        plan_id=library.plan_id,
        expected_version=version,
        original={"reason_threshold_fen": 0},
        changes={"reason_threshold_fen": 660_000},
    )
    assert library.submit() == 2


def test_a_negative_threshold_is_refused(library: Library) -> None:
    version, _ = library.read(review_queries.reason_threshold, library.plan_id)
    error = refusal(
        library.do,
        reasons.set_reason_threshold,
        plan_id=library.plan_id,
        expected_version=version,
        original={"reason_threshold_fen": 0},
        changes={"reason_threshold_fen": -1},
    )
    assert error.code == "threshold_negative"


def test_the_lead_may_submit_without_reasons_and_the_audit_says_why(library: Library) -> None:
    copy = library.copy
    library.edit("办公桌", quantity_milli=20_000)

    assert library.submit(unexplained_reason="评审会口头决定,纪要后补") == 2

    assert library.read(review_queries.review_state, copy).unexplained_reason == "评审会口头决定,纪要后补"
    with reading(library.engine) as session:
        entries = session.exec(
            select(AuditEntry.changes).where(
                AuditEntry.record_table == "draft",
                AuditEntry.record_id == copy,
                AuditEntry.command == "submit_draft",
            )
        ).all()
    said = [json.loads(changes).get("unexplained_reason") for changes in entries]
    assert ["", "评审会口头决定,纪要后补"] in said


def test_a_reason_that_was_taken_away_is_missing_again_and_can_be_given_anew(library: Library) -> None:
    desk = library.edit("办公桌", quantity_milli=20_000)
    given = {"draft_id": library.copy, "lineage_ids": [desk]}
    library.do(reasons.set_reason, original={}, cause=Cause.REUSE, **given)
    assert library.do(reasons.clear_reason, **given) == 1
    assert refusal(library.submit).code == "changes_unexplained"
    library.do(reasons.set_reason, original={}, cause=Cause.LAYOUT, text="减少工位", **given)
    library.submit()
    (reason,) = library.read(queries.reasons, library.plan_id)
    assert (reason.cause, reason.text) == (Cause.LAYOUT, "减少工位")


def test_only_who_decides_corrects_the_reason_of_a_submitted_draft(library: Library) -> None:
    desk = library.lines(library.first)["办公桌"].lineage_id
    given = {"draft_id": library.first, "lineage_ids": [desk], "cause": Cause.WORDING}
    with pytest.raises(NotAllowed):
        library.do(reasons.set_reason, STAFF, original={}, **given)
    assert library.do(reasons.set_reason, LEAD, original={}, **given) == 1


def test_two_people_who_give_a_line_two_reasons_meet(library: Library) -> None:
    desk = library.edit("办公桌", quantity_milli=20_000)
    servers = library.edit("服务器", quantity_milli=2_000)
    given = {"draft_id": library.copy, "lineage_ids": [desk, servers]}
    library.do(reasons.set_reason, STAFF, original={}, cause=Cause.REUSE, **{**given, "lineage_ids": [desk]})

    with pytest.raises(Conflict) as error:
        library.do(reasons.set_reason, original={}, cause=Cause.LAYOUT, text="减少工位", **given)

    assert error.value.base == {f"{desk}.cause": None, f"{desk}.text": ""}
    assert error.value.mine == {f"{desk}.cause": Cause.LAYOUT, f"{desk}.text": "减少工位"}
    assert error.value.theirs == {f"{desk}.cause": Cause.REUSE, f"{desk}.text": ""}
    (kept,) = library.read(queries.reasons, library.plan_id)
    assert kept.cause is Cause.REUSE  # nothing was written, not even the reason of the servers

    # who has seen what is stored writes over it; who says the same meets nobody
    library.do(reasons.set_reason, original=error.value.theirs, cause=Cause.LAYOUT, text="减少工位", **given)
    library.do(reasons.set_reason, original={}, cause=Cause.LAYOUT, text="减少工位", **given)
    assert {row.cause for row in library.read(queries.reasons, library.plan_id)} == {Cause.LAYOUT}


def test_a_reason_that_was_taken_away_meanwhile_is_not_given_again_unseen(library: Library) -> None:
    desk = library.edit("办公桌", quantity_milli=20_000)
    given = {"draft_id": library.copy, "lineage_ids": [desk]}
    library.do(reasons.set_reason, original={}, cause=Cause.REUSE, text="旧桌", **given)
    library.do(reasons.clear_reason, **given)
    seen = {f"{desk}.cause": Cause.REUSE, f"{desk}.text": "旧桌"}
    with pytest.raises(Conflict) as error:
        library.do(reasons.set_reason, original=seen, cause=Cause.REUSE, text="旧桌18张", **given)
    assert error.value.theirs == {f"{desk}.cause": None, f"{desk}.text": ""}


def test_a_reason_names_at_least_one_line_of_its_own_plan(library: Library) -> None:
    with unit_of_work(library.engine) as session:
        foreign = make("lineage", session, project_id=library.project_id).id
    given = {"draft_id": library.copy, "cause": Cause.WORDING}
    assert (
        refusal(library.do, reasons.set_reason, original={}, lineage_ids=[], **given).code == "no_line_chosen"
    )
    with pytest.raises(NotFound):
        library.do(reasons.set_reason, original={}, lineage_ids=[foreign], **given)


# Comments


def asked(library: Library, **given: Any) -> Any:
    """A reviewer's comment on draft 1, as it is read."""
    facts = {"draft_id": library.first, "text": "请说明数量依据。", **given}
    comment_id = library.do(comments.add_comment, REVIEWER, **facts)
    return next(row for row in library.read(review_queries.comments, library.plan_id) if row.id == comment_id)


def again(library: Library, comment: Any) -> Any:
    rows = library.read(review_queries.comments, library.plan_id)
    return next(row for row in rows if row.id == comment.id)


def test_a_comment_is_answered_by_the_draft_that_the_working_copy_becomes_and_by_its_change(
    library: Library,
) -> None:
    servers = library.lines(library.first)["服务器"].lineage_id
    comment = asked(library, lineage_id=servers)
    assert (comment.status, comment.draft_number, comment.line_name) == (CommentStatus.OPEN, 1, "服务器")
    library.edit("服务器", quantity_milli=2_000)
    library.do(
        reasons.set_reason,
        original={},
        draft_id=library.copy,
        lineage_ids=[servers],
        cause=Cause.STANDARD_CAP,
        text="减1台",
    )
    library.do(comments.answer_comment, STAFF, comment_id=comment.id, answer="按标准减为2台。")
    assert again(library, comment).answered_in_number is None

    library.submit()

    answered = again(library, comment)
    assert (answered.status, answered.answered_in_number) == (CommentStatus.ANSWERED, 2)
    assert (answered.cause, answered.change_text) == (Cause.STANDARD_CAP, "减1台")


def test_an_open_comment_is_unanswered_in_every_later_draft(library: Library) -> None:
    comment = asked(library, category="家具")
    library.submit()
    assert (comment.is_unanswered_in(1), again(library, comment).is_unanswered_in(2)) == (False, True)


def test_a_refused_comment_says_why_and_may_be_closed_or_asked_again(library: Library) -> None:
    comment = asked(library)
    library.do(comments.refuse_comment, STAFF, comment_id=comment.id, answer="消防要求,不能核减。")
    library.do(comments.reopen_comment, REVIEWER, comment_id=comment.id)
    assert again(library, comment).status is CommentStatus.OPEN
    library.do(comments.close_comment, REVIEWER, comment_id=comment.id)
    closed = again(library, comment)
    assert (closed.status, closed.answer) == (CommentStatus.CLOSED, "消防要求,不能核减。")
    error = refusal(library.do, comments.answer_comment, comment_id=comment.id, answer="再答")
    assert error.code == "comment_step"


def test_the_text_of_a_comment_changes_only_until_it_is_answered(library: Library) -> None:
    comment = asked(library)
    edit = {
        "comment_id": comment.id,
        "expected_version": comment.version,
        "original": {"text": comment.text},
        "changes": {"text": "请补充三家报价。"},
    }
    library.do(comments.update_comment, REVIEWER, **edit)
    assert again(library, comment).text == "请补充三家报价。"
    library.do(comments.answer_comment, comment_id=comment.id, answer="已附。")
    assert refusal(library.do, comments.update_comment, REVIEWER, **edit).code == "comment_step"


def test_a_comment_stands_on_a_numbered_draft_and_in_one_place(library: Library) -> None:
    desk = library.lines(library.first)["办公桌"].lineage_id
    cases = [
        ({"draft_id": library.copy}, "draft_not_submitted"),
        ({"lineage_id": desk, "category": "家具"}, "comment_place"),
        ({"text": "  "}, "text_missing"),
    ]
    assert [refusal(asked, library, **given).code for given, _ in cases] == [code for _, code in cases]


def test_an_archived_comment_comes_last_and_can_be_brought_back(library: Library) -> None:
    first, second = asked(library), asked(library, text="另问")
    library.do(comments.archive_comment, REVIEWER, comment_id=second.id)
    rows = library.read(review_queries.comments, library.plan_id)
    assert [(row.id, row.archived) for row in rows] == [(first.id, False), (second.id, True)]
    library.do(comments.restore_comment, REVIEWER, comment_id=second.id)
    assert [row.archived for row in library.read(review_queries.comments, library.plan_id)] == [False, False]


# Decisions


def test_a_reviewer_cuts_accepts_and_questions_but_cannot_edit_lines(library: Library) -> None:
    assert (
        library.decide(
            服务器__quantity_milli=2_000, 服务器__text="两台已够", 办公桌__decision=LineDecision.ACCEPT
        )
        == 2
    )
    stored = library.read(review_queries.decisions, library.first)
    by_name = library.lines(library.first)
    servers = stored[by_name["服务器"].lineage_id]
    assert (servers.decision, servers.quantity_milli, servers.text) == (
        LineDecision.CUT_TO,
        2_000,
        "两台已够",
    )
    assert stored[by_name["办公桌"].lineage_id].decision is LineDecision.ACCEPT
    line = library.lines(library.copy)["办公桌"]
    with pytest.raises(NotAllowed):
        library.do(
            update_line,
            REVIEWER,
            line_id=line.id,
            expected_version=line.version,
            original={},
            changes={"name": "书桌"},
        )
    assert by_name["服务器"].amount_fen == 18_000_000


def test_a_cut_that_does_not_fit_undoes_all_decisions_of_the_save(library: Library) -> None:
    error = refusal(library.decide, 办公桌__decision=LineDecision.ACCEPT, 服务器__quantity_milli=4_000)
    assert error.code == "cut_not_lower"
    assert library.read(review_queries.decisions, library.first) == {}


def test_two_reviewers_who_decide_otherwise_meet_in_a_conflict(library: Library) -> None:
    library.decide(服务器__decision=LineDecision.ACCEPT)
    with pytest.raises(Conflict) as met:
        library.decide(original={"服务器__decision": None}, 服务器__decision=LineDecision.QUESTION)
    (theirs,) = met.value.theirs.values()
    assert theirs is LineDecision.ACCEPT


def test_another_decision_clears_the_cut_and_none_takes_the_decision_away(library: Library) -> None:
    library.decide(服务器__quantity_milli=2_000)
    library.decide(original={"服务器__decision": LineDecision.CUT_TO}, 服务器__decision=LineDecision.QUESTION)
    (row,) = library.read(review_queries.decisions, library.first).values()
    assert (row.decision, row.quantity_milli) == (LineDecision.QUESTION, None)
    library.decide(original={"服务器__decision": LineDecision.QUESTION}, 服务器__decision=None)
    assert library.read(review_queries.decisions, library.first) == {}
    assert refusal(library.decide, 服务器__text="备注").code == "decision_missing"


def test_accepting_many_lines_leaves_those_that_are_decided(library: Library) -> None:
    library.decide(服务器__quantity_milli=2_000)
    everything = [row.lineage_id for row in library.lines(library.first).values()]
    assert library.do(decisions.accept_lines, REVIEWER, draft_id=library.first, lineage_ids=everything) == 2
    found = [row.decision for row in library.read(review_queries.decisions, library.first).values()]
    assert sorted(found) == ["accept", "accept", "cut_to"]


def test_the_working_copy_takes_all_cuts_over_in_one_step_with_reason_and_mark(library: Library) -> None:
    library.decide(
        服务器__quantity_milli=2_000,
        服务器__text="两台已够",
        标识__amount_fen=4_000_000,
        办公桌__decision=LineDecision.ACCEPT,
    )

    assert library.do(decisions.take_over_decisions, STAFF, draft_id=library.copy) == 2

    copy = library.lines(library.copy)
    assert [(row.name, row.amount_fen) for row in copy.values()] == [
        ("办公桌", 3_960_000),
        ("服务器", 12_000_000),
        ("标识", 4_000_000),
    ]
    assert copy["标识"].lump_sum
    given = library.read(queries.reasons, library.plan_id)
    assert [(row.lineage, row.cause, row.text) for row in given] == [
        (copy["服务器"].lineage_id, Cause.FINANCE_REVIEW, "两台已够"),
        (copy["标识"].lineage_id, Cause.FINANCE_REVIEW, ""),
    ]
    taken = library.read(review_queries.decisions, library.first)
    assert taken[copy["服务器"].lineage_id].taken_in_id == library.copy
    assert refusal(library.do, decisions.take_over_decisions, draft_id=library.copy).code == "no_cuts"
    assert library.submit() == 2


def test_cuts_taken_by_a_working_copy_that_is_put_aside_wait_for_the_next_one(library: Library) -> None:
    library.decide(服务器__quantity_milli=2_000)
    library.do(decisions.take_over_decisions, draft_id=library.copy)
    (taken,) = library.read(review_queries.decisions, library.first).values()
    assert taken.taken_in_id == library.copy

    library.copy = library.do(open_working_copy, plan_id=library.plan_id, from_draft_id=library.first)

    (waiting,) = library.read(review_queries.decisions, library.first).values()
    assert waiting.taken_in_id is None
    assert library.lines(library.copy)["服务器"].quantity_milli == 3_000
    assert library.do(decisions.take_over_decisions, draft_id=library.copy) == 1
    assert library.lines(library.copy)["服务器"].quantity_milli == 2_000


def test_an_answer_goes_with_the_working_copy_that_is_started_again(library: Library) -> None:
    asked = library.do(comments.add_comment, REVIEWER, draft_id=library.first, text="请说明依据")
    library.do(comments.answer_comment, comment_id=asked, answer="按编制人数")
    library.copy = library.do(open_working_copy, plan_id=library.plan_id, from_draft_id=library.first)
    assert library.submit() == 2
    (row,) = library.read(review_queries.comments, library.plan_id)
    assert (row.answered_in_number, row.answer) == (2, "按编制人数")


def test_a_line_cut_to_nothing_is_put_aside(library: Library) -> None:
    library.decide(标识__amount_fen=0)
    library.do(decisions.take_over_decisions, draft_id=library.copy)
    assert sorted(library.lines(library.copy)) == ["办公桌", "服务器"]
    with Session(library.engine) as session:
        aside = session.exec(
            select(DraftLine).where(DraftLine.draft_id == library.copy, DraftLine.name == "标识")
        ).one()
        assert aside.archived_at is not None


def test_a_cut_of_a_line_that_the_working_copy_no_longer_has_waits_for_people(library: Library) -> None:
    library.decide(标识__amount_fen=4_000_000)
    library.do(archive_line, line_id=library.lines(library.copy)["标识"].id)
    assert refusal(library.do, decisions.take_over_decisions, draft_id=library.copy).code == "no_cuts"


# The draft as a whole


def test_a_draft_is_sent_back_with_a_deadline_and_waits_for_its_authors(library: Library) -> None:
    library.do(review.start_review, REVIEWER, draft_id=library.first)
    library.do(
        review.return_draft,
        REVIEWER,
        draft_id=library.first,
        opinion="请补充报价。",
        answer_by=dt.date(2026, 4, 10),
        returned_on=DAY,
    )
    state = library.read(review_queries.review_state, library.first)
    assert (state.status, state.opinion) == (DraftStatus.RETURNED, "请补充报价。")
    (waiting,) = library.read(review_queries.returned_drafts)
    assert (waiting.number, waiting.answer_by) == (1, dt.date(2026, 4, 10))
    assert refusal(library.decide, 服务器__decision=LineDecision.ACCEPT).code == "draft_not_under_review"
    library.submit()
    assert library.read(review_queries.returned_drafts) == []


def test_a_deadline_that_has_passed_and_a_missing_opinion_are_refused(library: Library) -> None:
    given = {"draft_id": library.first, "returned_on": DAY}
    early = DAY - dt.timedelta(days=1)
    cases = [({"opinion": "退回", "answer_by": early}, "deadline_passed"),
             ({"opinion": "", "answer_by": DAY}, "text_missing")]  # fmt: skip
    assert [
        refusal(library.do, review.return_draft, REVIEWER, **given, **case).code for case, _ in cases
    ] == [code for _, code in cases]


def test_a_draft_with_a_questioned_line_is_not_accepted(library: Library) -> None:
    library.decide(服务器__decision=LineDecision.QUESTION)
    error = refusal(library.do, review.accept_draft, REVIEWER, draft_id=library.first)
    assert (error.code, error.facts["names"]) == ("lines_questioned", ["服务器"])
    library.decide(original={"服务器__decision": LineDecision.QUESTION}, 服务器__decision=LineDecision.ACCEPT)
    library.do(review.accept_draft, REVIEWER, draft_id=library.first, opinion="同意。")
    assert library.read(review_queries.review_state, library.first).status is DraftStatus.ACCEPTED


def test_everybody_has_a_last_seen_draft_of_their_own(library: Library) -> None:
    given = {"plan_id": library.plan_id, "draft_id": library.first}
    library.do(review.mark_seen, REVIEWER, **given)
    library.submit()
    newest = library.read(queries.drafts, library.plan_id)[1].id
    library.do(review.mark_seen, REVIEWER, plan_id=library.plan_id, draft_id=newest)
    assert library.read(review_queries.seen_draft, library.plan_id, REVIEWER.key) == newest
    assert library.read(review_queries.seen_draft, library.plan_id, "account:7") is None
    assert (
        refusal(library.do, review.mark_seen, plan_id=library.plan_id, draft_id=library.copy).code
        == "draft_not_submitted"
    )


# Quotations and funds


def test_a_quotation_stays_with_its_line_and_is_kept_once(library: Library) -> None:
    desk = library.lines(library.first)["办公桌"].lineage_id
    paper = StoredDocument("a" * 64, 9, "application/pdf", "报价单.pdf")
    attachment = library.do(quotations.add_quotation, lineage_id=desk, document=paper, caption="甲公司")
    assert refusal(
        library.do, quotations.add_quotation, lineage_id=desk, document=paper
    ).code == "quotation_known"  # fmt: skip
    letter = StoredDocument("b" * 64, 9, "application/msword", "函.doc")
    assert refusal(
        library.do, quotations.add_quotation, lineage_id=desk, document=letter
    ).code == "document_kind"  # fmt: skip
    library.do(quotations.archive_quotation, attachment_id=attachment)
    (row,) = library.read(review_queries.quotations, library.plan_id)[desk]
    assert (row.file_name, row.caption, row.archived) == ("报价单.pdf", "甲公司", True)
    library.do(quotations.restore_quotation, attachment_id=attachment)
    (row,) = library.read(review_queries.quotations, library.plan_id)[desk]
    assert not row.archived


def test_source_and_year_of_funds_are_edited_and_copied_to_the_next_draft(library: Library) -> None:
    library.edit("办公桌", funding="本级财政", funding_year=2026)
    library.submit()
    desk = library.lines(library.copy)["办公桌"]
    assert (desk.funding, desk.funding_year) == ("本级财政", 2026)
    assert refusal(library.edit, "办公桌", funding_year=26).code == "funding_year"


# Reading


@pytest.mark.parametrize(
    "name", ["comments", "decisions", "quotations", "review_state", "returned_drafts", "reason_threshold"]
)
def test_three_rows_take_as_many_statements_as_one(library: Library, name: str) -> None:
    counts = []
    given = {"comments": library.plan_id, "quotations": library.plan_id, "reason_threshold": library.plan_id}
    arguments = [] if name == "returned_drafts" else [given.get(name, library.first)]
    for row in list(library.lines(library.first).values()):
        asked(library, lineage_id=row.lineage_id)
        library.do(decisions.accept_lines, draft_id=library.first, lineage_ids=[row.lineage_id])
        library.do(
            quotations.add_quotation,
            lineage_id=row.lineage_id,
            document=StoredDocument(f"{row.id:064}", 9, "image/png", "报价.png"),
        )
        with counted(library.engine) as seen, reading(library.engine) as session:
            getattr(review_queries, name)(session, library.project_id, *arguments)
        counts.append(len(seen))
    assert len(set(counts)) == 1


def test_nothing_of_another_project_is_read(library: Library) -> None:
    with unit_of_work(library.engine) as session:
        other = make_project(session).id
    asked(library)
    with reading(library.engine) as session:
        assert review_queries.comments(session, other, library.plan_id) == []
        assert review_queries.review_state(session, other, library.first) is None
        assert review_queries.returned_drafts(session, other) == []


def test_a_fresh_start_from_a_draft_forgets_the_reasons_of_the_archived_copy(library: Library) -> None:
    desk = library.edit("办公桌", quantity_milli=20_000)
    library.do(reasons.set_reason, original={}, draft_id=library.copy, lineage_ids=[desk], cause=Cause.REUSE)
    library.copy = library.do(open_working_copy, plan_id=library.plan_id, from_draft_id=library.first)
    assert library.read(queries.reasons, library.plan_id) == []
