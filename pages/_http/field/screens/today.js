// The first screen: which round to hold today.

import { button, h, link } from "../dom.js";
import { choices } from "../round.js";
import { localDay } from "../words.js";

export function today(ctx) {
  const { t, words, snapshot } = ctx;
  if (!snapshot) return { title: t("app"), body: h("p", { class: "empty" }, t(ctx.loading ? "loading" : "never_loaded")) };
  const { project, projects } = snapshot.data;
  const own = [...ctx.data.rounds.values()].filter((round) => round.project === project.id).sort((a, b) => (a.made_at < b.made_at ? 1 : -1));
  const all = choices(snapshot.data.rounds, own);
  const listed = all.filter(({ own: round }) => !round?.server?.signed);
  const ended = all.filter((entry) => !listed.includes(entry));
  return {
    title: project.name,
    sub: words.day(ctx.day),
    body: h("div", {},
      projects.length > 1 && projectChoice(ctx, projects, project),
      !project.may_hold && h("p", { class: "notice" }, t("may_not_hold")),
      h("h2", {}, t("today_rounds")),
      listed.length ? listed.map((entry) => card(ctx, entry)) : h("p", { class: "empty" }, t("no_rounds")),
      project.may_hold && button(t("start_extra"), () => begin(ctx, null), { mark: "plus", kind: "wide" }),
      ended.length > 0 && h("h2", {}, t("started_rounds")),
      ended.map((entry) => card(ctx, entry)),
      h("p", { class: "fine" }, t("as_of", { day: words.day(localDay(snapshot.at), ctx.day), time: words.time(snapshot.at) }), " · ",
        h("a", { href: `/?lang=${words.language}` }, t("tracker")))),
  };
}

function projectChoice(ctx, projects, current) {
  return h("label", { class: "field" }, h("span", {}, ctx.t("choose_project")),
    h("select", { onchange: (event) => ctx.chooseProject(Number(event.target.value)) },
      projects.map(({ id, name }) => h("option", { value: id, selected: id === current.id }, name))));
}

function card(ctx, { listed, own }) {
  const { t, words } = ctx;
  const signed = own?.server?.signed, waits = own?.sign && !signed;
  const state = signed ? "signed" : waits ? "to_sign" : listed?.state ?? "working";
  const begun = own || listed.id ? "round.working" : "slot.due";
  const label = { signed: "round.signed", to_sign: "to_sign", late: "slot.late" }[state] ?? begun;
  const planned = listed?.planned_on ?? own.held_on;
  const until = listed?.window_ends_on && listed.window_ends_on !== planned
    ? ` – ${t("window_until", { day: words.day(listed.window_ends_on, ctx.day) })}` : "";
  const verb = signed ? "open_it" : own ? "continue_round" : listed.id ? "join_round" : "start_round";
  const mayHold = ctx.snapshot.data.project.may_hold;
  return h("article", { class: "card" },
    h("header", {}, h("h3", {}, listed?.title || own?.title || t("extra_round")), h("span", { class: `chip ${state}` }, t(label))),
    h("p", { class: "meta" }, words.day(planned, ctx.day), until),
    own
      ? link(t(verb), ctx.href(own.key), { kind: signed ? "wide" : "primary wide", mark: "next" })
      : mayHold && button(t(verb), () => begin(ctx, listed), { kind: "primary wide", mark: "next" }));
}

function begin(ctx, listed) {
  return ctx.safely(async () => {
    const key = await ctx.actions.begin(ctx.project, listed, ctx.day, listed?.title ?? "");
    ctx.go(ctx.href(key));
  });
}
