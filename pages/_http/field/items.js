// What was tapped, as records that merge, travel and come to rest. Pure: no storage, no clock, no network.
//
// An item is what this device says in one place of a round (its `slot`): the answer to a check, the note of a
// zone, one attendee. Saying it again keeps the `client_id` and moves `at` on, so that only the last word travels.

export const KEPT = "kept";
export const SAVED = "saved";
export const REFUSED = "refused";
export const CONFLICT = "conflict";

export const slots = {
  check: (zone, item) => `check:${zone}:${item}`,
  observation: (finding) => `observation:${finding}`,
  note: (zone) => `note:${zone ?? ""}`,
  head: (field) => `head:${field}`,
  own: (kind, id) => `${kind}:${id}`, // an attendee, a finding, an addendum: each has a place of its own
};

/** The instant of a tap: never earlier than the last one, whatever the phone's clock was set to meanwhile. */
export function instantAfter(last, now) {
  const floor = last ? Date.parse(last) + 1 : 0;
  return new Date(Math.max(now, floor)).toISOString();
}

/** The item with new `fields`; `before` is what this device said in the slot so far, if anything. */
export function spoken(before, { round, slot, kind, fields, at, id }) {
  const base = before ?? { client_id: id, round, slot, kind, tried: [], sent_at: null, made_at: at };
  return { ...base, fields: { ...fields }, at, state: KEPT, error: null, theirs: undefined };
}

/** The item taken back: null where it never left the phone, else a record that tells the library so. */
export function withdrawn(item, at, id) {
  if (item.tried.length === 0) return null;
  return { ...item, withdrawn: true, withdraw_id: id, at, state: KEPT, error: null, theirs: undefined };
}

/** The item before it is sent: it remembers what went out, because an answer may be lost. */
export function departing(item) {
  const last = item.kind === "head" ? item.fields.value : true;
  return item.tried.includes(last) ? item : { ...item, tried: [...item.tried, last] };
}

/** The item as the library reads it. */
export function wire(item) {
  const { client_id, kind, fields, at } = item;
  if (item.withdrawn) return { client_id: item.withdraw_id, kind: "withdraw", of: client_id, at };
  return { client_id, kind, at, ...fields };
}

/**
 * The item after the library's answer to what was sent at `sentAt`; null where it is gone for good.
 * A tap made while the answer was under way stays waiting.
 */
export function settled(item, sentAt, result) {
  if (item.withdrawn) return settledWithdrawal(item, sentAt, result);
  const confirmed = result.status === SAVED ? { record_id: result.record_id ?? item.record_id, sent_at: sentAt } : {};
  const moved = item.kind === "head" && result.status === SAVED ? rebased(item, sentAt) : item;
  if (item.at !== sentAt) return { ...moved, ...confirmed };
  if (result.status === SAVED) return { ...moved, ...confirmed, state: SAVED, error: null, theirs: undefined };
  if (result.status === CONFLICT) return contested(item, result.theirs ?? "");
  return { ...item, state: REFUSED, error: result.error ?? { code: "refused", message: "" } };
}

// What the library never had is gone; what it does not give back (a signed round, an answer) stands again.
function settledWithdrawal(item, sentAt, result) {
  if (item.at !== sentAt) return item;
  if (result.status !== REFUSED || result.error?.code === "not_found") return null;
  return { ...item, withdrawn: false, state: SAVED, sent_at: sentAt, error: null };
}

// A head field is compared with what stood before: what is saved now is what the next change starts from.
function rebased(item, sentAt) {
  const standing = item.at === sentAt ? item.fields.value : item.tried.at(-1);
  return { ...item, fields: { ...item.fields, original: standing }, tried: [standing] };
}

// "Somebody" may be this phone itself, whose earlier word arrived while its answer was lost.
function contested(item, theirs) {
  if (item.tried.slice(0, -1).includes(theirs)) {
    return { ...item, fields: { ...item.fields, original: theirs }, state: KEPT };
  }
  return { ...item, state: CONFLICT, theirs };
}

/** A contested item, decided: `theirs`; of a head field also `mine` or `both`. */
export function decided(item, choice, at) {
  const { theirs, fields } = item;
  if (item.kind !== "head") return { ...item, fields: { ...fields, ...theirs }, state: SAVED, theirs: undefined };
  const value = { mine: fields.value, theirs, both: `${theirs}\n${fields.value}` }[choice];
  const next = { ...item, fields: { ...fields, value, original: theirs }, tried: [], theirs: undefined };
  return choice === "theirs" ? { ...next, state: SAVED, sent_at: item.at } : { ...next, state: KEPT, at };
}

/** What waits to be sent, in the order of the taps. */
export function waiting(items) {
  return items.filter((item) => item.state === KEPT).sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
}

/** The waiting items in parcels that the API takes: at most `most` each and about `bytes` of text. */
export function parcels(items, most = 100, bytes = 400_000) {
  const all = [];
  let parcel = [], weight = 0;
  for (const item of items) {
    const size = JSON.stringify(wire(item)).length * 3; // three bytes a character: Chinese in UTF-8
    if (parcel.length === most || (parcel.length && weight + size > bytes)) {
      all.push(parcel);
      [parcel, weight] = [[], 0];
    }
    parcel.push(item);
    weight += size;
  }
  return parcel.length ? [...all, parcel] : all;
}

/** How much is on the phone, and how much of it has arrived; a signature counts as one. */
export function counts(items, photos, rounds) {
  const things = [...items.filter((item) => !item.withdrawn), ...photos, ...rounds.map((r) => r.sign).filter(Boolean)];
  const of = (state) => things.filter((thing) => thing.state === state).length;
  return { kept: things.length, saved: of(SAVED), refused: of(REFUSED) + of(CONFLICT) };
}
