// Pieces that several screens share.

import { button, h, icon, link } from "../dom.js";

/** "Kept on the phone" / "Saved in the library" / refused, of one item, photo or signature. */
export function stateTag(ctx, thing) {
  if (!thing) return null;
  const { state } = thing;
  const mark = { kept: "phone", saved: "library" }[state] ?? "cross";
  const part = state === "kept" && thing.offset ? ` · ${ctx.t("photo_part", { n: Math.floor((100 * thing.offset) / thing.size) })}` : "";
  const reason = state === "refused" && thing.error?.message ? `: ${thing.error.message}` : "";
  return h("span", { class: `tag ${state}`, "data-thing": thing.client_id }, icon(mark), `${ctx.t(state)}${part}${reason}`);
}

/** Answers of other devices that differ from this one's. */
export function otherAnswers(ctx, open, slot, prefix) {
  const theirs = [...new Set(open.view.others.get(slot) ?? [])];
  return theirs.map((answer) => h("p", { class: "other" }, ctx.t("other_device", { answer: ctx.t(`${prefix}.${answer}`) })));
}

/** Previews of photos, each with its state, and the camera button. */
export function photoStrip(ctx, photos, add) {
  const figures = photos.map((photo) => h("figure", {},
    photo.thumbnail ? h("img", { src: ctx.picture(photo), alt: photo.name }) : h("div", { class: "blank" }, icon("camera")),
    h("figcaption", {}, stateTag(ctx, photo), photo.state !== "saved" && !photo.offset &&
      button(ctx.t("remove_photo"), () => ctx.actions.removePhoto(photo.client_id), { kind: "quiet small" }))));
  return h("div", { class: "photos" }, figures, add && cameraButton(ctx, add));
}

/** Opens the camera; several pictures may be chosen at once. */
export function cameraButton(ctx, add, kind = "") {
  const input = h("input", {
    type: "file", accept: "image/*", capture: "environment", multiple: true, class: "hidden", "aria-label": ctx.t("take_photo"),
    onchange: () => ctx.safely(async () => {
      const files = [...input.files];
      input.value = "";
      const largest = ctx.limits.photo_bytes;
      for (const { name, size } of await add(files, largest)) {
        ctx.warn(ctx.t("photo_too_large", { name, size, largest: Math.floor(largest / 1e6) }));
      }
    }),
  });
  return h("label", { class: `button camera ${kind}` }, icon("camera"), h("span", {}, ctx.t("take_photo")), input);
}

/** The two ways on at the foot of a question. */
export function steps(ctx, open, here, { primary = false } = {}) {
  const at = open.path.indexOf(here);
  const before = open.path[at - 1], after = open.path[at + 1];
  return h("nav", { class: "steps" },
    link(ctx.t("back"), before ? ctx.href(open.key, before) : ctx.href(open.key), { kind: "quiet", mark: "back" }),
    after && link(ctx.t("next"), ctx.href(open.key, after), { kind: primary ? "primary" : "", mark: "next" }));
}

/** Shows for a moment what was tapped, then goes on to the next question. */
export function goOn(ctx, open, here) {
  const after = open.path[open.path.indexOf(here) + 1];
  if (after) setTimeout(() => location.hash === ctx.href(open.key, here) && ctx.go(ctx.href(open.key, after)), 160);
}

/** How far one is in a list of questions, as words and as a line. */
export function progress(ctx, n, total) {
  const line = h("div", { class: "line", "aria-hidden": "true" }, h("i"));
  line.firstChild.style.width = `${(100 * n) / Math.max(1, total)}%`;
  return h("div", { class: "progress" }, h("span", {}, ctx.t("answered_of", { n, total })), line);
}

export const severityChip = (ctx, severity) => h("span", { class: `chip ${severity}` }, ctx.t(`severity.${severity}`));

/** One sentence about an item, for the outbox, for refusals and for addenda. */
export function describe(ctx, open, item) {
  const { fields, kind } = item;
  const zone = fields.zone_id ? `${open.zoneName(fields.zone_id)}: ` : "";
  if (kind === "check") return `${zone}${open.checkText(fields.item_id)}: ${ctx.t(`answer.${fields.answer}`)}`;
  if (kind === "observation") {
    const words = fields.text ? `: ${fields.text}` : "";
    return `${open.findingName(fields.finding_id)}: ${ctx.t(`observation.${fields.observation}`)}${words}`;
  }
  if (kind === "finding") return `${zone}${fields.description} (${ctx.t(`severity.${fields.severity}`)})`;
  if (kind === "attendee") return `${ctx.t("people")}: ${fields.name}`;
  if (kind === "head") return `${ctx.t(fields.field)}: ${fields.value}`;
  return `${zone || `${ctx.t(item.slot.startsWith("addendum") ? "addendum" : "note")}: `}${fields.text}`;
}

