"""Making a package of lines, changing it, and its stages as tasks of the plan."""

from collections.abc import Sequence
from typing import Any

import streamlit as st

from db.commands import package_tasks
from db.commands import packages as commands
from db.queries.packages import PackageRow
from db.queries.procurement import LineRow
from pages._kit.context import context
from pages._kit.detail import open_panel
from pages._kit.feedback import form_is_open, run
from pages._kit.language import words
from pages._kit.navigation import page_at
from pages.procurement._purchase_words import stage_titles
from pages.procurement._purchases import Bought, target_plan, thresholds
from tracker.permissions import Action
from tracker.procurement.process import ACCEPTANCE_DAYS, DELIVERY_DAYS, INSTALLATION_DAYS
from tracker.procurement.thresholds import ProcurementObject
from tracker.vocabulary import ProcurementMethod


def line_name(line: LineRow) -> str:
    """A line as it stands in a list of choices."""
    return " · ".join(filter(None, [line.name, line.zone, words().yuan(line.amount_fen)]))


def new_package(plan_id: int, free: Sequence[LineRow]) -> None:
    """The dialog that makes a package of lines that are in none."""
    st.dialog(words()._("New package"), width="large")(_new)(plan_id, free)


def _new(plan_id: int, free: Sequence[LineRow]) -> None:
    w = words()
    form_is_open()
    values = _about(None, "new_package")
    lineages = _line_choice(free, "new_package", ())
    made: list[int] = []

    def done(package_id: int) -> str:
        made.append(package_id)
        return w._("Package added")

    if st.button(w._("Add the package"), type="primary", key="new_package_save") and run(
        commands.create_package,
        project_id=context().project_id,
        plan_id=plan_id,
        lineage_ids=lineages,
        done=done,
        **values,
    ):
        open_panel("package", made[0])
        st.rerun()


def edit_package(bought: Bought, free: Sequence[LineRow]) -> None:
    """The dialog that changes what a package is and what it holds."""
    st.dialog(words()._("Change the package"), width="large")(_edit)(bought, free)


def _edit(bought: Bought, free: Sequence[LineRow]) -> None:
    w, row, project_id = words(), bought.row, context().project_id
    form_is_open()
    values = _about(row, f"package_{row.id}")
    inside = [line.lineage_id for line in bought.lines]
    wanted = _line_choice([*bought.lines, *free], f"package_{row.id}", inside)
    if not st.button(w._("Save the package"), type="primary", key="package_save"):
        return
    saved = run(
        commands.update_package,
        project_id=project_id,
        package_id=row.id,
        expected_version=row.version,
        original={
            field: getattr(row, field) or "" if field == "object" else getattr(row, field) for field in values
        },
        changes=values,
        done=w._("Package saved"),
    )
    add, remove = sorted(set(wanted) - set(inside)), sorted(set(inside) - set(wanted))
    if saved and (add or remove):
        saved = run(
            commands.set_package_lines,
            project_id=project_id,
            package_id=row.id,
            add=add,
            remove=remove,
            done=w._("Lines of the package saved"),
        )
    if saved:
        st.rerun()


def _about(row: PackageRow | None, key: str) -> dict[str, Any]:
    """What a package is: title, what and where it is bought, method with its reason, days of the supplier."""
    w = words()
    title = st.text_input(
        w._("Title"),
        value=row.title if row else "",
        max_chars=commands.LONGEST_TITLE,
        key=f"{key}_title",
    )
    bought = _bought(row, key)
    methods = list(ProcurementMethod)
    method = st.selectbox(
        w._("Method"),
        methods,
        index=methods.index(row.method) if row and row.method else None,
        format_func=w.label,
        placeholder=w._("Not chosen yet"),
        key=f"{key}_method",
    )
    reason = st.text_area(
        w._("Why this method, and who approved it"),
        value=row.method_reason if row else "",
        key=f"{key}_reason",
        height=80,
    )
    left, middle, right = st.columns(3, vertical_alignment="bottom")
    delivery = left.number_input(
        w._("Delivery (working days)"),
        0,
        commands.LONGEST_DAYS,
        value=row.delivery_days if row else DELIVERY_DAYS,
        key=f"{key}_delivery",
    )
    installation = middle.number_input(
        w._("Installation (working days)"),
        0,
        commands.LONGEST_DAYS,
        value=row.installation_days if row else INSTALLATION_DAYS,
        key=f"{key}_installation",
    )
    acceptance = right.number_input(
        w._("Acceptance (working days)"),
        0,
        commands.LONGEST_DAYS,
        value=ACCEPTANCE_DAYS if row is None or row.acceptance_days is None else row.acceptance_days,
        key=f"{key}_acceptance",
    )
    return {
        "title": title,
        **bought,
        "method": method,
        "method_reason": reason,
        "delivery_days": delivery,
        "installation_days": installation,
        "acceptance_days": acceptance,
    }


def _bought(row: PackageRow | None, key: str) -> dict[str, str]:
    """What is bought and where: they choose the threshold."""
    w = words()
    left, right = st.columns(2)
    objects = list(ProcurementObject)
    chosen = left.selectbox(
        w._("Kind of purchase"),
        objects,
        index=objects.index(row.object) if row and row.object else None,
        format_func=w.label,
        placeholder=w._("As the catalogue codes say"),
        key=f"{key}_object",
    )
    places = sorted({each.rule.place for each in thresholds() if not each.archived})
    stored = row.jurisdiction if row else ""
    if stored and stored not in places:
        places.append(stored)
    place = right.selectbox(
        w._("Place whose thresholds hold"),
        places,
        index=places.index(stored) if stored else None,
        placeholder=w._("Any place that is recorded"),
        key=f"{key}_place",
    )
    return {"object": chosen.value if chosen else "", "jurisdiction": place or ""}


def _line_choice(lines: Sequence[LineRow], key: str, inside: Sequence[int]) -> list[int]:
    """The lines of the package, chosen one by one or category by category."""
    w = words()
    by_lineage = {line.lineage_id: line for line in lines}
    categories = list(dict.fromkeys(line.category for line in lines if line.category))
    whole = st.pills(
        w._("Take in whole categories"), categories, selection_mode="multi", key=f"{key}_categories"
    )
    taken = [line.lineage_id for line in lines if line.category in whole]
    chosen = st.multiselect(
        w._("Lines"),
        list(by_lineage),
        default=list(inside),
        format_func=lambda each: line_name(by_lineage[each]),
        placeholder=w._("Single lines"),
        key=f"{key}_lines",
    )
    return list(dict.fromkeys([*chosen, *taken]))


def plan_actions(bought: Bought) -> None:
    """The stages as tasks of the plan: put there, brought up to date, taken out."""
    w, frame, row = words(), context(), bought.row
    plan_id = target_plan()
    if not frame.may(Action.EDIT_PLANS) or row.archived or plan_id is None:
        return
    label = w._("Update the tasks") if row.is_planned else w._("Put the stages into the plan")
    with st.container(horizontal=True, vertical_alignment="center"):
        if st.button(label, key="plan_package", icon=":material/view_timeline:") and run(
            package_tasks.plan_package,
            project_id=frame.project_id,
            package_id=row.id,
            plan_id=plan_id,
            titles=stage_titles(row.title, w),
            today=frame.today,
            done=lambda n: w._n("{n} task stands in the plan", "{n} tasks stand in the plan", n),
        ):
            st.rerun()
        if not row.is_planned:
            return
        if st.button(w._("Take the tasks out"), key="unplan_package", type="tertiary") and run(
            package_tasks.unplan_package,
            project_id=frame.project_id,
            package_id=row.id,
            done=w._("The tasks are archived"),
        ):
            st.rerun()
        st.page_link(page_at("timeline"), label=w._("Timeline"), icon=":material/view_timeline:")
