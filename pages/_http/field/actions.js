// What a person does in a round. Each of these is on the phone before its promise is kept.

import * as items from "./items.js";
import { uuid } from "./data.js";
import { keepable, preview } from "./photos.js";

const { slots } = items;

export class Actions {
  /** `sender.kick` is called after each change; `now` gives milliseconds; `photoWord()` heads a note of photos alone. */
  constructor({ data, sender, now = Date.now, photoWord = () => "Photo" }) {
    Object.assign(this, { data, sender, now, photoWord });
    this.lastTap = null;
    this.turn = Promise.resolve();
  }

  // One after the other: what is said next must see what was said before, however quick the fingers are.
  inTurn(work) {
    const result = this.turn.then(work);
    this.turn = result.catch(() => {});
    return result;
  }

  instant() {
    return items.instantAfter(this.data.lastInstant(), this.now());
  }

  /** What this device says in a slot now, or undefined. */
  current(round, slot) {
    return this.data.itemsOf(round).find((item) => item.slot === slot && !item.withdrawn);
  }

  // Says something in a slot; `tap`: a sentence under which it can be undone.
  async say(round, slot, kind, fields, { tap = null, from = null, id = uuid() } = {}) {
    const before = this.current(round, slot);
    const at = this.instant();
    const key = before?.client_id ?? id;
    const make = (stored) => {
      const said = items.spoken(stored ?? before, { round, slot, kind, fields, at, id: key });
      return from ? { ...said, from } : said;
    };
    await this.data.change([{ store: "items", key, make }]);
    if (tap) this.lastTap = { round, slot, kind, before: before?.fields ?? null, first: before ? null : key, label: tap };
    this.sender.kick();
    return key;
  }

  /** The last tap is final: a first answer, which the library does not give back, may leave now. */
  letGo() {
    this.lastTap = null;
    this.data.tell();
    this.sender.kick();
  }

  // Takes back what was said in a slot.
  async takeBack(round, slot, { tap = null } = {}) {
    const item = this.current(round, slot);
    if (!item) return;
    const at = this.instant();
    const make = (stored) => items.withdrawn(stored ?? item, at, uuid());
    const photos = this.data.photosOf(round).filter((photo) => photo.on === item.client_id && photo.state !== items.SAVED);
    const without = photos.flatMap(({ client_id: key }) => [
      { store: "photos", key, make: () => null },
      { store: "blobs", key, make: () => null },
    ]);
    await this.data.change([{ store: "items", key: item.client_id, make }, ...without]);
    if (tap) this.lastTap = { round, slot, kind: item.kind, before: item.fields, from: item.from, label: tap };
    this.sender.kick();
  }

  /** The last tap as if it had not been made. */
  undo() {
    return this.inTurn(async () => {
      const { round, slot, kind, before, from } = this.lastTap ?? {};
      this.lastTap = null;
      if (!round) return;
      if (before) await this.say(round, slot, kind, before, { from });
      else await this.takeBack(round, slot);
    });
  }

  /** Takes back an answer, an attendee or a finding. */
  remove(round, slot, tap = null) {
    return this.inTurn(() => this.takeBack(round, slot, { tap }));
  }

  check(round, zone, item, answer, tap = null) {
    const fields = { zone_id: zone, item_id: item, answer };
    return this.inTurn(() => this.say(round, slots.check(zone, item), "check", fields, { tap }));
  }

  /** What was seen of an earlier finding, or words about it: `part` is an `observation`, a `text` or both. */
  observe(round, finding, part, tap = null) {
    const slot = slots.observation(finding);
    return this.inTurn(() => {
      const fields = { finding_id: finding, text: "", ...this.current(round, slot)?.fields, ...part };
      return fields.observation && this.say(round, slot, "observation", fields, { tap });
    });
  }

  /** The note of a zone (null: of the round as a whole); an empty one is taken back unless photos hang on it. */
  note(round, zone, text) {
    const slot = slots.note(zone);
    return this.inTurn(() => {
      const before = this.current(round, slot);
      const photos = before && this.data.photosOf(round).some((photo) => photo.on === before.client_id);
      if (!text.trim() && !photos) return this.takeBack(round, slot);
      return this.say(round, slot, "note", { zone_id: zone, text: text.trim() ? text : this.photoWord() });
    });
  }

  /** A correction of a signed round. */
  addendum(round, text) {
    const id = uuid();
    return this.inTurn(() => this.say(round, slots.own("addendum", id), "note", { zone_id: null, text }, { id }));
  }

  /** A field of the head; `standing` is what the page showed before. */
  head(round, field, value, standing) {
    const slot = slots.head(field);
    return this.inTurn(() => {
      const before = this.current(round, slot);
      const original = before && before.state !== items.SAVED ? before.fields.original : standing;
      return value === (before?.fields.value ?? standing) ? null : this.say(round, slot, "head", { field, value, original });
    });
  }

  /** Records a finding under the client id of its draft, which ends with it; `from`: the slot of the failed check. */
  raise(round, draft, from = null) {
    const { client_id: id, ...fields } = draft.value;
    return this.inTurn(async () => {
      await this.say(round, slots.own("finding", id), "finding", fields, { id, from });
      await this.data.change([{ store: "meta", key: draft.key, make: () => null }]);
      return id;
    });
  }

  /** Changes a finding of this round. */
  amend(round, id, part) {
    const slot = slots.own("finding", id);
    return this.inTurn(() => this.say(round, slot, "finding", { ...this.current(round, slot).fields, ...part }));
  }

  /** Keeps what is filled in of a finding that is not recorded yet. */
  draft(key, value, part) {
    const make = (stored) => ({ key, value: { ...value, ...stored?.value, ...part } });
    return this.inTurn(() => this.data.change([{ store: "meta", key, make }]));
  }

  attend(round, name, organisation, tap) {
    const id = uuid();
    const fields = { name, organisation_id: organisation };
    return this.inTurn(() => this.say(round, slots.own("attendee", id), "attendee", fields, { id, tap }));
  }

  /** Keeps photos on a record (`on`: its client id, or "round"); gives the names of those that are too large. */
  async addPhotos(round, on, purpose, files, largest) {
    const refused = [];
    for (const file of files) {
      const bytes = await keepable(file, largest);
      if (bytes) await this.keepPhoto(round, on, purpose, file.name, bytes);
      else refused.push({ name: file.name, size: Math.ceil(file.size / 1e6) });
    }
    this.sender.kick();
    return refused;
  }

  async keepPhoto(round, on, purpose, name, bytes) {
    const client_id = uuid();
    const thumbnail = await preview(bytes);
    const at = this.instant();
    const record = { client_id, round, on, purpose, name, size: bytes.size, thumbnail, at, offset: 0, state: items.KEPT };
    await this.data.change([
      { store: "photos", key: client_id, make: () => record },
      { store: "blobs", key: client_id, make: () => ({ client_id, bytes }) },
    ]);
  }

  /** Photos of a zone hang on its note, which is begun for them if need be. */
  async addZonePhotos(round, zone, files, largest) {
    const slot = slots.note(zone);
    const on = await this.inTurn(() =>
      this.current(round, slot)?.client_id ?? this.say(round, slot, "note", { zone_id: zone, text: this.photoWord() }));
    return this.addPhotos(round, on, "", files, largest);
  }

  /** Photos of what became of an earlier finding; before an answer they hang on the note of its zone. */
  addFindingPhotos(round, finding, files, largest) {
    const answer = this.current(round, slots.observation(finding.id));
    if (answer) return this.addPhotos(round, answer.client_id, "after", files, largest);
    return this.addZonePhotos(round, finding.zone_id, files, largest);
  }

  /** Removes a photo that has not reached the library. */
  removePhoto(id) {
    return this.data.change([
      { store: "photos", key: id, make: () => null },
      { store: "blobs", key: id, make: () => null },
    ]);
  }

  /** Begins a round on this phone; gives its key. `listed` is one of the day's rounds, or null for an extra one. */
  async begin(project, listed, today, title) {
    const key = listed?.client_id ?? uuid();
    const round = {
      key, client_id: key, project, title, round_id: listed?.id ?? null, series_id: listed?.series_id ?? null,
      planned_on: listed?.planned_on ?? today, held_on: listed?.held_on ?? today, made_at: new Date(this.now()).toISOString(),
      findings: [], server: null, sign: null, error: null,
    };
    await this.data.put("rounds", round);
    navigator.storage?.persist?.();
    this.sender.kick();
    return key;
  }

  round(key, change) {
    return this.data.update("rounds", key, (round) => ({ ...round, ...change(round) }));
  }

  async sign(key, name) {
    this.lastTap = null;
    const sign = { client_id: uuid(), name, at: this.instant(), state: items.KEPT, error: null };
    await this.round(key, (round) => ({ sign: { ...sign, client_id: round.sign?.client_id ?? sign.client_id } }));
    await this.data.put("meta", { key: "name", value: name });
    this.sender.kick(true);
  }

  async keepWriting(key) {
    await this.round(key, () => ({ sign: null }));
  }

  /** Settles what two people wrote; `asNote`: what this phone wrote is kept beside the other as a note of its own. */
  async decide(id, choice, asNote = "") {
    const at = this.instant();
    const { round, fields } = this.data.items.get(id);
    await this.data.update("items", id, (item) => items.decided(item, choice, at));
    if (asNote) {
      const note = uuid();
      const said = { zone_id: fields.zone_id ?? null, text: asNote };
      await this.inTurn(() => this.say(round, slots.own("extra", note), "note", said, { id: note }));
    }
    this.sender.kick(true);
  }

  /** A refused item is sent once more, as it is. */
  async tryAgain(id) {
    const again = (record) => ({ ...record, state: items.KEPT, error: null });
    await this.data.update(this.data.items.has(id) ? "items" : "photos", id, again);
    this.sender.kick(true);
  }

  async retryRound(key, asExtra) {
    await this.round(key, () => (asExtra ? { error: null, series_id: null, client_id: uuid() } : { error: null }));
    this.sender.kick(true);
  }

  async discard(id) {
    if (this.data.items.has(id)) await this.data.change([{ store: "items", key: id, make: () => null }]);
    else await this.removePhoto(id);
  }
}
