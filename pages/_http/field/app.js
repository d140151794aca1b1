// The page: opens what the phone holds, draws the screen of the address, and lets the outbox work.

import { Actions } from "./actions.js";
import { Api } from "./api.js";
import { Data } from "./data.js";
import { button, flushTyping, h, icon, link } from "./dom.js";
import { counts } from "./items.js";
import { openRound } from "./open.js";
import { openFindings, projectDay } from "./round.js";
import { finding } from "./screens/finding.js";
import { longText, people, weather } from "./screens/head.js";
import { outbox } from "./screens/outbox.js";
import { overview } from "./screens/overview.js";
import { raise, raised } from "./screens/raise.js";
import { review, signed } from "./screens/review.js";
import { today } from "./screens/today.js";
import { check, wholeNote, zone } from "./screens/zone.js";
import { openStore } from "./store.js";
import { Sender } from "./sync.js";
import { watchUpdates } from "./update.js";
import { chosen, Words } from "./words.js";

const SCREENS = {
  "": overview, finding, check, zone, note: wholeNote, raise, raised, weather, people, review, outbox,
  progress: longText("progress"), decisions: longText("decisions"), next_week: longText("next_week"),
};
const AFTER_SIGNING = new Set(["outbox"]);
const FRESH_MS = 15_000;
const UNDO_MS = 6_000;
const LIMITS = { text: 20_000, weather: 60, photo_bytes: 26_214_400, items: 200 };

class App {
  constructor({ data, words, build }) {
    Object.assign(this, { data, words, loading: false, newVersion: false, warning: null, drawn: null, pressed: false });
    this.updates = watchUpdates(() => this.set({ newVersion: true }));
    this.api = new Api({ build, language: () => words.language, onBuild: () => this.updates.look() });
    const holds = ({ client_id }) => this.actions.lastTap?.first === client_id;
    this.sender = new Sender({ data, api: this.api, holds });
    this.actions = new Actions({ data, sender: this.sender, photoWord: () => this.t("photos") });
    this.drafts = new Map();
    this.pictures = new Map();
    this.readAt = new Map();
    this.t = (key, facts) => this.words.t(key, facts);
  }

  get project() {
    return this.data.value("project");
  }

  /** The last answer of `/today` for the chosen project: {data, at}, or undefined. */
  get snapshot() {
    return this.data.meta.get(`today:${this.project}`);
  }

  get limits() {
    return { ...LIMITS, ...this.snapshot?.data.limits };
  }

  get day() {
    const { data, at } = this.snapshot;
    return projectDay(data.project.today, at, Date.now());
  }

  href(key, step = "") {
    return `#/round/${key}${step && `/${step}`}`;
  }

  go(hash) {
    location.hash = hash;
  }

  set(change) {
    Object.assign(this, change);
    this.paintSoon();
  }

  warn(sentence) {
    this.set({ warning: sentence });
  }

  /** Runs what stores something; says so where the phone could not keep it. */
  async safely(work) {
    try {
      const result = await work();
      if (this.warning) this.set({ warning: null });
      return result;
    } catch (error) {
      console.error(error);
      return this.warn(this.t(error.full ? "storage_full" : "storage_failed"));
    }
  }

  /** A draft that is only in memory until something is typed. */
  draftOf(key, make) {
    if (!this.drafts.has(key)) this.drafts.set(key, make());
    return this.drafts.get(key);
  }

  /** An address for the preview of a photo. */
  picture({ client_id, thumbnail }) {
    if (!this.pictures.has(client_id)) this.pictures.set(client_id, URL.createObjectURL(thumbnail));
    return this.pictures.get(client_id);
  }

  start() {
    this.data.subscribe(() => this.paintSoon());
    addEventListener("hashchange", () => flushTyping().then(() => this.arrive()));
    addEventListener("online", () => this.wake());
    addEventListener("offline", () => this.paintSoon());
    addEventListener("pagehide", flushTyping);
    addEventListener("pointerdown", () => (this.pressed = true), true);
    for (const end of ["pointerup", "pointercancel"]) addEventListener(end, () => setTimeout(() => this.released()), true);
    addEventListener("click", leaveField, true);
    document.addEventListener("visibilitychange", () => (document.hidden ? flushTyping() : this.wake()));
    this.arrive();
    this.wake();
    this.data.forgetOld(Date.now());
  }

  wake() {
    this.paintSoon();
    this.loadToday();
    this.sender.kick(true);
  }

  // What lies under a finger is not replaced, or the tap would be lost.
  released() {
    this.pressed = false;
    this.paintSoon();
  }

  async arrive() {
    this.warning = null;
    this.paint();
    const key = this.route().key;
    if (key) await this.readRound(key);
    else await this.loadToday();
  }

  route() {
    const [, first = "", key = "", name = "", ...rest] = location.hash.split("/").map(decodeURIComponent);
    return first === "round" && key ? { key, name, rest } : { key: null, known: first === "" };
  }

  isFresh(what) {
    const last = this.readAt.get(what) ?? 0;
    if (Date.now() - last < FRESH_MS) return true;
    this.readAt.set(what, Date.now());
    return false;
  }

  async loadToday(project = this.project) {
    if (!navigator.onLine || this.isFresh(`today:${project}`)) return;
    this.loading = true;
    try {
      const answer = await this.api.today(project);
      const id = answer.project.id;
      const at = Date.now();
      const rounds = [...this.data.rounds.values()].filter((round) => round.project === id && !round.server?.signed);
      await this.data.change([
        { store: "meta", key: `today:${id}`, make: () => ({ key: `today:${id}`, data: answer, at }) },
        { store: "meta", key: "project", make: () => ({ key: "project", value: id }) },
        ...rounds.map(({ key }) => ({ store: "rounds", key, make: (round) => round && withFindings(round, answer) })),
      ]);
      keepPictures(answer.findings);
    } catch (error) {
      this.readAt.delete(`today:${project}`);
      if (!error.kind) throw error;
      if (error.kind === "refused" && project !== null) await this.loadToday(null);
    } finally {
      this.set({ loading: false });
    }
  }

  async readRound(key) {
    const round = this.data.rounds.get(key);
    if (!round?.round_id || !navigator.onLine || this.isFresh(key)) return;
    await this.sender.read(key).catch((error) => {
      if (!error.kind) throw error;
    });
  }

  chooseProject(id) {
    return this.safely(async () => {
      await this.data.put("meta", { key: "project", value: id });
      await this.loadToday(id);
    });
  }

  async switchLanguage() {
    await flushTyping();
    const language = this.words.other;
    await this.data.put("meta", { key: "language", value: language });
    this.words.language = language;
    const address = new URL(location.href);
    address.searchParams.set("lang", language);
    history.replaceState(null, "", address);
    this.paint();
  }

  paintSoon() {
    this.frame ??= requestAnimationFrame(() => {
      this.frame = null;
      if (!this.pressed) this.paint();
    });
  }

  // While somebody types, only what stands around the field is drawn anew.
  paint() {
    const typing = document.activeElement?.matches?.("main textarea, main input:not([type=file]), .foot input, main select");
    const same = this.drawn === location.hash + this.words.language;
    const { key } = this.route();
    const open = key ? openRound(this, key) : null;
    const screen = this.screen(open) ?? this.nowhere();
    document.documentElement.lang = this.words.language === "zh" ? "zh-CN" : "en";
    document.title = `${screen.title} · ${this.t("app")}`;
    if (typing && same) return this.paintAround(screen, open);
    const focus = same ? focusIndex() : null;
    const scroll = same ? scrollY : 0;
    document.getElementById("app").replaceChildren(...this.frameOf(screen, open));
    this.drawn = location.hash + this.words.language;
    scrollTo(0, scroll);
    if (focus !== null) focusables()[focus]?.focus({ preventScroll: true });
    else if (!same && scroll === 0) document.querySelector("h1")?.focus({ preventScroll: true });
    return undefined;
  }

  paintAround(screen, open) {
    document.querySelector(".strip").replaceWith(this.strip(open));
    document.querySelector(".notices").replaceWith(this.notices());
    const fresh = new Map([...screen.body.querySelectorAll("[data-thing]")].map((tag) => [tag.dataset.thing, tag]));
    for (const tag of document.querySelectorAll("main [data-thing]")) {
      const next = fresh.get(tag.dataset.thing);
      if (next) tag.replaceWith(next);
    }
    const below = document.querySelectorAll("main .below"), freshBelow = screen.body.querySelectorAll(".below");
    below.forEach((place, index) => place.childElementCount === 0 && freshBelow[index] && place.replaceWith(freshBelow[index]));
  }

  screen(open) {
    const { key, known, name, rest } = this.route();
    if (!key) return known ? today(this) : null;
    if (!open) return null;
    if (open.closed && !AFTER_SIGNING.has(name)) return signed(this, open);
    return SCREENS[name]?.(this, open, ...rest) ?? null;
  }

  nowhere() {
    const words = this.snapshot ? "not_found" : "never_loaded";
    return { title: this.t("app"), back: "#/", body: h("p", { class: "empty" }, this.t(words)) };
  }

  frameOf(screen, open) {
    return [
      h("header", { class: "top" },
        h("div", { class: "bar" },
          screen.back ? link("", screen.back, { kind: "quiet square", mark: "back", "aria-label": this.t("back") }) : null,
          h("div", { class: "titles" }, h("h1", { tabindex: "-1" }, screen.title), screen.sub && h("div", { class: "sub" }, screen.sub)),
          button(this.words.other === "zh" ? "中文" : "EN", () => this.switchLanguage(), { kind: "quiet square", "aria-label": this.t("other_language") })),
        this.strip(open)),
      h("main", {}, screen.body),
      h("div", { class: "foot" }, this.notices(), screen.foot),
    ];
  }

  // "7 on phone · 5 saved", and whether there is a line.
  strip(open) {
    const { t, data, sender } = this;
    const rounds = open ? [open.round] : [...data.rounds.values()];
    const { kept, saved, refused } = open
      ? counts(open.items, open.photos, rounds)
      : counts([...data.items.values()], [...data.photos.values()], rounds);
    const offline = !navigator.onLine || sender.status.problem === "line";
    const target = open ? this.href(open.key, "outbox") : null;
    return h(target ? "a" : "div", { class: `strip ${offline ? "off" : ""}`, href: target },
      h("span", { role: "status" }, t("counts", { kept, saved }), refused > 0 && h("b", {}, ` · ${t("to_settle", { n: refused })}`)),
      h("span", { class: "line-state" }, icon(offline ? "phone" : "library"), t(offline ? "offline" : "online")));
  }

  // What must be said whatever the screen: not kept, sign in, a new version, undo.
  notices() {
    const { t, sender, actions } = this;
    const { problem } = sender.status;
    const undo = actions.lastTap;
    if (undo && undo !== this.shown) {
      this.shown = undo;
      setTimeout(() => actions.lastTap === undo && actions.letGo(), UNDO_MS);
    }
    return h("div", { class: "notices" },
      this.warning && h("p", { class: "notice bad", role: "alert" }, this.warning),
      problem === "sign_in" && h("p", { class: "notice" }, h("a", { href: `/?lang=${this.words.language}` }, t("sign_in"))),
      problem === "update" && h("p", { class: "notice" }, t("update_needed")),
      this.newVersion && h("p", { class: "notice" }, t("new_version"),
        button(t("update"), async () => (await flushTyping(), this.updates.take()), { kind: "small" })),
      undo && h("p", { class: "notice undo", role: "status" }, h("span", {}, undo.label),
        button(t("undo"), () => this.safely(() => actions.undo()), { kind: "small" })));
  }
}

function withFindings(round, { findings }) {
  return { ...round, findings: openFindings(round.findings ?? [], findings, new Set((round.server?.findings ?? []).map((row) => row.id))) };
}

// The pictures of open findings are fetched once, so that they are there without a line.
function keepPictures(findings) {
  if (!navigator.serviceWorker?.controller) return;
  for (const { photo } of findings.slice(0, 60)) if (photo) fetch(photo).catch(() => {});
}

// Not every phone takes the focus from a field when a button is tapped.
function leaveField({ target }) {
  const field = document.activeElement;
  if (target.closest?.("button, a") && field?.matches("input, textarea, select")) field.blur();
}

const focusables = () => [...document.querySelectorAll("#app a, #app button, #app input, #app textarea, #app select")];

function focusIndex() {
  const index = focusables().indexOf(document.activeElement);
  return index < 0 ? null : index;
}

async function main() {
  const all = await (await fetch("/field/words.json")).json();
  const words = new Words(all, chosen(location.search, null, navigator.language));
  try {
    const channel = "BroadcastChannel" in window ? new BroadcastChannel("kaiguan-field") : null;
    const data = await new Data(await openStore(), channel).load();
    words.language = chosen(location.search, data.value("language"), navigator.language);
    if (data.value("language") !== words.language) await data.put("meta", { key: "language", value: words.language });
    new App({ data, words, build: document.querySelector("meta[name=build]").content }).start();
  } catch (error) {
    console.error(error);
    document.getElementById("app").replaceChildren(h("p", { class: "notice bad", role: "alert" }, words.t("no_storage")));
  }
}

main();
