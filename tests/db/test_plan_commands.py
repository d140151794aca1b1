"""Writing plans, tasks and links: what is stored, what is merged, what is refused."""

import datetime as dt
from dataclasses import replace

import pytest
import sqlalchemy as sa
from sqlmodel import Session

from db.commands import plans, tasks
from db.commands.tasks import TaskEdit
from db.models import Plan, Submission, Task
from db.queries import plan as queries
from db.unit_of_work import reading, unit_of_work
from tests.factories import make
from tracker.errors import Conflict, Invalid, NotFound
from tracker.permissions import local_actor
from tracker.schedule.model import Constraint, LagUnit, LinkType, TaskKind
from tracker.vocabulary import PlanKind, PlanStatus, SubmissionOutcome

LEAD = local_actor()
START, OPENING = dt.date(2026, 3, 2), dt.date(2026, 6, 26)


class Library:
    """A project with one plan, written to through commands."""

    def __init__(self, engine: sa.Engine) -> None:
        self.engine = engine
        with unit_of_work(engine) as session:
            self.project_id = make("project", session, starts_on=START, opening_on=OPENING).id
        self.plan_id = self.do(plans.create_plan, kind=PlanKind.OPENING_PREPARATION, title="Opening plan")

    def do(self, command, **arguments):
        with unit_of_work(self.engine) as session:
            return command(session, actor=LEAD, project_id=self.project_id, **arguments)

    def task(self, title: str, **given) -> int:
        return self.do(tasks.create_task, plan_id=self.plan_id, title=title, **given)

    def stored(self, model, id_: int):
        with Session(self.engine) as session:
            return session.get(model, id_)

    def update(self, task_id: int, original: dict, changes: dict, version: int = 1) -> None:
        self.do(
            tasks.update_task, task_id=task_id, expected_version=version, original=original, changes=changes
        )

    def dates(self) -> dict[str, tuple[dt.date, dt.date]]:
        with reading(self.engine) as session:
            rows = queries.dated_tasks(session, self.project_id, START)
        return {row.title: (row.start, row.finish) for row in rows}


@pytest.fixture
def library(engine) -> Library:
    return Library(engine)


def test_a_task_is_added_at_the_end_and_waits_for_its_predecessors(library):
    first = library.task("Pack", duration_days=5)
    second = library.task("Move", duration_days=2, predecessors=[first])

    assert library.stored(Task, second).position == 2
    assert library.dates() == {
        "Pack": (dt.date(2026, 3, 2), dt.date(2026, 3, 6)),
        "Move": (dt.date(2026, 3, 9), dt.date(2026, 3, 10)),
    }


def test_two_people_changing_different_fields_of_a_task_both_keep_theirs(library):
    id_ = library.task("Pack", duration_days=5)
    seen = {"duration_days": 5, "percent_complete": 0}

    library.update(id_, seen, {"duration_days": 8})
    library.update(id_, seen, {"percent_complete": 40})

    task = library.stored(Task, id_)
    assert (task.duration_days, task.percent_complete, task.version) == (8, 40, 3)


def test_two_people_changing_one_field_meet_and_neither_value_is_lost(library):
    id_ = library.task("Pack", duration_days=5)
    library.update(id_, {"duration_days": 5}, {"duration_days": 8})

    with pytest.raises(Conflict) as met:
        library.update(id_, {"duration_days": 5}, {"duration_days": 3})

    assert (met.value.base, met.value.mine, met.value.theirs) == (
        {"duration_days": 5},
        {"duration_days": 3},
        {"duration_days": 8},
    )
    assert library.stored(Task, id_).duration_days == 8


def test_a_saved_grid_is_stored_whole_or_not_at_all(library):
    first, second = library.task("Pack"), library.task("Move")
    edits = [
        TaskEdit(first, 1, {"title": "Pack"}, {"title": "Pack the books"}),
        TaskEdit(second, 1, {"percent_complete": 0}, {"percent_complete": 101}),
    ]

    with pytest.raises(Invalid, match="percent_out_of_range"):
        library.do(tasks.update_tasks, edits=edits)

    assert library.stored(Task, first).title == "Pack"


def test_a_grid_that_meets_another_edit_names_its_row_and_my_choice_then_wins(library):
    first, second = library.task("Pack", duration_days=5), library.task("Move", duration_days=5)
    library.update(second, {"duration_days": 5}, {"duration_days": 8})
    edits = [TaskEdit(id_, 1, {"duration_days": 5}, {"duration_days": 3}) for id_ in (first, second)]

    with pytest.raises(Conflict) as met:
        library.do(tasks.update_tasks, edits=edits)
    untouched = [library.stored(Task, id_).duration_days for id_ in (first, second)]
    chosen = replace(edits[1], expected_version=met.value.version, original=met.value.theirs)
    library.do(tasks.update_tasks, edits=[edits[0], chosen])

    assert (met.value.record_id, met.value.mine, met.value.theirs) == (
        second,
        {"duration_days": 3},
        {"duration_days": 8},
    )
    assert untouched == [5, 8]
    assert [library.stored(Task, id_).duration_days for id_ in (first, second)] == [3, 3]


def test_a_task_keeps_its_best_and_worst_case_and_gives_them_up_again(library):
    id_ = library.task("Pack", duration_days=5)
    empty = {"optimistic_days": None, "pessimistic_days": None}

    library.update(id_, empty, {"optimistic_days": 5, "pessimistic_days": 9})
    kept = library.stored(Task, id_)
    library.update(id_, {"pessimistic_days": 9}, {"pessimistic_days": None}, version=2)

    assert (kept.optimistic_days, kept.pessimistic_days) == (5, 9)
    assert library.stored(Task, id_).pessimistic_days is None


@pytest.mark.parametrize(
    "changes",
    [
        {"optimistic_days": 6},
        {"optimistic_days": -1},
        {"pessimistic_days": 4},
        {"pessimistic_days": 2001},
        {"optimistic_days": 8, "pessimistic_days": 9},
    ],
)
def test_estimates_that_do_not_hold_the_planned_duration_are_refused(library, changes):
    id_ = library.task("Pack", duration_days=5)

    with pytest.raises(Invalid, match="estimates_out_of_order") as refused:
        library.update(id_, {"optimistic_days": None, "pessimistic_days": None}, changes)

    assert refused.value.facts == {"title": "Pack", "days": 5, "longest": 2000}
    assert library.stored(Task, id_).version == 1


def test_a_duration_planned_past_old_estimates_is_taken(library):
    id_ = library.task("Pack", duration_days=5)
    library.update(id_, {"pessimistic_days": None}, {"pessimistic_days": 9})

    library.update(id_, {"duration_days": 5}, {"duration_days": 12}, version=2)

    assert library.stored(Task, id_).duration_days == 12


def test_a_finish_date_means_done_and_less_than_done_takes_it_away(library):
    id_ = library.task("Pack")
    library.update(id_, {"actual_finish": None}, {"actual_finish": START})
    finished = library.stored(Task, id_)

    library.update(id_, {"percent_complete": 100}, {"percent_complete": 60}, version=2)
    reopened = library.stored(Task, id_)

    assert (finished.percent_complete, finished.actual_start) == (100, START)
    assert (reopened.percent_complete, reopened.actual_finish) == (60, None)


def test_taking_the_finish_date_away_reopens_the_task(library):
    id_ = library.task("Pack")
    library.update(id_, {"actual_finish": None}, {"actual_finish": START})

    library.update(id_, {"actual_finish": START}, {"actual_finish": None}, version=2)

    task = library.stored(Task, id_)
    assert (task.actual_finish, task.actual_start, task.percent_complete) == (None, START, 99)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"title": "  "}, "text_missing"),
        ({"duration_days": -1}, "duration_out_of_range"),
        ({"percent_complete": 101}, "percent_out_of_range"),
        ({"constraint": Constraint.MUST_START_ON}, "constraint_without_date"),
        ({"actual_start": OPENING, "actual_finish": START}, "finish_before_start"),
        ({"plan_id": 2}, "field_not_editable"),
        ({"archived_at": None}, "field_not_editable"),
    ],
)
def test_an_edit_that_breaks_a_rule_is_refused(library, changes, code):
    id_ = library.task("Pack")

    with pytest.raises(Invalid) as refusal:
        library.update(id_, {}, changes)

    assert refusal.value.code == code
    assert library.stored(Task, id_).version == 1


def test_a_task_cannot_stand_below_itself_or_in_another_plan(library):
    top = library.task("Moving", kind=TaskKind.SUMMARY)
    below = library.task("Pack", kind=TaskKind.SUMMARY, parent_id=top)
    other_plan = library.do(plans.create_plan, kind=PlanKind.CEREMONY, title="Ceremony")

    with pytest.raises(Invalid, match="task_below_itself"):
        library.update(top, {"parent_id": None}, {"parent_id": below})
    with pytest.raises(Invalid, match="parent_in_other_plan"):
        library.do(tasks.create_task, plan_id=other_plan, title="Invite", parent_id=top)


def test_a_task_of_another_project_cannot_be_linked_or_edited(library, engine):
    id_ = library.task("Pack")
    other = Library(engine)
    foreign = other.task("Elsewhere")

    with pytest.raises(NotFound):
        library.do(tasks.link_tasks, predecessor_id=foreign, successor_id=id_)
    with pytest.raises(NotFound):
        library.update(foreign, {}, {"title": "Mine now"})


def test_a_link_that_closes_a_circle_is_refused_and_names_its_tasks(library):
    first = library.task("Pack")
    second = library.task("Move", predecessors=[first])

    with pytest.raises(Invalid) as refusal:
        library.do(tasks.link_tasks, predecessor_id=second, successor_id=first)

    assert refusal.value.code == "schedule_cycle"
    assert set(refusal.value.facts["tasks"]) == {"Pack", "Move"}
    assert library.dates()["Pack"][0] == START


def test_a_task_cannot_wait_for_itself(library):
    id_ = library.task("Pack")

    with pytest.raises(Invalid, match="task_follows_itself"):
        library.do(tasks.link_tasks, predecessor_id=id_, successor_id=id_)


def test_a_link_is_changed_removed_and_made_again(library):
    first, second = library.task("Pack", duration_days=5), library.task("Move", duration_days=1)
    ends = {"predecessor_id": first, "successor_id": second}

    library.do(tasks.link_tasks, **ends)
    library.do(tasks.link_tasks, **ends, type=LinkType.SS, lag_days=2, lag_unit=LagUnit.WORKING_DAYS)
    linked = library.dates()["Move"][0]
    library.do(tasks.unlink_tasks, **ends)
    untied = library.dates()["Move"][0]
    library.do(tasks.link_tasks, **ends)

    assert (linked, untied, library.dates()["Move"][0]) == (dt.date(2026, 3, 4), START, dt.date(2026, 3, 9))


def test_archiving_a_heading_takes_everything_below_and_restoring_brings_it_back(library):
    top = library.task("Moving", kind=TaskKind.SUMMARY)
    library.task("Pack", parent_id=top)
    gone_before = library.task("Sell", parent_id=top)
    library.do(tasks.archive_task, task_id=gone_before)

    library.do(tasks.archive_task, task_id=top)
    archived = library.dates()
    library.do(tasks.restore_task, task_id=top)

    assert archived == {}
    assert set(library.dates()) == {"Moving", "Pack"}


def test_restoring_a_task_brings_back_the_heading_above_it(library):
    top = library.task("Moving", kind=TaskKind.SUMMARY)
    below = library.task("Pack", parent_id=top)
    library.do(tasks.archive_task, task_id=top)

    library.do(tasks.restore_task, task_id=below)

    assert set(library.dates()) == {"Moving", "Pack"}


def test_restoring_a_task_whose_links_now_close_a_circle_is_refused(library):
    first = library.task("Pack")
    second = library.task("Move", predecessors=[first])
    third = library.task("Shelve", predecessors=[second])
    library.do(tasks.archive_task, task_id=second)
    library.do(tasks.link_tasks, predecessor_id=third, successor_id=first)

    with pytest.raises(Invalid, match="schedule_cycle"):
        library.do(tasks.restore_task, task_id=second)


def test_an_archived_plan_takes_its_tasks_out_of_the_schedule(library):
    library.task("Pack")

    library.do(plans.archive_plan, plan_id=library.plan_id)
    without = library.dates()
    library.do(plans.restore_plan, plan_id=library.plan_id)

    assert (without, set(library.dates())) == ({}, {"Pack"})


def test_a_plan_is_submitted_returned_submitted_again_approved_put_in_force_and_closed(library):
    def status() -> PlanStatus:
        return library.stored(Plan, library.plan_id).status

    def submit(day: int) -> None:
        library.do(
            plans.submit_plan,
            plan_id=library.plan_id,
            recipient="District bureau",
            submitted_on=dt.date(2026, 3, day),
        )

    def answer(outcome: SubmissionOutcome, day: int) -> None:
        library.do(
            plans.record_answer,
            plan_id=library.plan_id,
            outcome=outcome,
            decided_on=dt.date(2026, 3, day),
            remarks="  As discussed ",
        )

    seen = [status()]
    for step in (
        lambda: submit(2),
        lambda: answer(SubmissionOutcome.RETURNED, 4),
        lambda: submit(5),
        lambda: answer(SubmissionOutcome.APPROVED, 9),
        lambda: library.do(plans.advance_plan, plan_id=library.plan_id, status=PlanStatus.IN_FORCE),
        lambda: library.do(plans.advance_plan, plan_id=library.plan_id, status=PlanStatus.CLOSED),
    ):
        step()
        seen.append(status())
    with Session(library.engine) as session:
        sent = session.exec(sa.select(Submission.outcome, Submission.remarks).order_by(Submission.id)).all()

    assert seen == [
        PlanStatus.DRAFT,
        PlanStatus.SUBMITTED,
        PlanStatus.RETURNED,
        PlanStatus.SUBMITTED,
        PlanStatus.APPROVED,
        PlanStatus.IN_FORCE,
        PlanStatus.CLOSED,
    ]
    assert [tuple(row) for row in sent] == [
        (SubmissionOutcome.RETURNED, "As discussed"),
        (SubmissionOutcome.APPROVED, "As discussed"),
    ]


def test_a_draft_cannot_be_answered_or_put_in_force(library):
    with pytest.raises(Invalid, match="nothing_submitted"):
        library.do(
            plans.record_answer, plan_id=library.plan_id, outcome=SubmissionOutcome.APPROVED, decided_on=START
        )
    for status in (PlanStatus.IN_FORCE, PlanStatus.CLOSED, PlanStatus.APPROVED):
        with pytest.raises(Invalid, match="plan_cannot_move"):
            library.do(plans.advance_plan, plan_id=library.plan_id, status=status)


def test_a_submitted_plan_is_not_submitted_twice_nor_answered_before_it_went_out(library):
    sent = {"plan_id": library.plan_id, "recipient": "District bureau", "submitted_on": START}
    library.do(plans.submit_plan, **sent)

    with pytest.raises(Invalid, match="plan_cannot_move"):
        library.do(plans.submit_plan, **sent)
    with pytest.raises(Invalid, match="answer_before_submission"):
        library.do(
            plans.record_answer,
            plan_id=library.plan_id,
            outcome=SubmissionOutcome.APPROVED,
            decided_on=START - dt.timedelta(days=1),
        )


def test_a_plan_is_retitled_but_its_status_is_no_field(library):
    edit = {"plan_id": library.plan_id, "expected_version": 1, "original": {"title": "Opening plan"}}

    library.do(plans.update_plan, **edit, changes={"title": " Plan of the opening "})
    with pytest.raises(Invalid, match="field_not_editable"):
        library.do(plans.update_plan, **edit, changes={"status": PlanStatus.APPROVED})

    assert library.stored(Plan, library.plan_id).title == "Plan of the opening"
