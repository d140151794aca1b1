// About the round as a whole: weather and day, who was there, progress, decisions, next week.

import { button, choice, h, textField } from "../dom.js";
import { slots } from "../items.js";
import { stateTag, steps } from "./parts.js";

const SKIES = ["sunny", "cloudy", "overcast", "rain", "fog", "snow"];

export function weather(ctx, open) {
  const { t } = ctx;
  const value = open.view.head.weather;
  const set = (field, said, standing) => ctx.safely(() => ctx.actions.head(open.key, field, said, standing));
  return {
    title: t("weather"),
    back: ctx.href(open.key),
    body: h("div", {},
      choice({
        label: t("weather"), kind: "three", value, pick: (sky) => set("weather", sky, value),
        options: SKIES.map((sky) => ({ value: t(`weather.${sky}`), label: t(`weather.${sky}`) })),
      }),
      textField({
        label: t("words_optional"), hint: t("weather_hint"), value, limit: ctx.limits.weather,
        save: (said) => set("weather", said, value),
      }),
      h("div", { class: "below" }, stateTag(ctx, open.view.mine.get(slots.head("weather")))),
      h("label", { class: "field" }, h("span", {}, t("held_on")),
        h("input", {
          type: "date", value: open.heldOn, max: ctx.day, required: true,
          onchange: (event) => event.target.value && set("held_on", event.target.value, open.heldOn),
        })),
      h("div", { class: "below" }, stateTag(ctx, open.view.mine.get(slots.head("held_on"))))),
    foot: steps(ctx, open, "weather", { primary: true }),
  };
}

/** One of the long texts: `progress`, `decisions` or `next_week`. */
export const longText = (field) => (ctx, open) => ({
  title: ctx.t(field),
  back: ctx.href(open.key),
  body: h("div", {},
    textField({
      label: ctx.t(field), hint: ctx.t(`${field}_hint`), value: open.view.head[field], rows: 8, limit: ctx.limits.text, hideLabel: true,
      save: (text) => ctx.safely(() => ctx.actions.head(open.key, field, text, open.view.head[field])),
    }),
    h("div", { class: "below" }, stateTag(ctx, open.view.mine.get(slots.head(field))))),
  foot: steps(ctx, open, field, { primary: true }),
});

export function people(ctx, open) {
  const { t } = ctx;
  const own = [...open.view.mine.values()].filter((item) => item.kind === "attendee");
  const here = new Set([...own.map((item) => item.fields.name), ...open.view.attendees.map((person) => person.name)]);
  const recent = ctx.snapshot.data.people.filter((person) => !here.has(person.name));
  const add = (name, organisation) => ctx.safely(() => ctx.actions.attend(open.key, name, organisation, `${t("people")}: ${name}`));
  return {
    title: t("people"),
    back: ctx.href(open.key),
    body: h("div", {},
      here.size === 0 && h("p", { class: "empty" }, t("nobody_here")),
      own.map((item) => h("div", { class: "row still" },
        h("span", { class: "name" }, item.fields.name, h("small", {}, organisationName(ctx, item.fields.organisation_id)), stateTag(ctx, item)),
        button("", () => ctx.safely(() => ctx.actions.remove(open.key, item.slot, `${t("removed")}: ${item.fields.name}`)),
          { kind: "quiet square", mark: "cross", "aria-label": t("remove_person", { name: item.fields.name }) }))),
      open.view.attendees.map((person) => h("div", { class: "row still" },
        h("span", { class: "name" }, person.name, h("small", {}, organisationName(ctx, person.organisation_id))))),
      recent.length > 0 && h("h2", {}, t("recent_people")),
      h("div", { class: "chips" }, recent.map((person) =>
        button(person.name, () => add(person.name, person.organisation_id), { mark: "plus", title: organisationName(ctx, person.organisation_id) }))),
      newPerson(ctx, add)),
    foot: steps(ctx, open, "people", { primary: true }),
  };
}

function organisationName(ctx, id) {
  return ctx.snapshot.data.organisations.find((row) => row.id === id)?.name ?? "";
}

function newPerson(ctx, add) {
  const { t } = ctx;
  const name = h("input", { placeholder: t("people_hint"), maxlength: 120, "aria-label": t("people_hint"), autocomplete: "off" });
  const organisation = h("select", { "aria-label": t("organisation") },
    h("option", { value: "" }, t("organisation")),
    ctx.snapshot.data.organisations.map((row) => h("option", { value: row.id }, row.name)));
  const submit = (event) => {
    event.preventDefault();
    if (!name.value.trim()) return name.focus();
    add(name.value.trim(), organisation.value === "" ? null : Number(organisation.value));
    name.value = "";
    document.activeElement?.blur();
  };
  return h("form", { class: "form", onsubmit: submit }, name, organisation, h("button", { class: "button wide", type: "submit" }, t("add_person")));
}
