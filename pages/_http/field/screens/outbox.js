// Everything that was tapped in a round, and whether the library has it.

import { button, h, icon } from "../dom.js";
import { describe, stateTag } from "./parts.js";
import { decisions, roundError } from "./review.js";

export function outbox(ctx, open) {
  const { t, sender } = ctx;
  const things = [...open.items, ...open.photos].sort((a, b) => (a.at < b.at ? 1 : -1));
  const { problem, retryAt } = sender.status;
  const reason = { line: "no_line", busy: "server_busy", sign_in: "sign_in", update: "update_needed" }[problem];
  return {
    title: t("outbox"),
    sub: open.title,
    back: ctx.href(open.key),
    body: h("div", {},
      reason && h("p", { class: "notice" }, t("last_error", { reason: t(reason) }),
        retryAt && ` · ${t("retry_in", { n: Math.max(0, Math.ceil((retryAt - Date.now()) / 1000)) })}`),
      roundError(ctx, open),
      decisions(ctx, open),
      things.length === 0 && h("p", { class: "empty" }, t("outbox_empty")),
      open.round.sign && line(ctx, `${t("sign")}: ${open.round.sign.name}`, open.round.sign),
      things.map((thing) => line(ctx, thing.kind ? describe(ctx, open, thing) : `${t("photo")}: ${thing.name}`, thing))),
    foot: h("div", { class: "below" },
      things.length > 0 && things.every((thing) => thing.state === "saved") && h("p", { class: "fine" }, icon("library"), t("all_saved")),
      button(t("send_now"), () => (ctx.actions.letGo(), sender.kick(true)), { kind: "primary wide", mark: "next" })),
  };
}

function line(ctx, words, thing) {
  return h("div", { class: "row still" }, h("span", { class: "name" }, words, stateTag(ctx, thing)));
}
