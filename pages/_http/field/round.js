// What a round asks, what has been said, and what is missing before it is signed. Pure.

import { slots } from "./items.js";

export const HEAD = ["weather", "progress", "decisions", "next_week"];
const DAY = 86_400_000;

/** The project's day: that of the last answer, moved on by the days that the phone has counted since. */
export function projectDay(today, loadedAt, now) {
  const days = Math.round((midnight(now) - midnight(loadedAt)) / DAY);
  return plusDays(today, Math.max(0, days));
}

function midnight(instant) {
  const day = new Date(instant);
  return Date.UTC(day.getFullYear(), day.getMonth(), day.getDate());
}

/** An ISO day `n` days later. */
export function plusDays(day, n) {
  return new Date(Date.parse(`${day}T00:00:00Z`) + n * DAY).toISOString().slice(0, 10);
}

/** The day on which a finding of that severity is due unless agreed otherwise; null where none is set. */
export function defaultDue(severities, severity, foundOn) {
  const days = severities.find((entry) => entry.code === severity)?.due_days;
  return days === null || days === undefined ? null : plusDays(foundOn, days);
}

/** The checks of each zone that is walked: rooms (any zone where there is no room), and whatever has checks of its own. */
export function walk(zones, checklist) {
  const hasRooms = zones.some((zone) => zone.kind === "room");
  const everywhere = checklist.filter((item) => item.zone_id === null);
  return zones.flatMap((zone) => {
    const own = checklist.filter((item) => item.zone_id === zone.id);
    if (hasRooms && zone.kind !== "room" && own.length === 0) return [];
    return [{ zone, checks: zone.kind === "room" || !hasRooms ? [...everywhere, ...own] : own }];
  });
}

/** The walk under its floors: [{floor: zone | null, stops: […]}], in the order of the zones. */
export function byFloor(zones, stops) {
  const byId = new Map(zones.map((zone) => [zone.id, zone]));
  const top = (zone) => {
    for (let at = zone, hops = 0; hops < 9; hops += 1) {
      const above = byId.get(at.parent_id);
      if (!above) return at.id === zone.id ? null : at;
      at = above;
    }
    return null;
  };
  const groups = new Map();
  for (const stop of stops) {
    const floor = top(stop.zone);
    const key = floor?.id ?? null;
    if (!groups.has(key)) groups.set(key, { floor, stops: [] });
    groups.get(key).stops.push(stop);
  }
  return [...groups.values()];
}

/** Every screen of a round in the order of the walk. */
export function path(findings, stops) {
  return [
    ...findings.map((finding) => `finding/${finding.id}`),
    ...stops.flatMap(({ zone, checks }) => [
      ...checks.map((check) => `check/${zone.id}/${check.id}`),
      `zone/${zone.id}`,
    ]),
    "note", "weather", "people", "progress", "decisions", "next_week", "review",
  ];
}

/** Findings of earlier rounds: those known already, brought up to date, and those that came since; not this round's. */
export function openFindings(known, current, ownIds) {
  const fresh = new Map(current.map((finding) => [finding.id, finding]));
  const kept = known.map((finding) => fresh.get(finding.id) ?? finding);
  const ids = new Set(known.map((finding) => finding.id));
  return [...kept, ...current.filter((finding) => !ids.has(finding.id))].filter((finding) => !ownIds.has(finding.id));
}

/** All that has been said in a round: this device's items by slot, and the other devices' answers by slot. */
export function said(items, server, device) {
  const mine = new Map(items.filter((item) => !item.withdrawn).map((item) => [item.slot, item]));
  const ids = new Set(items.map((item) => item.client_id));
  const others = new Map();
  const note = (slot, entry) => others.set(slot, [...(others.get(slot) ?? []), entry]);
  for (const check of server?.checks ?? []) {
    if (check.device !== device) note(slots.check(check.zone_id, check.item_id), check.answer);
  }
  for (const seen of server?.observations ?? []) {
    if (seen.device !== device) note(slots.observation(seen.finding_id), seen.observation);
  }
  const foreign = (rows) => (rows ?? []).filter((row) => !row.client_id || !ids.has(row.client_id));
  return {
    mine,
    others,
    notes: foreign(server?.notes).filter((row) => row.device !== device || !row.device),
    findings: foreign(server?.findings),
    attendees: foreign(server?.attendees),
    head: Object.fromEntries(HEAD.map((field) => [field, headValue(mine, server, field)])),
  };
}

/** A head field as it stands: what waits on this phone, else what the library holds. */
export function headValue(mine, server, field) {
  const item = mine.get(slots.head(field));
  const waits = item && item.state !== "saved";
  return (waits ? item.fields.value : server?.head?.[field] ?? item?.fields.value) ?? "";
}

const answerOf = (item) => item.fields.answer ?? item.fields.observation;

/** Slots in which the devices say different things: [{slot, mine, theirs: […]}]. */
export function disagreements(view) {
  return [...view.others].flatMap(([slot, theirs]) => {
    const item = view.mine.get(slot);
    const all = new Set([...theirs, ...(item ? [answerOf(item)] : [])]);
    return all.size > 1 ? [{ slot, mine: item ? answerOf(item) : null, theirs: [...new Set(theirs)] }] : [];
  });
}

/** How many of a zone's checks anybody has answered. */
export function answeredIn(view, { zone, checks }) {
  return checks.filter((check) => {
    const slot = slots.check(zone.id, check.id);
    return view.mine.has(slot) || view.others.has(slot);
  }).length;
}

/** Whether anybody has left a trace in a zone. */
export function visited(view, stop) {
  const note = view.mine.has(slots.note(stop.zone.id)) || view.notes.some((row) => row.zone_id === stop.zone.id);
  return answeredIn(view, stop) > 0 || note || findingsIn(view, stop.zone.id) > 0;
}

function findingsIn(view, zone) {
  const own = [...view.mine.values()].filter((item) => item.kind === "finding" && item.fields.zone_id === zone);
  return own.length + view.findings.filter((row) => row.zone_id === zone).length;
}

/** What a careful inspector would still do: [{code, …facts, to: screen}]; empty when nothing is missing. */
export function missing(view, findings, stops) {
  const list = [];
  const unseen = findings.filter(({ id }) => {
    const slot = slots.observation(id);
    return !view.mine.has(slot) && !view.others.has(slot);
  });
  if (unseen.length) list.push({ code: "observations", n: unseen.length, to: `finding/${unseen[0].id}` });
  const walked = stops.filter((stop) => visited(view, stop));
  if (stops.length && walked.length === 0) list.push({ code: "zones", to: "" });
  for (const stop of walked) list.push(...missingIn(view, stop));
  if (!view.head.weather.trim()) list.push({ code: "weather", to: "weather" });
  const people = [...view.mine.values()].some((item) => item.kind === "attendee") || view.attendees.length > 0;
  if (!people) list.push({ code: "people", to: "people" });
  if (!view.head.progress.trim()) list.push({ code: "progress", to: "progress" });
  return list;
}

function missingIn(view, { zone, checks }) {
  const silent = checks.filter((check) => {
    const slot = slots.check(zone.id, check.id);
    return !view.mine.has(slot) && !view.others.has(slot);
  });
  const list = silent.length
    ? [{ code: "checks", name: zone.name, n: silent.length, to: `check/${zone.id}/${silent[0].id}` }]
    : [];
  const raised = new Set([...view.mine.values()].map((item) => item.from).filter(Boolean));
  for (const check of checks) {
    const slot = slots.check(zone.id, check.id);
    if (view.mine.get(slot)?.fields.answer === "fail" && !raised.has(slot)) {
      list.push({ code: "fail_without_finding", name: zone.name, text: check.text, to: `check/${zone.id}/${check.id}` });
    }
  }
  return list;
}

/** Whether there is anything to sign at all. */
export function isEmpty(view) {
  const texts = ["progress", "decisions", "next_week"].some((field) => view.head[field].trim());
  const said = [...view.mine.values()].some((item) => !["attendee", "head"].includes(item.kind));
  return !texts && !said && view.notes.length + view.findings.length + view.others.size === 0;
}

/** The server's rounds and this phone's own, each once: [{key, listed, own}], today's first. */
export function choices(listed, own) {
  const same = (row, round) =>
    (row.id !== null && row.id === round.round_id) ||
    (row.client_id && row.client_id === round.client_id) ||
    (row.series_id !== null && row.series_id === round.series_id && row.planned_on === round.planned_on);
  const taken = new Set();
  const rows = listed.map((row) => {
    const round = own.find((candidate) => same(row, candidate)) ?? null;
    if (round) taken.add(round.key);
    return { listed: row, own: round };
  });
  return [...rows, ...own.filter((round) => !taken.has(round.key)).map((round) => ({ listed: null, own: round }))];
}
