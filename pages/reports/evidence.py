"""Evidence packs: asked for, watched while they are built in the background, saved."""

import streamlit as st

from db.queries.evidence import pack_jobs
from db.unit_of_work import reading
from pages._kit import detail
from pages._kit.background import worker
from pages._kit.context import context
from pages._kit.head import page_head
from pages._kit.language import words
from pages.reports._evidence_pack import draw_pack
from pages.reports._evidence_reads import pack_rows
from pages.reports._evidence_request import NEW, request_pack

w = words()
frame = context()
rows = pack_rows()
with reading(frame.engine) as session:
    jobs = pack_jobs(session, frame.project_id)

current = [row for row in rows if not row.archived]
in_hand = sum(jobs[row.id].open for row in current if row.id in jobs)
ready = sum(row.built is not None for row in current)
if in_hand:
    state = w._n("{n} pack is being built", "{n} packs are being built", in_hand)
else:
    state = w._n("{n} pack ready", "{n} packs ready", ready) if ready else ""
action = page_head(w._("Evidence packs"), state)
if action.button(w._("Ask for a pack"), type="primary", icon=":material/add:", key="evidence_new"):
    detail.open_panel(NEW, 1)
if detail.asked(NEW) is not None:
    request_pack()
if in_hand:
    # Also takes up what another process has left behind.
    worker().wake()
if not current:
    st.info(
        w._(
            "A pack is one ZIP file with everything that stands behind an acceptance gate or a quarter: drafts with "
            "comparison and comments, asset decisions, round records with photos, acceptance records, minutes, "
            "attendance. It has an index and a list of SHA-256, and is read without this tracker."
        ),
        icon=":material/folder_zip:",
    )
with_archived = len(current) < len(rows) and st.toggle(
    w._("Show archived"), key="evidence_archived", bind="query-params"
)
for row in rows if with_archived else current:
    draw_pack(row, jobs.get(row.id))
