import { Actions } from "/field/actions.js";
import { Data } from "/field/data.js";
import { openStore } from "/field/store.js";
import { equal, test } from "./check.js";

let number = 0;
const sender = { kick: () => {} };

async function phone() {
  const store = await openStore(`test-${Date.now()}-${(number += 1)}`);
  const data = await new Data(store).load();
  return { store, data, actions: new Actions({ data, sender, photoWord: () => "照片" }) };
}

test("what was tapped is there when the page opens again", async () => {
  const { store, data, actions } = await phone();
  const key = await actions.begin(1, null, "2026-04-01", "");
  await actions.check(key, 3, 9, "pass");
  const again = await new Data(store).load();
  equal([again.device === data.device, again.itemsOf(key).map((item) => item.fields.answer)], [true, ["pass"]]);
});

test("two quick answers in one place are one item with the last word", async () => {
  const { data, actions } = await phone();
  await Promise.all([actions.check("r", 3, 9, "pass"), actions.check("r", 3, 9, "fail")]);
  equal(data.itemsOf("r").map((item) => item.fields.answer), ["fail"]);
});

test("words about a finding and the answer to it do not overwrite each other", async () => {
  const { data, actions } = await phone();
  await actions.observe("r", 5, { observation: "fixed" });
  await Promise.all([actions.observe("r", 5, { text: "门已装好" }), actions.observe("r", 5, { observation: "worse" })]);
  equal(data.itemsOf("r").map(({ fields }) => [fields.observation, fields.text]), [["worse", "门已装好"]]);
});

test("undo gives back the earlier answer, and no answer where there was none", async () => {
  const { data, actions } = await phone();
  await actions.check("r", 3, 9, "pass", "tap");
  await actions.check("r", 3, 9, "fail", "tap");
  await actions.undo();
  equal(data.itemsOf("r").map((item) => item.fields.answer), ["pass"]);
  await actions.check("r", 3, 10, "fail", "tap");
  await actions.undo();
  equal(data.itemsOf("r").length, 1);
});

test("an emptied note is taken back, one with photos keeps a word", async () => {
  const { data, actions } = await phone();
  await actions.note("r", 3, "墙面有湿痕");
  await actions.note("r", 3, " ");
  equal(data.itemsOf("r").length, 0);
  await actions.addZonePhotos("r", 3, [new File([new Uint8Array(9)], "a.jpg")], 1000);
  await actions.note("r", 3, "");
  equal(data.itemsOf("r").map((item) => item.fields.text), ["照片"]);
});

test("a picture above the limit that cannot be made smaller is named, not kept", async () => {
  const { data, actions } = await phone();
  const refused = await actions.addPhotos("r", "round", "", [new File([new Uint8Array(2_000_001)], "b.jpg")], 1000);
  equal([refused, data.photosOf("r").length], [[{ name: "b.jpg", size: 3 }], 0]);
});

test("a full phone is told apart from a broken store", async () => {
  const { store } = await phone();
  const full = () => { throw new DOMException("full", "QuotaExceededError"); };
  const caught = await store.transaction(["meta"], "readwrite", full).catch((error) => error);
  equal([caught.constructor.name, caught.full], ["StoreError", true]);
});

test("a tap is on the phone within 50 ms, the middle of twenty", async () => {
  const { actions } = await phone();
  const took = [];
  for (let n = 0; n < 20; n += 1) {
    const start = performance.now();
    await actions.check("r", 3, n, "pass");
    took.push(performance.now() - start);
  }
  equal(took.sort((a, b) => a - b)[10] <= 50, true);
});
