// The outbox: sends what waits, in order, again and again until the library has said that it is saved.
//
// Nothing here keeps a state of its own that matters: what waits is read from the store at each pass, so that a tab
// closed in the middle, or a second tab, goes on where the first one stopped.

import { ApiError } from "./api.js";
import * as items from "./items.js";

const PART_BYTES = 512 * 1024;
const LONGEST_WAIT_MS = 60_000;

/** How long to wait after the n-th failure in a row: 1, 2, 4 … 60 s, each shortened by up to a half by chance. */
export function backOff(failures, random) {
  const full = Math.min(LONGEST_WAIT_MS, 1000 * 2 ** Math.min(failures - 1, 10));
  return Math.round(full * (1 - random / 2));
}

/** One sender for all tabs of this page, where the browser can say so. */
export function alone(work) {
  return navigator.locks ? navigator.locks.request("kaiguan-field-sender", work) : work();
}

export class Sender {
  /** `holds(item)`: whether an item may still be undone, and so does not leave yet. */
  constructor({ data, api, holds = () => false, exclusive = alone, random = Math.random, later = (run, wait) => setTimeout(run, wait), online = () => navigator.onLine }) {
    Object.assign(this, { data, api, holds, exclusive, random, later, online });
    Object.assign(this, { failures: 0, timer: null, running: false, again: false, moved: false });
    this.status = { sending: false, retryAt: null, problem: null };
  }

  /** Sends soon; `fresh`: forget earlier failures, because something has changed (the line is back, a person asks). */
  kick(fresh = false) {
    if (fresh) this.failures = 0;
    if (this.running) {
      this.again = true;
      return this.running;
    }
    if (!fresh && (!this.online() || this.timer)) return Promise.resolve();
    clearTimeout(this.timer);
    this.timer = null;
    this.running = this.run().finally(() => {
      this.running = false;
      if (this.again) {
        this.again = false;
        this.kick();
      }
    });
    return this.running;
  }

  async run() {
    this.moved = false;
    this.say({ sending: true, retryAt: null });
    try {
      await this.exclusive(() => this.pass());
      this.failures = 0;
      this.say({ sending: false, problem: null });
    } catch (error) {
      this.failures = this.moved ? 1 : this.failures + 1; // a line that lets something through is tried again soon
      const wait = backOff(this.failures, this.random());
      const problem = error instanceof ApiError ? error.kind : "busy";
      this.say({ sending: false, problem, retryAt: Date.now() + wait });
      this.timer = this.later(() => {
        this.timer = null;
        this.kick();
      }, wait);
      if (!(error instanceof ApiError)) console.error(error);
    }
  }

  say(status) {
    Object.assign(this.status, status);
    this.data.tell();
  }

  /** One pass over everything that waits. Throws where the line or the server fails; refusals are kept with their item. */
  async pass() {
    await this.data.refresh();
    for (const { key } of [...this.data.rounds.values()].sort((a, b) => (a.made_at < b.made_at ? -1 : 1))) {
      if (this.hasWork(key)) await this.round(key);
    }
  }

  hasWork(key) {
    const round = this.data.rounds.get(key);
    if (!round || round.error) return false;
    const photos = this.data.photosOf(key).some((photo) => photo.state === items.KEPT);
    return !round.round_id || photos || round.sign?.state === items.KEPT || this.waiting(key).length > 0;
  }

  waiting(key) {
    return items.waiting(this.data.itemsOf(key)).filter((item) => !this.holds(item));
  }

  async round(key) {
    try {
      await this.begin(key);
      await this.items(key);
      await this.photos(key);
      await this.sign(key);
      await this.read(key);
    } catch (error) {
      if (error.kind !== "refused") throw error;
      await this.data.update("rounds", key, (round) => ({ ...round, error: asError(error) }));
    }
  }

  async begin(key) {
    const { round_id, project, series_id, planned_on, held_on, client_id } = this.data.rounds.get(key);
    if (round_id) return;
    const body = { client_id, series_id, planned_on, held_on };
    const answer = await this.api.begin(project, body);
    this.moved = true;
    await this.data.update("rounds", key, (round) => ({ ...round, round_id: answer.round_id, joined: answer.client_id }));
  }

  async items(key) {
    for (let waiting = this.waiting(key); waiting.length; waiting = this.waiting(key)) {
      const [parcel] = items.parcels(waiting);
      await this.parcel(key, parcel);
    }
  }

  async parcel(key, parcel) {
    const { project, round_id } = this.data.rounds.get(key);
    const departed = await this.data.change(
      parcel.map(({ client_id }) => ({ store: "items", key: client_id, make: (item) => item && items.departing(item) })),
    );
    const sent = departed.filter(Boolean);
    const results = await this.deliver(project, round_id, sent);
    await this.data.change(
      sent.map((item, index) => ({
        store: "items",
        key: item.client_id,
        make: (current) => current && items.settled(current, item.at, results[index]),
      })),
    );
  }

  // A parcel that the library cannot read as a whole is sent piece by piece, so that one bad item holds up none.
  async deliver(project, round_id, sent) {
    try {
      const { results } = await this.api.send(project, round_id, this.data.device, sent.map(items.wire));
      this.moved = true;
      return results;
    } catch (error) {
      if (error.kind !== "refused" || ![400, 413].includes(error.status)) throw error;
      if (sent.length === 1) return [{ status: items.REFUSED, error: asError(error) }];
      const results = [];
      for (const item of sent) results.push(...(await this.deliver(project, round_id, [item])));
      return results;
    }
  }

  async photos(key) {
    const waiting = this.data.photosOf(key).filter((photo) => photo.state === items.KEPT);
    for (const photo of waiting.sort((a, b) => (a.at < b.at ? -1 : 1))) {
      await this.items(key); // what is tapped meanwhile does not wait behind a large picture
      if (photo.on === "round" || this.data.items.get(photo.on)?.state === items.SAVED) await this.photo(key, photo);
    }
    await this.items(key);
  }

  async photo(key, photo) {
    const { project, round_id } = this.data.rounds.get(key);
    const { bytes } = (await this.data.store.read("blobs", photo.client_id)) ?? {};
    if (!bytes) return;
    const of = { round: round_id, on: photo.on, purpose: photo.purpose, size: bytes.size };
    try {
      let offset = photo.begun ? await this.api.photoOffset(project, photo.client_id) : 0;
      await this.data.update("photos", photo.client_id, (record) => ({ ...record, begun: true }));
      for (let done = false; !done; ) {
        const part = bytes.slice(offset, offset + PART_BYTES);
        ({ offset, done } = await this.part(project, photo.client_id, of, offset, part));
        this.moved = true;
        await this.data.update("photos", photo.client_id, (record) => ({ ...record, offset }));
      }
      await this.putAway(photo.client_id);
    } catch (error) {
      if (error.kind !== "refused") throw error;
      const refused = { state: items.REFUSED, error: asError(error) };
      await this.data.update("photos", photo.client_id, (record) => ({ ...record, ...refused }));
    }
  }

  async part(project, id, of, offset, part) {
    try {
      return await this.api.photoPart(project, id, of, offset, part);
    } catch (error) {
      if (error.status === 409 && error.offset !== null && error.offset !== offset) {
        return { offset: error.offset, done: false };
      }
      throw error;
    }
  }

  putAway(id) {
    return this.data.change([
      { store: "photos", key: id, make: (record) => record && { ...record, state: items.SAVED, error: null } },
      { store: "blobs", key: id, make: () => null },
    ]);
  }

  // The signature is the last thing to leave: it waits for all that was tapped before it.
  async sign(key) {
    const { project, round_id, sign } = this.data.rounds.get(key);
    if (sign?.state !== items.KEPT || unsettled(this.data, key)) return;
    try {
      await this.api.sign(project, round_id, { client_id: sign.client_id, name: sign.name });
      await this.signed(key, { state: items.SAVED, error: null });
    } catch (error) {
      if (error.kind !== "refused") throw error;
      await this.signed(key, { state: items.REFUSED, error: asError(error) });
    }
  }

  signed(key, outcome) {
    return this.data.update("rounds", key, (round) => ({ ...round, sign: round.sign && { ...round.sign, ...outcome } }));
  }

  /** Learns what all devices have said in a round. */
  async read(key) {
    const { project, round_id } = this.data.rounds.get(key);
    if (!round_id) return;
    const server = await this.api.round(project, round_id);
    await this.data.update("rounds", key, (round) => ({ ...round, server, read_at: Date.now() }));
  }
}

/** Whether anything said in a round has not arrived, or waits for a decision. */
export function unsettled(data, key) {
  const open = data.itemsOf(key).some((item) => item.state !== items.SAVED);
  return open || data.photosOf(key).some((photo) => photo.state === items.KEPT);
}

function asError({ code, message }) {
  return { code: code ?? "refused", message: message ?? "" };
}
