"""The opening-plan template is data: every task can be read, linked and scheduled."""

import datetime as dt

from tracker.calendar import WorkCalendar
from tracker.schedule.days import schedule_days
from tracker.schedule.model import Dependency, LagUnit, LinkType, PlannedTask, TaskKind
from tracker.templates import read_template


def test_the_deadline_for_offers_is_twenty_calendar_days_after_the_documents():
    offers = next(task for task in read_template().tasks if task.id == "B7")

    assert [(link.predecessor, link.type, link.lag_days, link.lag_unit) for link in offers.after] == [
        ("B6", LinkType.FS, 20, LagUnit.CALENDAR_DAYS)
    ]


def test_every_plan_of_the_source_document_has_tasks():
    template = read_template()

    assert {task.plan for task in template.tasks} == set(template.plans)
    assert len(template.plans) == 4


def test_titles_are_in_both_languages():
    for task in read_template().tasks:
        assert task.title["zh"]
        assert task.title["en"]


def test_only_the_opening_ends_the_plan():
    template = read_template()
    followed = {link.predecessor for task in template.tasks for link in task.after}

    loose = [
        task.id for task in template.tasks if task.kind is not TaskKind.SUMMARY and task.id not in followed
    ]

    assert loose == ["F5"]


def test_the_template_can_be_scheduled():
    template = read_template()
    number = {task.id: index for index, task in enumerate(template.tasks, start=1)}
    tasks = [
        PlannedTask(
            number[task.id], task.id, number[task.parent] if task.parent else None, task.kind, task.days
        )
        for task in template.tasks
    ]
    links = [
        Dependency(number[link.predecessor], number[task.id], link.type, link.lag_days, link.lag_unit)
        for task in template.tasks
        for link in task.after
    ]

    dated = schedule_days(tasks, links, calendar=WorkCalendar(), project_start=dt.date(2025, 3, 3))

    assert max(row.finish for row in dated.values()) == dated[number["F5"]].finish
