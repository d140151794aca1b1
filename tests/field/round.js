import { byFloor, choices, defaultDue, disagreements, headValue, isEmpty, missing, openFindings, path, plusDays, projectDay, said, walk } from "/field/round.js";
import { equal, test } from "./check.js";

const ZONES = [
  { id: 1, parent_id: null, kind: "floor", name: "一层" },
  { id: 2, parent_id: 1, kind: "room", name: "大厅" },
  { id: 3, parent_id: 1, kind: "room", name: "少儿区" },
  { id: 4, parent_id: 3, kind: "element", name: "弧形墙" },
];
const CHECKS = [{ id: 7, zone_id: null, text: "通道畅通" }, { id: 8, zone_id: 3, text: "护栏牢固" }, { id: 9, zone_id: 4, text: "无裂缝" }];
const SEVERITIES = [{ code: "critical", due_days: 0 }, { code: "major", due_days: 3 }, { code: "observation", due_days: null }];

const item = (slot, kind, fields, more = {}) => ({ client_id: slot, slot, kind, fields, state: "kept", ...more });
const pass = (zone, check) => item(`check:${zone}:${check}`, "check", { zone_id: zone, item_id: check, answer: "pass" });
const fail = (zone, check) => item(`check:${zone}:${check}`, "check", { zone_id: zone, item_id: check, answer: "fail" });

test("rooms are walked with the checks of everywhere and their own, elements with their own alone", () => {
  equal(walk(ZONES, CHECKS).map(({ zone, checks }) => [zone.id, checks.map((check) => check.id)]), [[2, [7]], [3, [7, 8]], [4, [9]]]);
});

test("a building without rooms is walked by whatever zones there are", () => {
  equal(walk([ZONES[0]], CHECKS).map(({ zone, checks }) => [zone.id, checks.map((check) => check.id)]), [[1, [7]]]);
});

test("stops lie under the topmost zone above them", () => {
  const groups = byFloor(ZONES, walk(ZONES, CHECKS));
  equal(groups.map(({ floor, stops }) => [floor.name, stops.map((stop) => stop.zone.id)]), [["一层", [2, 3, 4]]]);
});

test("the walk goes findings, zones check by check, then the head and the review", () => {
  equal(path([{ id: 5 }], walk(ZONES, CHECKS).slice(0, 2)), [
    "finding/5", "check/2/7", "zone/2", "check/3/7", "check/3/8", "zone/3",
    "note", "weather", "people", "progress", "decisions", "next_week", "review",
  ]);
});

test("the project's day moves on with the days that the phone has counted since", () => {
  const loaded = new Date(2026, 10, 22, 23, 0).getTime();
  equal(projectDay("2026-04-01", loaded, new Date(2026, 10, 22, 23, 59).getTime()), "2026-04-01");
  equal(projectDay("2026-04-01", loaded, new Date(2026, 10, 23, 7, 0).getTime()), "2026-04-02");
  equal(projectDay("2026-04-01", loaded, new Date(2026, 10, 20, 7, 0).getTime()), "2026-04-01");
});

test("a day may be moved over the end of a month", () => {
  equal(plusDays("2026-02-27", 3), "2026-03-02");
});

test("a severity brings its default due date, or none", () => {
  equal(["critical", "major", "observation", "unknown"].map((code) => defaultDue(SEVERITIES, code, "2026-04-01")), ["2026-04-01", "2026-04-04", null, null]);
});

test("findings of this round are no open findings of an earlier one, and a closed one stays in the round", () => {
  const known = [{ id: 5, status: "assigned" }, { id: 6, status: "open" }];
  const current = [{ id: 5, status: "rectified" }, { id: 8, status: "open" }, { id: 9, status: "open" }];
  equal(openFindings(known, current, new Set([9])), [{ id: 5, status: "rectified" }, { id: 6, status: "open" }, { id: 8, status: "open" }]);
});

test("two devices that answer the same check differently disagree, and the same answer is no disagreement", () => {
  const server = { checks: [
    { device: "mine", zone_id: 2, item_id: 7, answer: "pass" },
    { device: "other", zone_id: 2, item_id: 7, answer: "fail" },
    { device: "other", zone_id: 3, item_id: 7, answer: "pass" },
  ] };
  const view = said([pass(2, 7), pass(3, 7)], server, "mine");
  equal(disagreements(view), [{ slot: "check:2:7", mine: "pass", theirs: ["fail"] }]);
});

test("two other devices disagree without this one", () => {
  const server = { observations: [
    { device: "a", finding_id: 5, observation: "fixed" }, { device: "b", finding_id: 5, observation: "worse" },
  ] };
  equal(disagreements(said([], server, "mine")), [{ slot: "observation:5", mine: null, theirs: ["fixed", "worse"] }]);
});

test("what waits on the phone stands before what the library holds, what is saved behind it", () => {
  const waits = new Map([["head:weather", item("head:weather", "head", { value: "阴" })]]);
  const saved = new Map([["head:weather", item("head:weather", "head", { value: "阴" }, { state: "saved" })]]);
  const server = { head: { weather: "晴" } };
  equal([headValue(waits, server, "weather"), headValue(saved, server, "weather"), headValue(saved, null, "weather")], ["阴", "晴", "阴"]);
});

test("an untouched round lacks everything but its head texts that may stay empty", () => {
  const gaps = missing(said([], null, "mine"), [{ id: 5 }], walk(ZONES, CHECKS));
  equal(gaps.map((gap) => gap.code), ["observations", "zones", "weather", "people", "progress"]);
});

test("a zone that was begun lacks its other checks; zones not visited are not held against the round", () => {
  const view = said([pass(3, 7)], { head: { weather: "晴", progress: "好" }, attendees: [{ name: "某" }] }, "mine");
  equal(missing(view, [], walk(ZONES, CHECKS)), [{ code: "checks", name: "少儿区", n: 1, to: "check/3/8" }]);
});

test("another device's answer counts as an answer", () => {
  const server = { checks: [{ device: "other", zone_id: 3, item_id: 8, answer: "pass" }], head: { weather: "晴", progress: "好" }, attendees: [{ name: "某" }] };
  equal(missing(said([pass(3, 7)], server, "mine"), [], walk(ZONES, CHECKS)), []);
});

test("a failed check without a finding is missing one, and one with a finding is not", () => {
  const rest = { head: { weather: "晴", progress: "好" }, attendees: [{ name: "某" }] };
  const stops = walk(ZONES, CHECKS).slice(0, 1);
  equal(missing(said([fail(2, 7)], rest, "mine"), [], stops).map((gap) => gap.code), ["fail_without_finding"]);
  const raised = item("finding:f", "finding", { zone_id: 2 }, { from: "check:2:7" });
  equal(missing(said([fail(2, 7), raised], rest, "mine"), [], stops), []);
});

test("names and weather alone are nothing to sign", () => {
  const people = item("attendee:a", "attendee", { name: "某" }), sky = item("head:weather", "head", { value: "晴" });
  equal([isEmpty(said([people, sky], null, "mine")), isEmpty(said([pass(2, 7)], null, "mine"))], [true, false]);
});

test("a round on the phone and in the library's list is one choice", () => {
  const listed = [{ id: null, client_id: null, series_id: 2, planned_on: "2026-04-01" }, { id: 9, client_id: "x", series_id: null, planned_on: "2026-04-01" }];
  const own = [{ key: "a", series_id: 2, planned_on: "2026-04-01", round_id: null }, { key: "b", series_id: null, planned_on: "2026-04-01", round_id: null, client_id: "b" }];
  equal(choices(listed, own).map((entry) => [entry.listed?.id, entry.own?.key]), [[null, "a"], [9, undefined], [undefined, "b"]]);
});
