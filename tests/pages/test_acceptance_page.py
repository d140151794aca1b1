"""The acceptance page in process: what it shows of the sample, and that a click stores what it says."""

import datetime as dt

from streamlit.testing.v1 import AppTest

from db.queries import acceptance as queries
from db.queries import warranties as warranty_queries
from db.queries.plan import task_facts
from db.queries.projects import projects
from db.unit_of_work import reading
from pages._kit.navigation import script_of
from tests.pages.helpers import TIMEOUT, open_page
from tests.support.databases import SAMPLE_DAY
from tests.support.server import ROOT
from tracker.acceptance import GateState
from tracker.vocabulary import AcceptanceOutcome, AcceptanceStage

FIT_OUT_DAY = dt.date(2026, 3, 10)


def read(engine, query, *args):
    with reading(engine) as session:
        return query(session, projects(session)[0].id, *args)


def gate(engine, stage, *, after_furniture=False):
    return next(
        row
        for row in read(engine, queries.gates)
        if row.stage is stage and row.after_furniture == after_furniture
    )


def opened(row):
    """The page with the gate's panel open."""
    at = AppTest.from_file(str(ROOT / "pages/_kit/shell.py"), default_timeout=TIMEOUT)
    at.query_params["lang"] = "en"
    at.switch_page(script_of("acceptance"))
    at.query_params["gate"] = str(row.id)
    at.run()
    assert not at.exception, at.exception
    return at


def recording(row):
    """The panel with the form of the next acceptance open."""
    at = opened(row)
    at.session_state[f"gate_record_{row.id}"] = True
    at.run()
    assert not at.exception, at.exception
    return at


def texts(at):
    return " ".join(each.value for each in [*at.markdown, *at.caption])


def labels(at):
    return [button.label for button in at.button]


def test_the_page_says_how_far_the_building_is_and_what_stands_in_the_way(sample):
    at = open_page("acceptance")

    assert "2 of 6 stages passed, 3 findings block the rest, the completion filing is overdue" in texts(at)
    table = at.dataframe[0].value
    assert list(table["Gate"]) == [
        "Civil works · 土建工程",
        "Fit-out · 内装工程",
        "Fire",
        "Planning",
        "Air quality",
        "Air quality · after the furniture",
        "Completion filing",
    ]
    assert list(table["State"]) == ["Passed"] * 2 + ["Not held"] * 5
    assert table["Day"][1] == "Tue 10 Mar"
    # 15 calendar days after 10 March.
    assert table["Day"][6] == "by Wed 25 Mar, overdue"
    assert table["Findings that block"][2] == "No. 10, 11, 12"
    assert table["Findings that block"][1] == ""


def test_every_room_waits_for_the_four_unmet_gates_that_come_before_furniture(sample):
    at = open_page("acceptance")

    assert "0 of 19 rooms are ready; all wait for Fire, Planning, Air quality, Completion filing" in texts(at)
    # Six floors and their 19 rooms all wait for the same: the matrix stays behind its line.
    assert len(at.dataframe) == 1
    at.session_state["rooms_ready_open"] = True
    at.run()
    rooms = at.dataframe[1].value
    assert len(rooms) == 25
    assert set(rooms["Still waits for"]) == {"4 gates"}
    assert set(rooms["Fire"]) == {"Not held"}


def test_the_look_ahead_shows_the_overdue_filing_before_the_ends_of_warranties(sample):
    at = open_page("acceptance")

    days = [each.value for each in at.markdown if each.value.startswith("**") and " · " in each.value]
    assert days[0] == "**Wed 25 Mar** · Completion filing :red-badge[:material/priority_high: overdue]"
    # Fit-out passed on 10 March 2026; two years. Waterproofing ends in 2031, beyond the look-ahead.
    assert sum(each.startswith("**Fri 10 Mar 2028** · End of warranty") for each in days) == 3
    assert len(days) == 4


def test_the_panel_shows_the_attempt_its_warranties_and_the_milestone_it_finished(sample):
    row = gate(sample, AcceptanceStage.FIT_OUT)
    at = opened(row)

    assert "内装工程竣工验收报告" in texts(at)
    assert "until Fri 10 Mar 2028" in texts(at)
    assert "Source: 建设工程质量管理条例, art. 16" in texts(at)
    assert "It has passed; 3 critical or major findings are open in its scope." in texts(at)


def test_the_lead_waives_the_findings_and_passes_the_fire_gate_with_a_condition(sample):
    row = gate(sample, AcceptanceStage.FIRE)
    at = recording(row)

    at.segmented_control(key=f"acceptance_outcome_{row.id}").set_value(AcceptanceOutcome.CONDITIONAL).run()
    at.text_input(key=f"acceptance_{row.id}_condition_0").set_value("补装闭门器").run()
    at.date_input(key=f"acceptance_due_{row.id}_0").set_value(dt.date(2026, 4, 20)).run()
    at.button(key=f"acceptance_save_{row.id}").click().run()
    [error] = at.error
    assert error.value.startswith("3 open findings block this gate (No. 10, 11, 12).")
    at.text_input(key=f"acceptance_waiver_{row.id}").set_value("不影响消防").run()
    at.button(key=f"acceptance_save_{row.id}").click().run()

    assert not at.exception
    [held] = read(sample, queries.acceptances, row.id)
    assert (held.held_on, held.outcome, held.waiver_reason) == (
        SAMPLE_DAY,
        AcceptanceOutcome.CONDITIONAL,
        "不影响消防",
    )
    assert [(each.text, each.due_on) for each in held.conditions] == [("补装闭门器", dt.date(2026, 4, 20))]
    row = gate(sample, AcceptanceStage.FIRE)
    assert (row.standing.state, row.held_up_by) == (GateState.CONDITIONAL, ())
    assert len(row.blocking) == 3

    [condition] = held.conditions
    at.button(key=f"condition_save_{condition.id}").click().run()
    assert gate(sample, AcceptanceStage.FIRE).standing.state is GateState.PASSED


def test_a_day_before_the_project_is_asked_about_and_taken_with_a_reason(sample):
    row = gate(sample, AcceptanceStage.CIVIL_WORKS)
    at = recording(row)

    at.date_input(key=f"acceptance_held_{row.id}").set_value(dt.date(2025, 6, 2)).run()
    at.button(key=f"acceptance_save_{row.id}").click().run()
    assert "lies before the preparation began" in at.warning[0].value
    assert len(at.error) == 1
    at.text_input(key=f"acceptance_confirm_{row.id}").set_value("旧合同的验收单").run()
    at.button(key=f"acceptance_save_{row.id}").click().run()

    assert not at.exception
    assert [held.held_on for held in read(sample, queries.acceptances, row.id)] == [
        dt.date(2026, 1, 22),
        dt.date(2025, 6, 2),
    ]


def test_an_acceptance_recorded_wrongly_is_archived_and_its_milestone_opens_again(sample):
    row = gate(sample, AcceptanceStage.FIT_OUT)
    [held] = read(sample, queries.acceptances, row.id)
    at = opened(row)

    at.button(key=f"acceptance_archive_{held.id}").click().run()

    assert not at.exception
    assert gate(sample, AcceptanceStage.FIT_OUT).standing.state is GateState.NOT_HELD
    task = next(task for task in read(sample, task_facts) if task.id == row.task_id)
    assert (task.actual_finish, task.percent_complete) == (None, 0)


def test_a_warranty_is_added_with_the_months_of_the_law(sample):
    row = gate(sample, AcceptanceStage.CIVIL_WORKS)
    at = opened(row)
    at.session_state[f"warranty_add_{row.id}"] = True
    at.run()

    # The first part of the list is the structure: fifty years from 22 January 2026.
    at.button(key=f"new_warranty_{row.id}_save").click().run()

    assert not at.exception
    ends = [each.expires_on for each in read(sample, warranty_queries.warranties) if each.gate_id == row.id]
    assert ends == [dt.date(2031, 1, 22), dt.date(2076, 1, 22)]


def test_an_empty_project_is_offered_the_usual_gates(empty_project):
    at = open_page("acceptance")
    assert "A gate is an acceptance that the building must pass" in at.info[0].value

    at.button(key="standard_gates").click().run()

    assert not at.exception
    assert len(read(empty_project, queries.gates)) == 7
    assert "0 of 6 stages passed" in texts(at)


def test_a_viewer_reads_the_panel_and_is_offered_no_change(sample):
    at = opened(gate(sample, AcceptanceStage.FIRE))
    at.selectbox(key="as_role").select("Viewer").run()

    assert not at.exception
    assert not {"New gate", "Record the acceptance", "Archive this gate"} & set(labels(at))


def test_an_address_of_no_gate_says_so(sample):
    at = AppTest.from_file(str(ROOT / "pages/_kit/shell.py"), default_timeout=TIMEOUT)
    at.query_params["lang"] = "en"
    at.switch_page(script_of("acceptance"))
    at.query_params["gate"] = "999"
    at.run()

    assert "There is no gate with this address in this project." in [each.value for each in at.warning]


def test_the_gate_is_edited_and_a_heading_of_the_plan_is_not_offered(sample):
    row = gate(sample, AcceptanceStage.FIRE)
    at = opened(row)
    at.session_state[f"gate_edit_{row.id}"] = True
    at.run()
    assert "新馆验收与接收" not in at.selectbox(key=f"gate_form_{row.id}_task_id_0").options
    at.text_input(key=f"gate_form_{row.id}_contract_0").set_value("消防工程").run()

    at.button(key=f"gate_save_{row.id}").click().run()

    assert not at.exception
    assert gate(sample, AcceptanceStage.FIRE).contract == "消防工程"
