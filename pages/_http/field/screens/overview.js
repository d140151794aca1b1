// A round at a glance: what is answered, zone by zone, and the next thing to do.

import { h, icon, link } from "../dom.js";
import { slots } from "../items.js";
import { answeredIn, byFloor, visited } from "../round.js";
import { roundError } from "./review.js";

const HEAD = ["weather", "people", "progress", "decisions", "next_week"];

export function overview(ctx, open) {
  const { t } = ctx;
  return {
    title: open.title,
    sub: ctx.words.day(open.heldOn, ctx.day),
    back: "#/",
    body: h("div", {},
      roundError(ctx, open),
      h("h2", {}, t("step.findings")),
      open.findings.length ? findingsRow(ctx, open) : h("p", { class: "empty" }, t("nothing_open")),
      h("h2", {}, t("step.zones")),
      open.stops.length === 0 && h("p", { class: "empty" }, t("no_zones")),
      byFloor(open.zones, open.stops).map((group) => floor(ctx, open, group)),
      row(ctx, open, "note", t("whole_round"), open.view.mine.get(slots.note(null))?.fields.text),
      h("h2", {}, t("step.head")),
      HEAD.map((step) => row(ctx, open, step, t(step), headText(open, step)))),
    foot: link(...nextStep(ctx, open), { kind: "primary wide", mark: "next" }),
  };
}

function row(ctx, open, step, label, value, done = Boolean(value)) {
  return h("a", { class: `row ${done ? "done" : ""}`, href: ctx.href(open.key, step) },
    h("span", { class: "name" }, label), h("span", { class: "value" }, value || ""), icon(done ? "check" : "next"));
}

function findingsRow(ctx, open) {
  const seen = open.findings.filter(({ id }) => open.view.mine.has(slots.observation(id))).length;
  const total = open.findings.length;
  const next = open.findings.find(({ id }) => !open.view.mine.has(slots.observation(id))) ?? open.findings[0];
  return row(ctx, open, `finding/${next.id}`, ctx.t("finding_question"), ctx.t("answered_of", { n: seen, total }), seen === total);
}

function floor(ctx, open, { floor: above, stops }) {
  return h("section", {}, above && h("h3", {}, above.name), stops.map((stop) => zoneRow(ctx, open, stop)));
}

function zoneRow(ctx, open, stop) {
  const { zone, checks } = stop;
  const n = answeredIn(open.view, stop);
  const first = checks.find((check) => !open.view.mine.has(slots.check(zone.id, check.id)));
  const step = first ? `check/${zone.id}/${first.id}` : `zone/${zone.id}`;
  const value = checks.length && visited(open.view, stop) ? ctx.t("answered_of", { n, total: checks.length }) : "";
  return row(ctx, open, step, zone.name, value, visited(open.view, stop) && n === checks.length);
}

function headText(open, step) {
  if (step !== "people") return open.view.head[step];
  const own = [...open.view.mine.values()].filter((item) => item.kind === "attendee").map((item) => item.fields.name);
  return [...own, ...open.view.attendees.map((person) => person.name)].join("、");
}

// The first open finding that was not looked at, then the first zone, then the head, then the review.
function nextStep(ctx, open) {
  const finding = open.findings.find(({ id }) => !open.view.mine.has(slots.observation(id)));
  const begun = open.stops.find((stop) => visited(open.view, stop) && answeredIn(open.view, stop) < stop.checks.length);
  const stop = begun ?? (open.stops.some((each) => visited(open.view, each)) ? null : open.stops[0]);
  const check = stop?.checks.find((each) => !open.view.mine.has(slots.check(stop.zone.id, each.id)));
  const head = HEAD.find((step) => !headText(open, step));
  const step = (finding && `finding/${finding.id}`) ?? (check && `check/${stop.zone.id}/${check.id}`)
    ?? (stop && `zone/${stop.zone.id}`) ?? head ?? "review";
  return [ctx.t(step === "review" ? "step.review" : "continue_round"), ctx.href(open.key, step)];
}
