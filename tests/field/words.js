import { Words, chosen, fill } from "/field/words.js";
import { equal, test } from "./check.js";

test("facts are put into a sentence, unknown names stay", () => {
  equal(fill("{n} of {total} {x}", { n: 1, total: 3 }), "1 of 3 {x}");
});

test("the language asked for goes before the remembered one and the browser's", () => {
  equal([chosen("?lang=en", "zh", "zh-CN"), chosen("", "zh", "en-GB"), chosen("", null, "zh-TW"), chosen("?lang=fr", null, "fr")], ["en", "zh", "zh", "en"]);
});

test("a day is written as a person of the language writes it, the year only when it is another", () => {
  const zh = new Words({}, "zh"), en = new Words({}, "en");
  equal([zh.day("2026-03-18"), en.day("2026-03-18")], ["3月18日 周三", "Wed 18 Mar"]);
  equal([zh.day("2025-12-31", "2026-01-02"), en.day("2025-12-31", "2026-01-02")], ["2025年12月31日 周三", "Wed 31 Dec 2025"]);
});

test("a word that is not there shows its key", () => {
  equal(new Words({ en: { a: "A {n}" } }, "en").t("a", { n: 2 }) + new Words({}, "en").t("b"), "A 2b");
});
