"""The pages, by section, with their addresses and who is offered them."""

from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from pages._kit.installation import ROOT
from tracker.i18n import Words
from tracker.i18n.marks import N_
from tracker.permissions import Action


@dataclass(frozen=True, slots=True)
class PageEntry:
    """A page: its script below `pages/`, its address, its title, its icon, and what one must be allowed to see."""

    script: str
    url_path: str
    title: str
    icon: str
    needs: Action | None = None


_OFFERED = "_offered_pages"

HOME = PageEntry("overview/overview.py", "overview", N_("Overview"), "home")

SECTIONS: dict[str, list[PageEntry]] = {
    "": [HOME, PageEntry("search/search.py", "search", N_("Search"), "search")],
    N_("Plan"): [
        PageEntry("plan/timeline.py", "timeline", N_("Timeline"), "view_timeline", Action.SEE_PLANS),
        PageEntry("plan/tasks.py", "tasks", N_("Tasks"), "checklist", Action.SEE_PLANS),
        PageEntry("plan/baselines.py", "baselines", N_("Baselines"), "difference", Action.SEE_PLANS),
        PageEntry("plan/forecast.py", "forecast", N_("Forecast"), "query_stats", Action.SEE_PLANS),
        PageEntry("plan/documents.py", "documents", N_("Plan documents"), "description", Action.SEE_PLANS),
        PageEntry("plan/files.py", "planfiles", N_("Import and export"), "import_export", Action.SEE_PLANS),
    ],
    N_("Site"): [
        PageEntry(
            "site/inspections.py", "inspections", N_("Inspections"), "assignment_turned_in", Action.SEE_SITE
        ),
        PageEntry("site/findings.py", "findings", N_("Findings"), "report", Action.SEE_SITE),
        PageEntry("site/acceptance.py", "acceptance", N_("Acceptance"), "verified", Action.SEE_SITE),
    ],
    N_("Procurement"): [
        PageEntry("procurement/drafts.py", "drafts", N_("Drafts"), "inventory_2", Action.SEE_PROCUREMENT),
        PageEntry(
            "procurement/compare.py",
            "compare",
            N_("Compare drafts"),
            "compare_arrows",
            Action.SEE_PROCUREMENT,
        ),
        PageEntry("procurement/review.py", "review", N_("Review"), "rate_review", Action.SEE_PROCUREMENT),
        PageEntry("procurement/assets.py", "assets", N_("Assets"), "recycling", Action.SEE_PROCUREMENT),
        PageEntry("procurement/standards.py", "standards", N_("Standards"), "rule", Action.SEE_PROCUREMENT),
        PageEntry(
            "procurement/ceilings.py",
            "ceilings",
            N_("Ceilings"),
            "vertical_align_top",
            Action.SEE_PROCUREMENT,
        ),
        PageEntry(
            "procurement/purchasing.py",
            "purchasing",
            N_("Purchasing"),
            "shopping_cart",
            Action.SEE_PROCUREMENT,
        ),
    ],
    N_("People"): [
        PageEntry("people/posts.py", "posts", N_("Posts"), "groups", Action.SEE_PEOPLE),
        PageEntry("people/recruitment.py", "recruitment", N_("Recruitment"), "how_to_reg", Action.SEE_PEOPLE),
        PageEntry("people/tasks.py", "staffing", N_("Staffing tasks"), "person_add", Action.SEE_PEOPLE),
        PageEntry("people/training.py", "training", N_("Training"), "school", Action.SEE_PEOPLE),
    ],
    N_("Work"): [
        PageEntry("work/indicators.py", "indicators", N_("Indicators"), "monitoring", Action.SEE_WORK),
        PageEntry("work/events.py", "events", N_("Events"), "event_note", Action.SEE_WORK),
        PageEntry("work/goals.py", "goals", N_("Goals"), "flag", Action.SEE_WORK),
        PageEntry("work/evaluation.py", "evaluation", N_("Evaluation"), "fact_check", Action.SEE_WORK),
    ],
    N_("Reports"): [
        PageEntry("reports/summary.py", "summaries", N_("Summaries"), "summarize", Action.SEE_WORK),
        PageEntry("reports/bulletins.py", "bulletins", N_("Bulletins"), "newspaper", Action.SEE_WORK),
        PageEntry(
            "reports/evidence.py", "evidence", N_("Evidence packs"), "folder_zip", Action.BUILD_EVIDENCE
        ),
    ],
    N_("Admin"): [
        PageEntry("admin/project.py", "project", N_("Project"), "settings", None),
        PageEntry("admin/messages.py", "messages", N_("Messages"), "notifications", Action.GET_MESSAGES),
    ],
}


def pages_for(words: Words, may: Callable[[Action], bool]) -> dict[str, list[st.Page]]:
    """The navigation for a visitor: sections with the pages they may see, titles in their language."""
    offered: dict[str, list[st.Page]] = {}
    for section, entries in SECTIONS.items():
        pages = [
            st.Page(
                ROOT / "pages" / entry.script,
                title=words._(entry.title),
                icon=f":material/{entry.icon}:",
                url_path="home" if entry is HOME else entry.url_path,
                default=entry is HOME,
            )
            for entry in entries
            if entry.needs is None or may(entry.needs)
        ]
        if pages:
            offered[words._(section) if section else ""] = pages
    # The default page answers at "/" alone; links say /overview like every other address.
    offered[""].append(
        st.Page(
            ROOT / "pages" / HOME.script,
            title=words._(HOME.title),
            url_path=HOME.url_path,
            visibility="hidden",
        )
    )
    return offered


def remember(offered: dict[str, list[st.Page]]) -> None:
    """Keep the pages of this run, so that links to them need not be looked up on the disk again."""
    st.session_state[_OFFERED] = {page.url_path: page for pages in offered.values() for page in pages}


def page_at(url_path: str) -> st.Page | str:
    """A page of this run by its address, for `st.page_link`; its script when the visitor is not offered it."""
    return st.session_state[_OFFERED].get(url_path) or script_of(url_path)


def script_of(url_path: str) -> str:
    """The script of an address, as `st.page_link` and `st.switch_page` take it (from the shell's folder)."""
    return next(
        f"../{entry.script}"
        for entries in SECTIONS.values()
        for entry in entries
        if entry.url_path == url_path
    )
