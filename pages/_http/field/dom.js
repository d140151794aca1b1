// Elements without a framework. Text goes in as text, never as markup.

const SVG = "http://www.w3.org/2000/svg";
const ICONS = {
  back: "M15 5l-7 7 7 7",
  next: "M9 5l7 7-7 7",
  check: "M5 12.5l4.5 4.5L19 7.5",
  cross: "M6 6l12 12M18 6L6 18",
  none: "M6 12h12",
  worse: "M12 5v10M12 19v.5",
  camera: "M4 8h3.5L9 5.5h6L16.5 8H20v11H4zM12 10.2a3.3 3.3 0 100 6.6 3.3 3.3 0 000-6.6z",
  plus: "M12 5v14M5 12h14",
  phone: "M8 3h8v18H8zM11 18h2",
  library: "M4 20h16M5 20V9l7-5 7 5v11M9 20v-7M12 20v-7M15 20v-7",
  flag: "M6 21V4h11l-2.5 4L17 12H6",
};

/** `h("button", {class: "big", onclick}, "Text", child)`; null, false and undefined children are left out. */
export function h(tag, props = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name === "value") element.value = value;
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat(9).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

/** A line drawing that says nothing to a screen reader: the words beside it do. */
export function icon(name) {
  const drawing = document.createElementNS(SVG, "svg");
  drawing.setAttribute("viewBox", "0 0 24 24");
  drawing.setAttribute("aria-hidden", "true");
  const line = document.createElementNS(SVG, "path");
  line.setAttribute("d", ICONS[name]);
  drawing.append(line);
  return drawing;
}

export function button(label, onclick, { kind = "", mark = null, ...props } = {}) {
  return h("button", { type: "button", class: `button ${kind}`, onclick, ...props }, marked(label, mark));
}

export function link(label, href, { kind = "", mark = null, ...props } = {}) {
  return h("a", { class: `button ${kind}`, href, ...props }, marked(label, mark));
}

// The arrow onwards stands behind the words, every other mark before them.
function marked(label, mark) {
  const words = h("span", {}, label);
  return mark === "next" ? [words, icon(mark)] : [mark && icon(mark), words];
}

const unsaved = new Set();

/** Stores at once what is being typed; before the page is hidden, left or updated. */
export function flushTyping() {
  return Promise.all([...unsaved].map((flush) => flush()));
}

const TYPING_MS = 250;

/** A labelled text field that stores what is typed: after a short pause, and when it is left. */
export function textField({ label, hint = "", value = "", rows = 0, limit, save, hideLabel = false, ...props }) {
  let timer = null;
  const flush = () => {
    clearTimeout(timer);
    unsaved.delete(flush);
    return save(input.value);
  };
  const input = h(rows ? "textarea" : "input", {
    placeholder: hint, value, maxlength: limit, rows: rows || null, "aria-label": hideLabel ? label : null, ...props,
    oninput: () => {
      clearTimeout(timer);
      unsaved.add(flush);
      timer = setTimeout(flush, TYPING_MS);
      if (rows) grow();
    },
    onblur: () => unsaved.has(flush) && flush(),
  });
  const grow = () => {
    input.style.height = "auto";
    input.style.height = `${input.scrollHeight + 2}px`;
  };
  if (rows) requestAnimationFrame(grow);
  return hideLabel ? input : h("label", { class: "field" }, h("span", {}, label), input);
}

/** One choice of several, as large buttons: [{value, label, mark, tone}]. */
export function choice({ label, options, value, pick, kind = "" }) {
  return h("div", { class: `choice ${kind}`, role: "group", "aria-label": label },
    options.map((option) => h("button", {
      type: "button", class: `option ${option.tone ?? ""}`, "aria-pressed": String(option.value === value),
      onclick: () => pick(option.value),
    }, option.mark && icon(option.mark), h("span", {}, option.label, option.help && h("small", {}, option.help)))));
}
