"""Which work open findings hold, by the part of the building that they lie in."""

import datetime as dt

from tests.tracker.test_plans import schedule, task
from tracker.readiness import FINDING_DELAYS, RiskDriver
from tracker.readiness.drivers import BlockingFinding, ZoneFact, finding_drivers
from tracker.schedule.model import Dependency
from tracker.vocabulary import Severity

FLOOR, ROOM, OTHER = 1, 2, 3
ZONES = {
    FLOOR: ZoneFact("2F", None),
    ROOM: ZoneFact("2F · Reading room", FLOOR),
    OTHER: ZoneFact("Stacks", None),
}
MAJOR, CRITICAL = FINDING_DELAYS[Severity.MAJOR], FINDING_DELAYS[Severity.CRITICAL]


def held(tasks, *findings: BlockingFinding, links=()) -> tuple[list[RiskDriver], int]:
    return finding_drivers(list(schedule(*tasks, links=links).values()), findings, ZONES)


def test_a_finding_holds_the_first_open_task_of_its_zone():
    tasks = [task(11, zone_id=ROOM), task(12, zone_id=ROOM)]

    drivers, loose = held(tasks, BlockingFinding(ROOM, Severity.MAJOR), links=[Dependency(12, 11)])

    assert drivers == [RiskDriver.of("2F · Reading room", (12,), MAJOR)]
    assert loose == 0


def test_what_is_done_is_not_held_any_more():
    tasks = [task(11, zone_id=ROOM, actual_finish=dt.date(2026, 3, 2)), task(12, zone_id=ROOM)]

    drivers, _ = held(tasks, BlockingFinding(ROOM, Severity.MAJOR))

    assert [driver.task_ids for driver in drivers] == [(12,)]


def test_a_finding_in_a_room_without_work_holds_the_work_on_its_floor():
    drivers, _ = held([task(11, zone_id=FLOOR)], BlockingFinding(ROOM, Severity.MAJOR))

    assert drivers == [RiskDriver.of("2F", (11,), MAJOR)]


def test_the_worst_of_several_findings_decides_and_they_do_not_add_up():
    findings = [BlockingFinding(ROOM, severity) for severity in (Severity.MAJOR, Severity.CRITICAL)] * 3

    drivers, loose = held([task(11, zone_id=ROOM)], *findings)

    assert drivers == [RiskDriver.of("2F · Reading room", (11,), CRITICAL)]
    assert loose == 0


def test_findings_whose_zone_no_task_names_are_counted_and_hold_nothing():
    findings = [BlockingFinding(OTHER, Severity.CRITICAL), BlockingFinding(None, Severity.MAJOR)]

    assert held([task(11, zone_id=ROOM)], *findings) == ([], 2)
