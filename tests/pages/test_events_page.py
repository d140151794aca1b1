"""The events page over the sample: who took part, what was settled, and an outcome that becomes a task."""

import io
from collections import Counter

from PIL import Image
from sqlmodel import select

from db.commands.events import update_event
from db.models import Task
from db.queries.events import events
from db.queries.photos import photos_of
from db.unit_of_work import reading
from pages._kit.identity import ROLE_KEY
from tests.db.test_assets import run
from tests.pages.helpers import open_page
from tests.support.databases import SAMPLE_DAY
from tracker.events import OutcomeState
from tracker.permissions import Role


def picture(colour):
    out = io.BytesIO()
    Image.new("RGB", (40, 30), colour).save(out, "PNG")
    return out.getvalue()


def called(engine, title):
    with reading(engine) as session:
        return next(row for row in events(session, 1, SAMPLE_DAY) if row.title == title)


def shown_text(at):
    return "\n".join(each.value for each in [*at.markdown, *at.caption, *at.subheader])


def test_the_study_tour_shows_ten_people_and_five_days(sample):
    tour = called(sample, "外出考察区县图书馆")
    text = shown_text(open_page("events", event=str(tour.id)))

    assert "10 people took part" in text
    assert "5 days" in text
    assert "区财政局资金计划科" in text


def test_the_mobilisation_meeting_shows_its_eight_topics_and_their_tasks(sample):
    meeting = called(sample, "新馆开馆筹备工作动员会")
    at = open_page("events", language="zh", event=str(meeting.id))

    assert "8 个议题" in shown_text(at)
    states = [topic.state for topic in meeting.topics]
    assert Counter(states) == {
        OutcomeState.SETTLED: 5,
        OutcomeState.UNDER_WAY: 1,
        OutcomeState.DONE: 1,
        OutcomeState.LATE: 1,
    }
    assert "已落实 → 已逾期（应于3月27日 周五完成）" in shown_text(at)
    assert all(topic.is_settled for topic in meeting.topics)


def test_an_outcome_becomes_a_task_with_its_day(sample):
    meeting = called(sample, "新馆开馆筹备工作动员会")
    topic = next(each for each in meeting.topics if each.title == "品牌服务")
    at = open_page("events", event=str(meeting.id))
    at.session_state[f"topic_change_{topic.id}"] = True
    at.run()
    at.button(key=f"FormSubmitter:topic_task_{topic.id}-Make it a task").click().run()

    assert not at.exception
    with reading(sample) as session:
        task = session.exec(select(Task).where(Task.title == "品牌服务")).one()
    assert task.deadline == SAMPLE_DAY
    stored = next(each for each in called(sample, "新馆开馆筹备工作动员会").topics if each.id == topic.id)
    assert (stored.task_id, stored.state) == (task.id, OutcomeState.UNDER_WAY)


def test_an_event_is_added_and_opens(sample):
    at = open_page("events", new_event="1")
    at.text_input(key="event_new_title").set_value("开馆新闻通气会")
    at.button(key="event_save").click().run()

    added = called(sample, "开馆新闻通气会")
    assert (added.starts_on, added.ends_on, added.days) == (SAMPLE_DAY, None, 1)


def test_two_edits_of_an_event_meet_and_nothing_typed_is_lost(sample):
    tour = called(sample, "外出考察区县图书馆")
    at = open_page("events", event=str(tour.id))
    at.session_state["event_change"] = True
    at.run()
    given = {"project_id": 1, "event_id": tour.id, "expected_version": tour.version}
    run(sample, update_event, **given, original={"place": tour.place}, changes={"place": "主城各区"})

    at.text_input(key=f"event_{tour.id}_{tour.version}_place").set_value("渝北区")
    next(button for button in at.button if button.label == "Save the event").click().run()
    assert [*at.table[0].value.iloc[0]] == ["Place", tour.place, "渝北区", "主城各区"]

    at.button(key="conflict_mine").click().run()
    assert called(sample, tour.title).place == "渝北区"
    assert at.text_input(key=f"event_{tour.id}_{tour.version + 2}_place").value == "渝北区"


def test_several_photos_are_added_to_a_study_tour_and_looked_at(sample):
    tour = called(sample, "外出考察区县图书馆")
    key = f"event_photo_{tour.id}"
    at = open_page("events", event=str(tour.id))
    at.session_state[f"{key}_add"] = True
    at.run()
    chosen = at.file_uploader(key=f"{key}_0_files")
    chosen.upload("a.png", picture("red"), "image/png").upload("b.png", picture("blue"), "image/png").run()
    at.text_input(key=f"{key}_0_caption").set_value("参观书库").run()
    at.button(key=f"{key}_save").click().run()
    assert "**2 photos**" in shown_text(at)
    with reading(sample) as session:
        rows = photos_of(session, 1, "event", [tour.id])[tour.id]
    assert [row.caption for row in rows] == ["参观书库", "参观书库"]

    next(button for button in at.button if button.label == "Enlarge").click().run()
    assert not at.exception
    assert "Archive the photo" in [button.label for button in at.button]


def test_a_viewer_reads_and_is_offered_no_form(sample):
    meeting = called(sample, "新馆开馆筹备工作动员会")
    at = open_page("events", event=str(meeting.id))
    at.session_state[ROLE_KEY] = Role.VIEWER
    at.run()

    assert "8 topics" in shown_text(at)
    assert [each.key for each in at.button if each.key == "event_add"] == []
    assert [each.label for each in at.text_input] == ["Find an event"]
