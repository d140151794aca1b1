"""A project's plan as a template, read back as a template."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.errors import Invalid
from tracker.exports.plan_template import template_text
from tracker.plans import TaskFacts
from tracker.schedule.model import Constraint, Dependency, LagUnit, LinkType, TaskKind
from tracker.templates import Template, TemplateLink, TemplateTask, parse_template, read_template
from tracker.templates.reading import LONGEST_TITLE
from tracker.vocabulary import PlanKind


def facts(
    id_, title="T", *, plan=PlanKind.FACILITIES, parent=None, kind=TaskKind.TASK, days=5, archived=False
):
    return TaskFacts(
        id=id_,
        version=1,
        plan_id=1,
        plan_title=f"{plan}的方案",
        plan_kind=plan,
        parent_id=parent,
        position=id_,
        kind=kind,
        title=title,
        owner_id=3,
        owner="somebody",
        post_id=None,
        zone_id=None,
        duration_days=days,
        optimistic_days=None,
        pessimistic_days=None,
        constraint=Constraint.AS_SOON_AS_POSSIBLE,
        constraint_date=None,
        deadline=None,
        actual_start=None,
        actual_finish=None,
        percent_complete=40,
        notes="private",
        archived=archived,
    )


def facts_of(template, language):
    """A project made from a template, numbered in its order."""
    number = {task.id: n for n, task in enumerate(template.tasks, start=1)}
    tasks = [
        facts(
            number[task.id],
            task.title[language],
            plan=task.plan,
            parent=number[task.parent] if task.parent else None,
            kind=task.kind,
            days=task.days,
        )
        for task in template.tasks
    ]
    links = [
        Dependency(number[link.predecessor], number[task.id], link.type, link.lag_days, link.lag_unit)
        for task in template.tasks
        for link in task.after
    ]
    return tasks, links, number


def test_the_opening_plan_comes_back_as_it_was_in_one_language():
    original = read_template()
    tasks, links, number = facts_of(original, "zh")
    opening = next(task for task in original.tasks if task.ends_on_opening)

    again = parse_template(template_text(tasks, links, opening_task_id=number[opening.id]))

    assert list(again.plans) == list(dict.fromkeys(task.plan for task in original.tasks))
    assert again.tasks == tuple(
        TemplateTask(
            id=f"T{number[task.id]}",
            plan=task.plan,
            parent=f"T{number[task.parent]}" if task.parent else None,
            kind=task.kind,
            title={"zh": task.title["zh"], "en": task.title["zh"]},
            days=task.days,
            after=tuple(
                TemplateLink(f"T{number[link.predecessor]}", link.type, link.lag_days, link.lag_unit)
                for link in task.after
            ),
            ends_on_opening=task is opening,
        )
        for task in original.tasks
    )


def test_a_small_plan_is_written_as_expected():
    tasks = [
        facts(1, "采购", kind=TaskKind.SUMMARY),
        facts(2, 'a "b" \\ c', parent=1),
        facts(9, archived=True),
    ]
    links = [Dependency(9, 2)]

    assert template_text(tasks, links) == (
        '[[plan]]\nkind = "facilities"\nzh = "facilities的方案"\nen = "facilities的方案"\n\n'
        '[[task]]\nid = "T1"\nplan = "facilities"\nkind = "summary"\nzh = "采购"\nen = "采购"\n\n'
        '[[task]]\nid = "T2"\nplan = "facilities"\nparent = "T1"\n'
        'zh = "a \\"b\\" \\\\ c"\nen = "a \\"b\\" \\\\ c"\ndays = 5\n'
    )


def test_a_task_that_waits_for_a_later_one_stands_after_it():
    tasks = [facts(1), facts(2, parent=3), facts(3, kind=TaskKind.SUMMARY), facts(4)]
    links = [Dependency(4, 1, LinkType.SS, -3, LagUnit.CALENDAR_DAYS)]

    read = parse_template(template_text(tasks, links)).tasks

    assert [task.id for task in read] == ["T4", "T1", "T3", "T2"]
    assert read[1].after == (TemplateLink("T4", LinkType.SS, -3, LagUnit.CALENDAR_DAYS),)


def test_tasks_in_a_circle_are_named():
    tasks = [facts(1, "A"), facts(2, "B"), facts(3, "C")]

    with pytest.raises(Invalid) as refusal:
        template_text(tasks, [Dependency(1, 2), Dependency(2, 1)])

    assert (refusal.value.code, set(refusal.value.facts["tasks"])) == ("schedule_cycle", {"A", "B"})


def test_a_chain_of_three_thousand_written_backwards_is_no_recursion():
    tasks = [facts(id_) for id_ in range(3000, 0, -1)]
    links = [Dependency(id_, id_ + 1) for id_ in range(1, 3000)]

    read = parse_template(template_text(tasks, links)).tasks

    assert [task.id for task in read] == [f"T{id_}" for id_ in range(1, 3001)]


@given(st.text(max_size=LONGEST_TITLE["task"]))
@settings(deadline=None)
def test_any_title_survives(title):
    read = parse_template(template_text([facts(1, title)], []))

    assert read.tasks[0].title["zh"] == title.encode("utf-8", "ignore").decode()


@given(st.sampled_from(LinkType), st.integers(-400, 400), st.sampled_from(LagUnit), st.sampled_from(TaskKind))
@settings(deadline=None)
def test_any_link_survives(type_, lag, unit, kind):
    tasks = [facts(1), facts(2, kind=kind, days=7)]

    read = parse_template(template_text(tasks, [Dependency(1, 2, type_, lag, unit)])).tasks[1]

    # without a lag its unit says nothing, and a template names none
    expected = TemplateLink("T1", type_, lag, unit if lag else LagUnit.WORKING_DAYS)
    assert (read.after, read.kind, read.days) == ((expected,), kind, 7 if kind is TaskKind.TASK else 0)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[[plan",
        "plan = 5\ntask = 5",
        '[[plan]]\nkind = "unknown"\nzh = "x"\nen = "x"',
        '[[plan]]\nkind = "other"\nzh = "x"\nen = "x"\n[[task]]\nid = "A"',
    ],
)
def test_a_text_that_is_no_template_is_refused(text):
    with pytest.raises(Invalid, match="template_"):
        parse_template(text)


def test_a_template_is_a_value():
    assert isinstance(parse_template(template_text([facts(1)], [])), Template)
