"""The purchasing page in process: what it shows of the sample, and that a click stores what it says."""

import datetime as dt

from sqlmodel import col, select

from db.models import Draft, DraftLine
from db.queries import contracts as contract_queries
from db.queries import packages as queries
from db.queries.plan import task_facts
from db.queries.projects import projects
from db.seeds.purchasing import AUTOMATION, FURNITURE
from db.unit_of_work import reading, unit_of_work
from pages._kit.identity import ROLE_KEY
from tests.pages.helpers import open_page
from tracker.permissions import Role


def read(engine, query, *args):
    with reading(engine) as session:
        return query(session, projects(session)[0].id, *args)


def package(engine, title):
    return next(row for row in read(engine, queries.packages) if row.title == title)


def texts(at):
    return " ".join(each.value for each in [*at.markdown, *at.caption, *at.info, *at.warning])


def test_a_project_without_a_plan_is_told_what_a_plan_is_for(empty_project):
    at = open_page("purchasing")
    assert "Start the plan" in {each.label for each in at.button}


def test_the_sample_shows_two_packages_with_their_latest_safe_dates(sample):
    at = open_page("purchasing")
    assert at.segmented_control[0].options == [FURNITURE, AUTOMATION]
    said = texts(at)
    assert "latest safe date of “Finance review” is" in said
    assert "No open-tender threshold is recorded" in said
    assert [len(row.lineage_ids) for row in read(sample, queries.packages)] == [25, 23]
    assert any("11 lines not yet in a package" in each.value for each in at.subheader)


def test_an_address_opens_a_package(sample):
    wanted = package(sample, FURNITURE)
    at = open_page("purchasing", package=str(wanted.id))
    assert at.segmented_control[0].value == str(wanted.id)


def test_the_stages_go_into_the_plan_and_out_again(sample):
    before = len(read(sample, task_facts))
    at = open_page("purchasing", package=str(package(sample, FURNITURE).id))
    at.button(key="plan_package").click().run()
    assert not at.exception
    assert package(sample, FURNITURE).is_planned
    assert len(read(sample, task_facts)) == before + 19
    at.button(key="unplan_package").click().run()
    assert not package(sample, FURNITURE).is_planned


def test_a_threshold_with_its_source_decides_on_the_method(sample):
    at = open_page("purchasing")
    at.session_state["thresholds"] = True
    at.run()
    at.text_input(key="threshold_place").input("示例市")
    at.number_input(key="threshold_amount").set_value(100_000.0)
    at.text_input(key="threshold_source").input("示例〔2026〕1号")
    next(each for each in at.button if each.label == "Record the threshold").click().run()
    assert not at.exception
    (row,) = read(sample, queries.thresholds)
    assert (row.rule.amount_fen, row.rule.source) == (10_000_000, "示例〔2026〕1号")
    assert "approval of the city's finance department" in texts(at)


def test_a_contract_is_recorded_at_the_budget_and_shows_what_is_left(sample):
    wanted = package(sample, FURNITURE)
    at = open_page("purchasing", package=str(wanted.id))
    at.session_state["contract_add_0"] = True
    at.run()
    at.number_input(key="contract_new_0_amount").set_value(900_000.0)
    at.button(key="contract_save").click().run()
    assert "contract_save" not in {
        each.key for each in at.button
    }  # the form is folded: it is not saved twice
    assert not at.exception
    (row,) = read(sample, contract_queries.contracts)
    assert (row.package_id, row.amount_fen) == (wanted.id, 90_000_000)
    at.session_state[f"contract_edit_{row.id}"] = True
    at.run()
    number = next(each for each in at.text_input if each.key == f"contract_{row.id}_{row.version}_number")
    number.input("2026-07").run()
    at.button(key=f"contract_save_{row.id}").click().run()
    at.session_state[f"delivery_add_{row.id}"] = True
    at.run()
    at.button(key=f"delivery_save_{row.id}").click().run()
    assert not at.exception
    (row,) = read(sample, contract_queries.contracts)
    assert row.number == "2026-07"
    assert [each.on for each in row.deliveries] == [dt.date(2026, 4, 1)]
    lines = len(package(sample, FURNITURE).lineage_ids)  # the first of them came in full
    assert f"{lines - 1} lines are still to be accepted" in {each.label for each in at.expander}
    # its contract is the only one
    [awards] = [each.value for each in at.dataframe if "Award less budget (yuan)" in each.value]
    assert awards.to_dict("list")["Award (yuan)"] == ["900,000.00", "900,000.00"]
    assert "1 package has no contract yet" in texts(at)
    at.segmented_control(key=f"contract_part_{row.id}").set_value("Supplements").run()
    at.session_state[f"variation_add_{row.id}"] = True
    at.run()
    assert "Supplements may add 90,000.00 yuan more" in texts(at)
    at.text_input(key=f"variation_{row.id}_reason").set_value("增加书架")
    at.number_input(key=f"variation_{row.id}_amount").set_value(90_000.01)
    at.button(key=f"variation_save_{row.id}").click().run()
    assert "a tenth of the contract, 90,000 yuan, is the most" in " ".join(each.value for each in at.error)
    assert read(sample, contract_queries.contracts)[0].variations == ()


def test_a_package_is_archived_and_its_lines_are_free(sample):
    wanted = package(sample, AUTOMATION)
    at = open_page("purchasing", package=str(wanted.id))
    at.button(key="package_put").click().run()
    assert not at.exception
    assert package(sample, AUTOMATION).archived
    assert any("34 lines not yet in a package" in each.value for each in at.subheader)


def test_a_viewer_sees_the_stages_and_changes_nothing(sample):
    at = open_page("purchasing")
    at.session_state[ROLE_KEY] = Role.VIEWER
    at.run()
    assert not at.exception
    keys = {each.key for each in at.button}
    assert not keys & {"new_package", "package_change", "package_put", "plan_package", "contract_save"}


def test_the_page_speaks_chinese(sample):
    at = open_page("purchasing", language="zh")
    assert "最迟" in texts(at)


def test_a_new_package_takes_the_lines_of_a_category(sample):
    at = open_page("purchasing")
    at.button(key="new_package").click().run()
    at.text_input(key="new_package_title").input("Sound and light")
    at.button_group(key="new_package_categories").set_value(["视听设备"])
    # In process every run is a whole one: the dialog is there while its button is pressed.
    at.button(key="new_package").click()
    at.button(key="new_package_save").click().run()
    assert not at.exception
    found = package(sample, "Sound and light")
    assert (len(found.lineage_ids), found.delivery_days, found.installation_days) == (5, 30, 10)


def test_a_code_is_proposed_for_a_line_of_the_working_copy_and_chosen(sample):
    with unit_of_work(sample) as session:
        working = select(Draft.id).where(col(Draft.number).is_(None))
        old = session.exec(select(DraftLine).where(col(DraftLine.draft_id).in_(working))).first()
        old.catalogue_code, old.catalogue_edition = "A020299", "2013"
    at = open_page("drafts", draft="working")
    at.session_state["catalogue_codes"] = True
    at.run()
    assert "1 line has a code of another edition than 2022, or of none that is named" in texts(at)
    assert any(each.endswith("A020299 (2013)") for each in at.selectbox(key="catalogue_line_0").options)
    proposed = next(each for each in at.radio if each.key.startswith("catalogue_item"))
    assert proposed.options[0].startswith("A05010200 台、桌类")
    at.button(key="catalogue_use").click().run()
    assert not at.exception
    with reading(sample) as session:
        codes = session.exec(select(DraftLine.catalogue_code, DraftLine.catalogue_edition)).all()
    assert ("A05010200", "2022") in codes
    # the code is that of the second line: the first one has had one of another edition
    following = at.selectbox(key="catalogue_line_1")
    assert following.options[0].startswith("单人沙发")
    assert following.options.index("阅览桌(四人位) · 三层阅览区 · A05010200 台、桌类") > 0
