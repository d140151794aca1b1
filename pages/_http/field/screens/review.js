// Before signing: what is missing, what disagrees, what was refused; then the signature; then the frozen round.

import { button, h, icon, link, textField } from "../dom.js";
import { disagreements, isEmpty, missing } from "../round.js";
import { unsettled } from "../sync.js";
import { localDay } from "../words.js";
import { describe, photoStrip, stateTag } from "./parts.js";

export function review(ctx, open) {
  const { t } = ctx;
  const gaps = missing(open.view, open.findings, open.stops);
  return {
    title: t("step.review"),
    sub: summary(ctx, open),
    back: ctx.href(open.key),
    body: h("div", {},
      roundError(ctx, open),
      decisions(ctx, open),
      contradictions(ctx, open),
      h("h2", {}, t("missing")),
      gaps.length === 0 && h("p", { class: "empty good" }, icon("check"), t("nothing_missing")),
      gaps.map(({ code, to, ...facts }) => h("a", { class: "row", href: ctx.href(open.key, to) },
        h("span", { class: "name" }, t(`missing.${code}`, facts)), icon("next")))),
    foot: isEmpty(open.view) ? h("p", { class: "notice" }, t("missing.empty")) : signature(ctx, open),
  };
}

function summary(ctx, open) {
  const own = [...open.view.mine.values()];
  const of = (...kinds) => own.filter((item) => kinds.includes(item.kind)).length;
  return ctx.t("summary", { checks: of("check", "observation"), findings: of("finding"), photos: open.photos.length });
}

function signature(ctx, open) {
  const { t } = ctx;
  const name = h("input", { value: ctx.data.value("name", ""), maxlength: 120, autocomplete: "name", "aria-label": t("sign_name"), placeholder: t("sign_name") });
  const sign = () => {
    if (!name.value.trim()) return name.focus();
    return ctx.safely(() => ctx.actions.sign(open.key, name.value.trim()));
  };
  return h("div", { class: "signature" },
    open.round.sign?.state === "refused" && h("p", { class: "notice bad" }, open.round.sign.error.message),
    h("p", { class: "fine" }, t("sign_help")),
    h("div", { class: "pair" }, name, button(t("sign"), sign, { kind: "primary", mark: "check" })));
}

/** What the library says about the round as a whole, with the ways on. */
export function roundError(ctx, open) {
  const { error, round_id } = open.round;
  if (!error) return null;
  return h("div", { class: "card bad", role: "alert" },
    h("p", {}, `${ctx.t("refused")}: ${error.message}`),
    h("div", { class: "pair" },
      button(ctx.t("try_again"), () => ctx.actions.retryRound(open.key, false)),
      !round_id && button(ctx.t("extra_round"), () => ctx.actions.retryRound(open.key, true))));
}

/** Items that wait for a decision: written by two people, or refused. */
export function decisions(ctx, open) {
  const { t, actions } = ctx;
  const contested = open.items.filter((item) => item.state === "conflict");
  const refused = [...open.items, ...open.photos].filter((thing) => thing.state === "refused");
  return h("div", {},
    contested.length > 0 && h("h2", {}, t("conflicts")),
    contested.map((item) => contest(ctx, open, item)),
    refused.length > 0 && h("h2", {}, t("refusals")),
    refused.map((thing) => refusal(ctx, open, thing)));
}

// What two people wrote into the same place: both are shown, one word or both remain.
function contest(ctx, open, item) {
  const { t, actions } = ctx;
  const decide = (...how) => () => ctx.safely(() => actions.decide(item.client_id, ...how));
  const isHead = item.kind === "head", words = describe(ctx, open, item);
  const theirs = isHead ? item.theirs : describe(ctx, open, { ...item, fields: { ...item.fields, ...item.theirs } });
  const both = isHead ? decide("both") : decide("theirs", words);
  return h("div", { class: "card attention" },
    isHead && h("h3", {}, t(item.fields.field)),
    h("dl", {}, h("dt", {}, t("theirs")), h("dd", {}, theirs), h("dt", {}, t("mine")), h("dd", {}, isHead ? item.fields.value : words)),
    h("div", { class: "trio" },
      button(t("use_theirs"), decide("theirs")),
      isHead && button(t("use_mine"), decide("mine")),
      item.fields.field !== "held_on" && button(t("keep_both"), both, { kind: "primary" })));
}

function refusal(ctx, open, thing) {
  const { t, actions } = ctx;
  const words = thing.kind ? describe(ctx, open, thing) : `${t("photo")}: ${thing.name}`;
  const addendum = async () => {
    await actions.addendum(open.key, words);
    await actions.discard(thing.client_id);
  };
  return h("div", { class: "card bad" },
    h("p", {}, words), stateTag(ctx, thing),
    h("div", { class: "trio" },
      button(t("try_again"), () => actions.tryAgain(thing.client_id)),
      thing.kind && thing.error?.code === "round_signed" && button(t("as_addendum"), () => ctx.safely(addendum), { kind: "primary" }),
      button(t("discard"), () => actions.discard(thing.client_id), { kind: "quiet" })));
}

function contradictions(ctx, open) {
  const { t } = ctx;
  const list = disagreements(open.view);
  if (list.length === 0) return null;
  return h("section", {}, h("h2", {}, t("disagreements")), h("p", { class: "fine" }, t("disagreement_help")),
    list.map(({ slot, mine, theirs }) => {
      const [kind, zone, item] = slot.split(":");
      const word = (answer) => t(`${kind === "check" ? "answer" : "observation"}.${answer}`);
      const what = kind === "check" ? `${open.zoneName(Number(zone))}: ${open.checkText(Number(item))}` : open.findingName(Number(zone));
      const to = kind === "check" ? `check/${zone}/${item}` : `finding/${zone}`;
      return h("a", { class: "row attention", href: ctx.href(open.key, to) },
        h("span", { class: "name" }, what,
          h("small", {}, t("yours_and", { mine: mine ? word(mine) : "–", theirs: theirs.map(word).join(", ") }))), icon("next"));
    }));
}

/** The round after signing: waiting for the line, or frozen; addenda are still possible. */
export function signed(ctx, open) {
  const { t, words } = ctx;
  const { sign, server } = open.round;
  const frozen = server?.signed;
  return {
    title: open.title,
    sub: words.day(open.heldOn, ctx.day),
    back: "#/",
    body: h("div", {},
      frozen
        ? h("div", { class: "card good" }, h("h2", {}, icon("check"), t("signed_by", { name: frozen.name, day: words.day(localDay(frozen.at), ctx.day) })), h("p", {}, t("signed_help")))
        : h("div", { class: "card attention" }, h("h2", {}, icon("phone"), t("sign_waits", { name: sign.name })),
            stuck(open) && h("p", {}, t("sign_waits_for")),
            button(t("withdraw_sign"), () => ctx.actions.keepWriting(open.key), { kind: "quiet" })),
      roundError(ctx, open),
      decisions(ctx, open),
      h("p", { class: "meta" }, summary(ctx, open)),
      frozen && addenda(ctx, open),
      photoStrip(ctx, open.photos, null)),
    foot: link(t("outbox"), ctx.href(open.key, "outbox"), { kind: "wide" }),
  };
  function stuck({ key }) {
    return unsettled(ctx.data, key) && open.items.some((item) => ["refused", "conflict"].includes(item.state));
  }
}

function addenda(ctx, open) {
  const { t } = ctx;
  const own = open.items.filter((item) => item.slot.startsWith("addendum:"));
  const theirs = open.view.notes.filter((note) => note.is_addendum);
  const key = `addendum:${open.key}`;
  const field = textField({
    label: t("addendum"), hint: t("addendum_hint"), value: ctx.data.value(key, ""), rows: 3, limit: ctx.limits.text, hideLabel: true,
    save: (value) => ctx.safely(() => ctx.data.put("meta", { key, value })),
  });
  const add = () => ctx.safely(async () => {
    const text = field.value.trim();
    if (!text) return;
    await ctx.actions.addendum(open.key, text);
    await ctx.data.change([{ store: "meta", key, make: () => null }]);
  });
  return h("section", {}, h("h2", {}, t("addendum")),
    own.map((item) => h("p", { class: "other" }, item.fields.text, " ", stateTag(ctx, item))),
    theirs.map((note) => h("p", { class: "other" }, note.text)),
    field, button(t("add_addendum"), add, { kind: "wide" }));
}
