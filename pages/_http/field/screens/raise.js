// A finding: what is wrong, how bad it is, until when, and who puts it right.

import { uuid } from "../data.js";
import { button, choice, h, textField } from "../dom.js";
import { slots } from "../items.js";
import { defaultDue } from "../round.js";
import { photoStrip, stateTag } from "./parts.js";

/** A finding that is not recorded yet: filled in from the failed check (`item` 0: from nothing), kept as a draft. */
export function raise(ctx, open, zoneId, itemId) {
  const zone = Number(zoneId), item = Number(itemId);
  const key = `draft:${open.key}:${zone}:${item}`;
  const draft = ctx.data.meta.get(key) ?? ctx.draftOf(key, () => ({ key, value: filledIn(ctx, open, zone, item) }));
  const back = ctx.href(open.key, item ? `check/${zone}/${item}` : `zone/${zone}`);
  const keep = () => ctx.safely(async () => {
    const now = ctx.data.meta.get(key) ?? draft;
    if (!now.value.description.trim()) return ctx.warn(ctx.t("describe_first"));
    await ctx.actions.raise(open.key, now, item ? slots.check(zone, item) : null);
    ctx.go(back);
  });
  return {
    title: ctx.t("raise_from_fail"),
    sub: open.zonePath(zone),
    back,
    body: form(ctx, open, draft.value, (part) => ctx.actions.draft(key, draft.value, part)),
    foot: h("nav", { class: "steps" }, button(ctx.t("add_finding"), keep, { kind: "primary wide", mark: "check" })),
  };
}

function filledIn(ctx, open, zone, item) {
  const severity = "minor";
  return {
    client_id: uuid(), zone_id: zone, trade: ctx.snapshot.data.trades.includes("fit_out") ? "fit_out" : "other", severity,
    description: item ? `${ctx.t("answer.fail")}: ${open.checkText(item)}` : "", organisation_id: null, due_on: dueOf(ctx, open, severity),
  };
}

/** A finding of this round that is recorded already. */
export function raised(ctx, open, id) {
  const item = open.view.mine.get(slots.own("finding", id));
  if (!item) return null;
  const zone = item.fields.zone_id;
  const away = () => ctx.safely(async () => {
    await ctx.actions.remove(open.key, item.slot, `${ctx.t("removed")}: ${item.fields.description}`);
    ctx.go(ctx.href(open.key, `zone/${zone}`));
  });
  return {
    title: ctx.t("finding_recorded"),
    sub: open.zonePath(zone),
    back: ctx.href(open.key, `zone/${zone}`),
    body: h("div", {},
      h("div", { class: "below" }, stateTag(ctx, item)),
      form(ctx, open, { client_id: id, ...item.fields }, (part) => ctx.actions.amend(open.key, id, part)),
      button(ctx.t("remove_finding"), away, { kind: "quiet wide", mark: "cross" })),
  };
}

function dueOf(ctx, open, severity) {
  return defaultDue(ctx.snapshot.data.severities, severity, open.heldOn);
}

function form(ctx, open, fields, change) {
  const { t, words } = ctx;
  const { severities, trades, organisations } = ctx.snapshot.data;
  const set = (part) => ctx.safely(() => change(part));
  const photos = open.photos.filter((photo) => photo.on === fields.client_id);
  const helped = ({ code }) => {
    const due = dueOf(ctx, open, code);
    const help = t(`severity_effect.${code}`) + (due ? ` · ${t("due", { day: words.day(due, ctx.day) })}` : "");
    return { value: code, label: t(`severity.${code}`), help, tone: code };
  };
  return h("div", { class: "form" },
    textField({ label: t("what"), value: fields.description, rows: 2, limit: ctx.limits.text, save: (description) => set({ description }) }),
    h("p", { class: "ask" }, t("how_bad")),
    choice({
      label: t("how_bad"), kind: "list", value: fields.severity, options: severities.map(helped),
      pick: (severity) => set({ severity, due_on: dueOf(ctx, open, severity) }),
    }),
    photoStrip(ctx, photos, (files, largest) => ctx.actions.addPhotos(open.key, fields.client_id, "before", files, largest)),
    select(t("zone"), open.zones.map(({ id }) => [id, open.zonePath(id)]), fields.zone_id, (id) => set({ zone_id: Number(id) })),
    h("div", { class: "pair" },
      select(t("trade"), trades.map((code) => [code, t(`trade.${code}`)]), fields.trade, (trade) => set({ trade })),
      h("label", { class: "field" }, h("span", {}, t("due_on")),
        h("input", { type: "date", value: fields.due_on ?? "", onchange: (event) => set({ due_on: event.target.value || null }) }))),
    select(t("organisation"), [["", t("nobody_yet")], ...organisations.map(({ id, name }) => [id, name])], fields.organisation_id ?? "",
      (id) => set({ organisation_id: id === "" ? null : Number(id) })));
}

function select(label, options, value, pick) {
  return h("label", { class: "field" }, h("span", {}, label),
    h("select", { onchange: (event) => pick(event.target.value) },
      options.map(([key, name]) => h("option", { value: key, selected: key === value }, name))));
}
