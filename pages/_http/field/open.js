// A round made ready for its screens: what it asks, what was said in it, and the names of things.

import { headValue, openFindings, path, said, walk } from "./round.js";

/** The round of `key` with what the phone knows; null where there is no such round, or nothing was ever loaded. */
export function openRound(ctx, key) {
  const round = ctx.data.rounds.get(key);
  if (!round || !ctx.snapshot) return null;
  const { zones, checklist } = ctx.snapshot.data;
  const items = ctx.data.itemsOf(key).filter((item) => !item.withdrawn);
  const photos = ctx.data.photosOf(key).sort((a, b) => (a.at < b.at ? -1 : 1));
  const view = said(items, round.server, ctx.data.device);
  const findings = openFindings(round.findings ?? [], ctx.snapshot.data.findings, ownFindings(items, round));
  const stops = walk(zones, checklist);
  const zonePath = (id) => zones.find((zone) => zone.id === id)?.path ?? "";
  const number = (id) => findings.find((row) => row.id === id);
  return {
    key, round, items, photos, view, findings, stops, zones,
    path: path(findings, stops),
    heldOn: heldOn(view, round),
    title: round.title || ctx.t("extra_round"),
    closed: Boolean(round.sign || round.server?.signed),
    zonePath,
    zoneName: (id) => zones.find((zone) => zone.id === id)?.name ?? "",
    checkText: (id) => checklist.find((item) => item.id === id)?.text ?? "",
    findingName: (id) => (number(id) ? `#${number(id).number} ${number(id).description}` : `#${id}`),
  };
}

// What this round has found itself is no finding of an earlier one.
function ownFindings(items, { server }) {
  const ids = items.filter((item) => item.kind === "finding").map((item) => item.record_id);
  return new Set([...ids, ...(server?.findings ?? []).map((row) => row.id)]);
}

function heldOn(view, round) {
  const server = { head: { held_on: round.server?.held_on } };
  return headValue(view.mine, server, "held_on") || round.held_on;
}
