// What this phone holds, in memory for drawing and in the store for good: memory follows the store, never leads.

const HELD = ["meta", "rounds", "items", "photos"];
const KEY = { meta: "key", rounds: "key", items: "client_id", photos: "client_id", blobs: "client_id" };
const KEPT_DAYS = 14;

/** A UUID, also where the page is not served over a secure line. */
export function uuid() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

export class Data {
  constructor(store, channel = null) {
    this.store = store;
    this.channel = channel;
    this.listeners = new Set();
    for (const name of HELD) this[name] = new Map();
    if (channel) channel.onmessage = () => this.refresh();
  }

  /** Reads everything from the store; the device gets its name on the first visit. */
  async load() {
    await this.refresh();
    if (!this.meta.has("device")) await this.put("meta", { key: "device", value: uuid() });
    return this;
  }

  async refresh() {
    const read = await this.store.readAll(HELD);
    for (const name of HELD) this[name] = new Map(read[name].map((record) => [record[KEY[name]], record]));
    this.tell();
  }

  /** Called after every change, whichever tab made it. */
  subscribe(listener) {
    this.listeners.add(listener);
  }

  tell() {
    for (const listener of this.listeners) listener();
  }

  get device() {
    return this.meta.get("device").value;
  }

  value(key, otherwise = null) {
    return this.meta.get(key)?.value ?? otherwise;
  }

  itemsOf(round) {
    return [...this.items.values()].filter((item) => item.round === round);
  }

  photosOf(round) {
    return [...this.photos.values()].filter((photo) => photo.round === round);
  }

  /** Stores changes (see `Store.change`), then shows them in memory. */
  async change(changes) {
    const written = await this.store.change(changes);
    changes.forEach(({ store, key }, index) => {
      if (!this[store]) return;
      if (written[index] === null) this[store].delete(key);
      else if (written[index] !== undefined) this[store].set(key, written[index]);
    });
    this.channel?.postMessage("changed");
    this.tell();
    return written;
  }

  put(store, record) {
    return this.change([{ store, key: record[KEY[store]], make: () => record }]);
  }

  update(store, key, make) {
    return this.change([{ store, key, make: (current) => (current ? make(current) : undefined) }]);
  }

  /** The last instant that this phone has used, over all rounds. */
  lastInstant() {
    let last = "";
    for (const item of this.items.values()) if (item.at > last) last = item.at;
    return last;
  }

  /** Lets go of rounds that are signed and wholly in the library for a fortnight. */
  async forgetOld(now) {
    const old = [...this.rounds.values()].filter(
      ({ server, read_at }) => server?.signed && read_at && now - read_at > KEPT_DAYS * 86_400_000,
    );
    const changes = old.flatMap(({ key }) => {
      const items = this.itemsOf(key), photos = this.photosOf(key);
      if ([...items, ...photos].some((thing) => thing.state !== "saved")) return [];
      const gone = (store) => (id) => ({ store, key: id, make: () => null });
      const ids = photos.map((photo) => photo.client_id);
      return [
        gone("rounds")(key),
        ...items.map((item) => gone("items")(item.client_id)),
        ...ids.map(gone("photos")),
        ...ids.map(gone("blobs")),
      ];
    });
    if (changes.length) await this.change(changes);
  }
}
