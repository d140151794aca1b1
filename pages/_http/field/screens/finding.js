// One finding of an earlier round: fixed, still there, or worse?

import { choice, h, textField } from "../dom.js";
import { slots } from "../items.js";
import { cameraButton, goOn, otherAnswers, photoStrip, progress, severityChip, stateTag, steps } from "./parts.js";

const ANSWERS = [["fixed", "check", "good"], ["still_there", "none", ""], ["worse", "worse", "bad"]];

export function finding(ctx, open, id) {
  const { t } = ctx;
  const row = open.findings.find((each) => each.id === Number(id));
  if (!row) return null;
  const here = `finding/${row.id}`, slot = slots.observation(row.id);
  const mine = open.view.mine.get(slot);
  const photos = mine ? open.photos.filter((photo) => photo.on === mine.client_id) : [];
  const observation = mine?.fields.observation ?? null, text = mine?.fields.text ?? "";
  const pick = (value) => ctx.safely(async () => {
    const tap = `${t(`observation.${value}`)}: #${row.number}`;
    await ctx.actions.observe(open.key, row.id, { observation: value }, tap);
    if (value !== "worse") goOn(ctx, open, here);
  });
  return {
    title: t("step.findings"),
    sub: progress(ctx, open.findings.indexOf(row) + 1, open.findings.length),
    back: ctx.href(open.key),
    body: h("div", {},
      h("p", { class: "meta" }, `#${row.number} `, severityChip(ctx, row.severity), ` ${open.zonePath(row.zone_id)}`),
      h("h2", { class: "question" }, row.description),
      row.photo && h("img", { class: "evidence", src: row.photo, alt: "", onerror: (event) => event.target.remove() }),
      h("p", { class: "meta" }, facts(ctx, row)),
      h("div", { class: "below" }, stateTag(ctx, mine), otherAnswers(ctx, open, slot, "observation")),
      observation && textField({
        label: t("words_optional"), value: text, rows: 2, limit: ctx.limits.text,
        save: (typed) => ctx.safely(() => ctx.actions.observe(open.key, row.id, { text: typed })),
      }),
      photos.length > 0 && photoStrip(ctx, photos, null),
      row.zone_id && cameraButton(ctx, (files, largest) => ctx.actions.addFindingPhotos(open.key, row, files, largest))),
    foot: h("div", {},
      h("p", { class: "ask" }, t("finding_question")),
      choice({
        label: t("finding_question"), kind: "three", value: observation, pick,
        options: ANSWERS.map(([value, mark, tone]) => ({ value, mark, tone, label: t(`observation.${value}`) })),
      }),
      steps(ctx, open, here)),
  };
}

function facts(ctx, row) {
  const { t, words, day } = ctx;
  const due = !row.due_on ? t("no_due") : t(row.due_on < day ? "overdue" : "due", { day: words.day(row.due_on, day) });
  return [t("found", { day: words.day(row.found_on, day) }), due, row.organisation, t(`status.${row.status}`)].filter(Boolean).join(" · ");
}
