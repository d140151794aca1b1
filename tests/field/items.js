import { CONFLICT, KEPT, REFUSED, SAVED, counts, decided, departing, instantAfter, parcels, settled, slots, spoken, waiting, wire, withdrawn } from "/field/items.js";
import { equal, test } from "./check.js";

const T1 = "2026-04-01T01:00:00.000Z", T2 = "2026-04-01T01:00:05.000Z", T3 = "2026-04-01T01:00:09.000Z";

const check = (answer, at = T1, before = undefined) => spoken(before, {
  round: "r", slot: slots.check(3, 9), kind: "check", fields: { zone_id: 3, item_id: 9, answer }, at, id: "c1",
});
const weather = (value, original, at = T1, before = undefined) => spoken(before, {
  round: "r", slot: slots.head("weather"), kind: "head", fields: { field: "weather", value, original }, at, id: "h1",
});

test("an answer changed before it was sent travels once, as it was said last", () => {
  const item = check("fail", T2, check("pass"));
  equal(waiting([item]).map(wire), [{ client_id: "c1", kind: "check", at: T2, zone_id: 3, item_id: 9, answer: "fail" }]);
});

test("an answer changed while it was under way stays waiting", () => {
  const sent = departing(check("pass"));
  const changed = check("fail", T2, sent);
  const after = settled(changed, T1, { status: SAVED, record_id: 31 });
  equal([after.state, after.fields.answer, after.at, after.record_id], [KEPT, "fail", T2, 31]);
});

test("a saved answer is saved, a refused one keeps its reason", () => {
  equal(settled(check("pass"), T1, { status: SAVED, record_id: 31 }).state, SAVED);
  const refused = settled(check("pass"), T1, { status: REFUSED, error: { code: "round_signed", message: "signed" } });
  equal([refused.state, refused.error.code], [REFUSED, "round_signed"]);
});

test("what never left the phone is taken back without a word to the library", () => {
  equal(withdrawn(check("pass"), T2, "w1"), null);
});

test("what has left the phone is taken back by name", () => {
  const gone = withdrawn(departing(check("pass")), T2, "w1");
  equal(wire(gone), { client_id: "w1", kind: "withdraw", of: "c1", at: T2 });
  equal(settled(gone, T2, { status: SAVED }), null);
  equal(settled(gone, T2, { status: REFUSED, error: { code: "not_found" } }), null);
});

test("what the library does not give back stands again", () => {
  const gone = withdrawn(departing(check("pass")), T2, "w1");
  const after = settled(gone, T2, { status: REFUSED, error: { code: "round_signed" } });
  equal([after.withdrawn, after.state], [false, SAVED]);
});

test("a head field saved is what the next change starts from", () => {
  const saved = settled(departing(weather("阴", "")), T1, { status: SAVED });
  equal(saved.fields, { field: "weather", value: "阴", original: "阴" });
});

test("a head field that somebody else changed is a conflict with both values", () => {
  const contested = settled(departing(weather("阴", "")), T1, { status: CONFLICT, theirs: "晴", mine: "阴" });
  equal([contested.state, contested.theirs, contested.fields.value], [CONFLICT, "晴", "阴"]);
});

test("this phone's own earlier word, whose answer was lost, is no conflict", () => {
  const first = departing(weather("阴", ""));
  const second = departing(weather("阴,8℃", "", T2, first));
  const after = settled(second, T2, { status: CONFLICT, theirs: "阴", mine: "阴,8℃" });
  equal([after.state, after.fields.original], [KEPT, "阴"]);
});

test("a conflict is settled by mine, theirs or both", () => {
  const contested = { ...weather("阴", "晴"), state: CONFLICT, theirs: "雨" };
  const mine = decided(contested, "mine", T3), theirs = decided(contested, "theirs", T3), both = decided(contested, "both", T3);
  equal([mine.state, mine.fields.value, mine.fields.original, mine.at], [KEPT, "阴", "雨", T3]);
  equal([theirs.state, theirs.fields.value], [SAVED, "雨"]);
  equal([both.state, both.fields.value], [KEPT, "雨\n阴"]);
});

test("instants go forward when the phone's clock goes back", () => {
  equal(instantAfter("2026-04-01T01:00:00.000Z", Date.parse("2026-03-31T00:00:00Z")), "2026-04-01T01:00:00.001Z");
  equal(instantAfter("", Date.parse("2026-04-01T02:00:00Z")), "2026-04-01T02:00:00.000Z");
});

test("items leave in the order of the taps", () => {
  const late = { ...check("pass", T3), client_id: "late" }, early = { ...check("pass", T1), client_id: "early" };
  equal(waiting([late, { ...early, client_id: "done", state: SAVED }, early]).map((item) => item.client_id), ["early", "late"]);
});

test("a parcel holds at most a hundred items and about 400 kB", () => {
  const many = Array.from({ length: 230 }, (_, n) => ({ ...check("pass"), client_id: `c${n}` }));
  equal(parcels(many).map((parcel) => parcel.length), [100, 100, 30]);
  const long = Array.from({ length: 3 }, () => ({ ...check("pass"), fields: { text: "检".repeat(70_000) } }));
  equal(parcels(long).map((parcel) => parcel.length), [1, 1, 1]);
});

test("the strip counts items, photos and the signature, and not what was taken back", () => {
  const items = [{ state: SAVED }, { state: KEPT }, { state: REFUSED }, { state: KEPT, withdrawn: true }];
  equal(counts(items, [{ state: SAVED }], [{ sign: { state: KEPT } }, { sign: null }]), { kept: 5, saved: 2, refused: 1 });
});
