// The page's words and dates in the language that was chosen.

const LOCALES = { zh: "zh-CN", en: "en-GB" };

/** Puts facts into a sentence: `fill("{n} of {total}", {n: 1, total: 3})`. */
export function fill(sentence, facts) {
  return sentence.replace(/\{(\w+)\}/g, (whole, name) => (name in facts ? String(facts[name]) : whole));
}

/** The language asked for in the address, else the remembered one, else the browser's. */
export function chosen(query, remembered, browser) {
  const asked = new URLSearchParams(query).get("lang");
  if (asked in LOCALES) return asked;
  if (remembered in LOCALES) return remembered;
  return browser.toLowerCase().startsWith("zh") ? "zh" : "en";
}

/** The day of an instant on this phone, as `2026-04-01`. */
export function localDay(instant) {
  const day = new Date(instant);
  return new Date(Date.UTC(day.getFullYear(), day.getMonth(), day.getDate())).toISOString().slice(0, 10);
}

export class Words {
  constructor(all, language) {
    this.all = all;
    this.language = language;
  }

  get other() {
    return this.language === "zh" ? "en" : "zh";
  }

  /** The word of a key with its facts; the key itself where there is no such word. */
  t(key, facts = {}) {
    return fill(this.all[this.language]?.[key] ?? key, facts);
  }

  /** A day such as `3月18日 周三` or `Wed 18 Mar`; with its year where that is not the year of `today`. */
  day(iso, today = iso) {
    const date = new Date(`${iso}T12:00:00`);
    const format = (options) => new Intl.DateTimeFormat(LOCALES[this.language], options).format(date);
    const year = iso.slice(0, 4) === today.slice(0, 4) ? {} : { year: "numeric" };
    const weekday = format({ weekday: "short" });
    if (this.language === "zh") return `${format({ ...year, month: "long", day: "numeric" })} ${weekday}`;
    return `${weekday} ${format({ ...year, day: "numeric", month: "short" })}`;
  }

  /** The time of day of an instant on this phone, as `14:05`. */
  time(instant) {
    return new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit" }).format(new Date(instant));
  }
}
