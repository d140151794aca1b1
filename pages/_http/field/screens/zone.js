// A zone: one check a screen, then its note, photos and findings.

import { choice, h, link, textField } from "../dom.js";
import { slots } from "../items.js";
import { cameraButton, goOn, otherAnswers, photoStrip, progress, severityChip, stateTag, steps } from "./parts.js";

const ANSWERS = [["pass", "check", "good"], ["fail", "cross", "bad"], ["not_applicable", "none", ""]];

export function check(ctx, open, zoneId, itemId) {
  const { t } = ctx;
  const stop = open.stops.find(({ zone }) => zone.id === Number(zoneId));
  const item = stop?.checks.find((each) => each.id === Number(itemId));
  if (!item) return null;
  const { zone, checks } = stop;
  const here = `check/${zone.id}/${item.id}`, slot = slots.check(zone.id, item.id);
  const mine = open.view.mine.get(slot);
  const pick = (answer) => ctx.safely(async () => {
    await ctx.actions.check(open.key, zone.id, item.id, answer, `${t(`answer.${answer}`)}: ${item.text}`);
    if (answer !== "fail") goOn(ctx, open, here);
  });
  return {
    title: zone.name,
    sub: progress(ctx, checks.indexOf(item) + 1, checks.length),
    back: ctx.href(open.key),
    body: h("div", {},
      h("h2", { class: "question" }, item.text),
      h("div", { class: "below" }, stateTag(ctx, mine), otherAnswers(ctx, open, slot, "answer")),
      mine?.fields.answer === "fail" && offer(ctx, open, zone, item, slot),
      h("div", { class: "pair" },
        cameraButton(ctx, (files, largest) => ctx.actions.addZonePhotos(open.key, zone.id, files, largest)),
        link(t("note"), ctx.href(open.key, `zone/${zone.id}`))),
      zonePhotos(ctx, open, zone)),
    foot: h("div", {},
      choice({
        label: item.text, kind: "three", value: mine?.fields.answer ?? null, pick,
        options: ANSWERS.map(([value, mark, tone]) => ({ value, mark, tone, label: t(`answer.${value}`) })),
      }),
      steps(ctx, open, here)),
  };
}

// A failed check offers a finding that is filled in already.
function offer(ctx, open, zone, item, slot) {
  const raised = [...open.view.mine.values()].find((each) => each.kind === "finding" && each.from === slot);
  if (raised) {
    return h("div", { class: "card flat" }, h("p", {}, `${ctx.t("finding_recorded")}: ${raised.fields.description}`), stateTag(ctx, raised),
      link(ctx.t("open_it"), ctx.href(open.key, `raised/${raised.client_id}`), { mark: "flag" }));
  }
  return link(ctx.t("raise_from_fail"), ctx.href(open.key, `raise/${zone.id}/${item.id}`), { kind: "primary wide", mark: "flag" });
}

function zonePhotos(ctx, open, zone) {
  const note = open.view.mine.get(slots.note(zone.id));
  const photos = note ? open.photos.filter((photo) => photo.on === note.client_id) : [];
  return photos.length ? photoStrip(ctx, photos, null) : null;
}

export function zone(ctx, open, zoneId) {
  const { t } = ctx;
  const index = open.stops.findIndex((stop) => stop.zone.id === Number(zoneId));
  if (index < 0) return null;
  const { zone: place, checks } = open.stops[index];
  const next = open.stops[index + 1];
  const step = next && (next.checks[0] ? `check/${next.zone.id}/${next.checks[0].id}` : `zone/${next.zone.id}`);
  return {
    title: place.name,
    sub: open.zonePath(place.id) === place.name ? t("note") : open.zonePath(place.id),
    back: ctx.href(open.key),
    body: h("div", {},
      checks.length === 0 && h("p", { class: "empty" }, t("no_checks")),
      noteAndPhotos(ctx, open, place.id),
      h("h2", {}, t("findings_here")),
      findingsHere(ctx, open, place.id),
      link(t("raise_here"), ctx.href(open.key, `raise/${place.id}/0`), { kind: "wide", mark: "flag" })),
    foot: h("nav", { class: "steps" },
      link(t("to_zones"), ctx.href(open.key), { kind: "quiet", mark: "back" }),
      step ? link(t("zone_done", { name: next.zone.name }), ctx.href(open.key, step), { kind: "primary", mark: "next" })
        : link(t("next"), ctx.href(open.key, "note"), { kind: "primary", mark: "next" })),
  };
}

/** The note on the round as a whole, with photos that belong to no zone. */
export function wholeNote(ctx, open) {
  return {
    title: ctx.t("whole_round"),
    back: ctx.href(open.key),
    body: noteAndPhotos(ctx, open, null),
    foot: steps(ctx, open, "note", { primary: true }),
  };
}

function noteAndPhotos(ctx, open, zone) {
  const { t } = ctx;
  const mine = open.view.mine.get(slots.note(zone));
  const photos = mine ? open.photos.filter((photo) => photo.on === mine.client_id) : [];
  const theirs = open.view.notes.filter((note) => (note.zone_id ?? null) === zone && !note.is_addendum);
  return h("div", {},
    textField({
      label: t("note"), hint: t("note_hint"), value: mine?.fields.text ?? "", rows: 4, limit: ctx.limits.text,
      save: (text) => ctx.safely(() => ctx.actions.note(open.key, zone, text)),
    }),
    h("div", { class: "below" }, stateTag(ctx, mine)),
    photoStrip(ctx, photos, (files, largest) => ctx.actions.addZonePhotos(open.key, zone, files, largest)),
    theirs.length > 0 && h("h2", {}, t("earlier_notes")),
    theirs.map((note) => h("p", { class: "other" }, note.text)));
}

function findingsHere(ctx, open, zone) {
  const own = [...open.view.mine.values()].filter((item) => item.kind === "finding" && item.fields.zone_id === zone);
  const theirs = open.view.findings.filter((row) => row.zone_id === zone);
  const earlier = open.findings.filter((row) => row.zone_id === zone);
  return h("div", {},
    own.map((item) => h("a", { class: "row", href: ctx.href(open.key, `raised/${item.client_id}`) },
      severityChip(ctx, item.fields.severity), h("span", { class: "name" }, item.fields.description, stateTag(ctx, item)))),
    [...theirs, ...earlier].map((row) => h("div", { class: "row still" },
      severityChip(ctx, row.severity), h("span", { class: "name" }, `#${row.number} ${row.description}`))));
}

