"""A filled sheet is stored once however often it is imported, corrected by a later copy, and never by half."""

import datetime as dt
import uuid
from dataclasses import replace

import pytest
import sqlalchemy as sa
from sqlmodel import col, select

from db.commands import field_items, rounds
from db.commands.round_sheet_import import import_round_sheet
from db.models import (
    Attendee,
    AuditEntry,
    CheckResult,
    Finding,
    FindingCheck,
    Inspection,
    InspectionNote,
)
from db.queries.round_sheet import round_sheet
from db.unit_of_work import reading, unit_of_work
from tests.factories import make, make_project
from tests.support.round_sheets import Filling
from tracker.errors import Invalid
from tracker.exports.round_sheet_xlsx import round_sheet_xlsx
from tracker.field import Check, HeadField
from tracker.i18n import Words
from tracker.imports.round_sheet import read_round_sheet
from tracker.permissions import SYSTEM
from tracker.round_sheet import SheetRefused, device_of
from tracker.vocabulary import CheckAnswer, FindingObservation, FindingStatus, Severity, ZoneKind

WEDNESDAY = dt.date(2026, 4, 1)
MADE = dt.datetime(2026, 4, 1, 1, 0, tzinfo=dt.UTC)
NOON = dt.datetime(2026, 4, 1, 4, 0, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)
DEVICE = uuid.UUID("11111111-2222-3333-4444-555555555555")
PHONE = "99999999-2222-3333-4444-555555555555"
TABLES = (CheckResult, FindingCheck, InspectionNote, Finding, Attendee)


class Site:
    """A project with a round, two rooms, two questions and an open finding."""

    def __init__(self, engine):
        self.engine = engine
        with unit_of_work(engine) as session:
            self.project_id = make_project(session, opening_on=dt.date(2026, 6, 26)).id
            here = {"project_id": self.project_id}
            self.round_id = make(
                "inspection", session, **here, planned_on=WEDNESDAY, held_on=WEDNESDAY, weather="晴"
            ).id
            self.hall = make("zone", session, **here, name="一层大厅", kind=ZoneKind.ROOM, position=1).id
            self.store = make("zone", session, **here, name="地下书库", kind=ZoneKind.ROOM, position=2).id
            self.exits = make("checklist_item", session, **here, text="消防通道畅通", position=1).id
            self.dry = make("checklist_item", session, **here, text="墙面无渗水", position=2).id
            self.party = make("organisation", session, **here, name="宏筑公司").id
            self.finding = make(
                "finding",
                session,
                **here,
                number=1,
                zone_id=self.hall,
                severity=Severity.MAJOR,
                status=FindingStatus.ASSIGNED,
                description="石材空鼓",
                found_on=dt.date(2026, 3, 25),
            ).id

    def sheet(self):
        with reading(self.engine) as session:
            return round_sheet(session, self.project_id, self.round_id, device=DEVICE, now=MADE)

    def filling(self):
        return Filling(round_sheet_xlsx(self.sheet(), Words.of("zh")))

    def filled(self):
        """A sheet with something of each kind."""
        book = self.filling()
        book.write("checks", book.row_with("checks", "一层大厅", "墙面无渗水"), answer="不合格")
        book.write("checks", book.row_with("checks", "地下书库", "消防通道畅通"), answer="合格")
        book.write("observations", 3, observation="仍存在", text="又多两块")
        book.write("notes", 3, zone="地下书库", text="地面干燥")
        book.write(
            "findings", 3, zone="地下书库", description="立管滴水", severity="较大", organisation="宏筑公司"
        )
        book.write("attendees", 3, name="张某", organisation="宏筑公司")
        book.write("head", 4, value="多云").write("head", 5, value="完成九成")
        return book

    def take(self, book, at=NOON):
        """Import a workbook that was last saved at `at`; gives (saved, taken back, left because older)."""
        sheet = read_round_sheet(book.saved(), now=at)
        assert sheet.at == at  # a test's workbook is stamped today, which is later
        with unit_of_work(self.engine) as session:
            done = import_round_sheet(
                session, actor=SYSTEM, project_id=self.project_id, round_id=self.round_id, sheet=sheet
            )
        return done.saved, done.taken_back, done.older

    def refused(self, book, at=NOON):
        """The cells for which an import is refused, each with its code."""
        with pytest.raises(SheetRefused) as error:
            self.take(book, at)
        return [(each.place.sheet, each.place.address, each.error.code) for each in error.value.problems]

    def rows(self, model):
        with reading(self.engine) as session:
            return list(session.exec(select(model).order_by(col(model.id))))

    def dump(self):
        """Everything that an import can write."""
        with reading(self.engine) as session:
            return {
                table.name: sorted(map(tuple, session.execute(sa.select(table))), key=repr)
                for table in (model.__table__ for model in (*TABLES, Inspection, AuditEntry))
            }

    def act(self, command, **arguments):
        with unit_of_work(self.engine) as session:
            return command(session, actor=SYSTEM, project_id=self.project_id, **arguments)


@pytest.fixture
def site(engine):
    return Site(engine)


def test_everything_on_the_sheet_is_stored_as_a_phone_would_store_it(site):
    assert site.take(site.filled()) == (8, 0, 0)

    assert [(row.zone_id, row.item_id, row.answer, row.device) for row in site.rows(CheckResult)] == [
        (site.hall, site.dry, CheckAnswer.FAIL, device_of(DEVICE)),
        (site.store, site.exits, CheckAnswer.PASS, device_of(DEVICE)),
    ]
    assert [(row.finding_id, row.observation, row.text) for row in site.rows(FindingCheck)] == [
        (site.finding, FindingObservation.STILL_THERE, "又多两块")
    ]
    assert [(row.zone_id, row.text, row.is_addendum) for row in site.rows(InspectionNote)] == [
        (site.store, "地面干燥", False)
    ]
    raised = site.rows(Finding)[1]
    assert (raised.number, raised.zone_id, raised.severity, raised.organisation_id, raised.found_on) == (
        2,
        site.store,
        Severity.MAJOR,
        site.party,
        WEDNESDAY,
    )
    assert [(row.name, row.organisation_id) for row in site.rows(Attendee)] == [("张某", site.party)]
    [head] = site.rows(Inspection)
    assert (head.weather, head.progress, head.held_on) == ("多云", "完成九成", WEDNESDAY)


def test_importing_the_same_sheet_twice_changes_nothing(site):
    book = site.filled()
    site.take(book)
    before = site.dump()

    assert site.take(book) == (0, 0, 0)
    # Saved again with nothing changed: another file, the same sayings.
    assert site.take(book, NOON + HOUR) == (0, 0, 0)

    assert site.dump() == before


def test_a_corrected_cell_updates_its_row_and_no_other(site):
    book = site.filled()
    site.take(book)
    counts = [len(site.rows(model)) for model in TABLES]

    book.write("checks", book.row_with("checks", "一层大厅", "墙面无渗水"), answer="合格")
    book.write("notes", 3, text="地面微湿").write("findings", 3, severity="一般").write("head", 4, value="雨")

    assert site.take(book, NOON + HOUR) == (4, 0, 0)
    assert [len(site.rows(model)) for model in TABLES] == counts
    assert [row.answer for row in site.rows(CheckResult)] == [CheckAnswer.PASS, CheckAnswer.PASS]
    assert [row.text for row in site.rows(InspectionNote)] == ["地面微湿"]
    assert site.rows(Finding)[1].severity is Severity.MINOR
    assert site.rows(Inspection)[0].weather == "雨"


def test_an_older_copy_of_the_sheet_does_not_take_a_correction_back(site):
    book = site.filled()
    row = book.row_with("checks", "一层大厅", "墙面无渗水")
    site.take(book.write("checks", row, answer="合格"), NOON + HOUR)

    assert site.take(book.write("checks", row, answer="不合格"), NOON) == (0, 0, 1)
    assert site.rows(CheckResult)[0].answer is CheckAnswer.PASS


def test_a_program_that_does_not_say_when_it_saved_can_correct_a_cell_too(site):
    book = site.filled()
    site.take(book)

    assert site.take(book.write("attendees", 3, name="李某")) == (1, 0, 0)
    assert [row.name for row in site.rows(Attendee)] == ["李某"]


def test_an_emptied_cell_takes_back_what_it_said_and_a_refilled_one_brings_it_back(site):
    book = site.filled()
    site.take(book)

    book.write("notes", 3, zone=None, text=None).write("attendees", 3, name=None, organisation=None)
    book.write("checks", book.row_with("checks", "地下书库", "消防通道畅通"), answer=None)
    assert site.take(book, NOON + HOUR) == (0, 3, 0)
    assert site.take(book, NOON + HOUR) == (0, 0, 0)
    assert [row.archived_at is None for row in site.rows(CheckResult)] == [True, False]
    assert [row.archived_at is None for row in site.rows(InspectionNote)] == [False]
    assert [row.archived_at is None for row in site.rows(Attendee)] == [False]

    book.write("notes", 3, zone="地下书库", text="地面干燥")
    assert site.take(book, NOON + 2 * HOUR) == (1, 0, 0)
    assert [(row.archived_at, row.text) for row in site.rows(InspectionNote)] == [(None, "地面干燥")]


def test_what_somebody_put_aside_meanwhile_is_not_brought_back_by_the_same_sheet(site):
    book = site.filled()
    site.take(book)
    site.act(rounds.archive_note, note_id=site.rows(InspectionNote)[0].id)

    assert site.take(book.write("head", 7, value="消防联动"), NOON + HOUR) == (1, 0, 0)
    assert site.rows(InspectionNote)[0].archived_at is not None


def test_a_phone_s_answer_stays_beside_that_of_the_sheet(site):
    item = Check(str(uuid.uuid4()), NOON, site.hall, site.dry, CheckAnswer.PASS)
    site.act(field_items.answer_check, round_id=site.round_id, device=PHONE, item=item)

    site.take(site.filled())

    same = [row.answer for row in site.rows(CheckResult) if row.item_id == site.dry]
    assert same == [CheckAnswer.PASS, CheckAnswer.FAIL]


def test_a_head_that_somebody_else_wrote_meanwhile_is_not_overwritten_and_nothing_is_stored(site):
    book = site.filled()
    item = HeadField(str(uuid.uuid4()), NOON, "weather", "小雨", "晴")
    site.act(field_items.set_head_field, round_id=site.round_id, device=PHONE, item=item)
    before = site.dump()

    assert site.refused(book) == [("检查概况", "E4", "sheet_changed_meanwhile")]
    assert site.dump() == before

    # What stands there now, written into the cell, is taken.
    assert site.take(book.write("head", 4, value="小雨")) == (8, 0, 0)


def test_cells_that_the_commands_refuse_are_named_and_nothing_is_half_imported(site):
    book = site.filled()
    before = site.dump()
    book.write("notes", 4, text="长" * 20_001).write("attendees", 4, name="名" * 121)

    assert site.refused(book) == [
        ("分区记录", "C4", "text_too_long"),
        ("参加人员", "B4", "text_too_long"),
    ]
    assert site.dump() == before


def test_cells_that_cannot_be_read_stop_the_import_too(site):
    book = site.filled().write("checks", 3, answer="大概")
    before = site.dump()

    assert site.refused(book) == [("分区检查", "F3", "sheet_choice_unknown")]
    assert site.dump() == before


def test_ids_of_another_project_are_refused(site):
    with unit_of_work(site.engine) as session:
        other = make_project(session).id
        zone = make("zone", session, project_id=other).id
    book = site.filling()
    book.write("checks", 3, zone_id=zone, answer="合格")

    assert site.refused(book) == [("分区检查", "F3", "not_found")]


def test_a_sheet_of_another_round_is_refused(site):
    sheet = replace(read_round_sheet(site.filled().saved(), now=NOON), round_id=site.round_id + 1)

    with pytest.raises(Invalid) as refused:
        site.act(import_round_sheet, round_id=site.round_id, sheet=sheet)
    assert refused.value.code == "sheet_of_other_round"


def test_a_signed_round_takes_nothing_new_and_the_same_sheet_without_complaint(site):
    book = site.filled()
    site.take(book)
    site.act(rounds.sign_round, round_id=site.round_id, today=WEDNESDAY)
    before = site.dump()

    assert site.take(book, NOON + HOUR) == (0, 0, 0)
    with pytest.raises(Invalid) as refused:
        site.take(book.write("checks", 3, answer="合格"), NOON + HOUR)
    assert refused.value.code == "round_signed"
    assert site.dump() == before


def test_the_sheet_asks_about_open_findings_of_other_rounds_alone(site):
    with unit_of_work(site.engine) as session:
        for number, given in (
            (5, {"inspection_id": site.round_id}),
            (6, {"status": FindingStatus.CLOSED}),
        ):
            make(
                "finding",
                session,
                project_id=site.project_id,
                number=number,
                severity=Severity.MINOR,
                **given,
            )

    assert [finding.number for finding in site.sheet().findings] == [1]


@pytest.mark.parametrize("rooms", [1, 3])
def test_a_sheet_takes_the_same_number_of_statements_however_large_the_building_is(site, rooms):
    with unit_of_work(site.engine) as session:
        for n in range(rooms):
            make("zone", session, project_id=site.project_id, kind=ZoneKind.ROOM, name=f"室{n}")
            make("checklist_item", session, project_id=site.project_id, text=f"问{n}")
    asked = []
    sa.event.listen(site.engine, "before_cursor_execute", lambda *given: asked.append(given[2]))

    sheet = site.sheet()

    assert len(sheet.stops) == 2 + rooms
    assert len([text for text in asked if text.lstrip().upper().startswith("SELECT")]) == 7
