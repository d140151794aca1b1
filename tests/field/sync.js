import { Actions } from "/field/actions.js";
import { ApiError } from "/field/api.js";
import { Data } from "/field/data.js";
import { openStore } from "/field/store.js";
import { Sender, backOff } from "/field/sync.js";
import { Line, equal, test } from "./check.js";

let number = 0;

/** A library that stores as docs/field-api.md says, in memory. */
class Library {
  constructor() {
    Object.assign(this, { rounds: new Map(), items: new Map(), photos: new Map(), signed: null, refuses: () => null });
  }

  begin(_project, { client_id }) {
    if (!this.rounds.has(client_id)) this.rounds.set(client_id, this.rounds.size + 1);
    return { round_id: this.rounds.get(client_id), client_id };
  }

  send(_project, _round, device, items) {
    const results = items.map((item) => {
      const error = this.refuses(item);
      if (error) return { client_id: item.client_id, status: "refused", error };
      const known = this.items.get(item.client_id);
      if (!known || item.at > known.at) this.items.set(item.client_id, { ...item, device });
      return { client_id: item.client_id, status: "saved", record_id: 1 };
    });
    return { results };
  }

  photoOffset(_project, id) {
    return this.photos.get(id)?.length ?? 0;
  }

  photoPart(_project, id, { size }, offset, bytes) {
    const held = this.photos.get(id)?.length ?? 0;
    if (held !== offset) throw new ApiError("refused", { status: 409, code: "photo_offset", offset: held });
    this.photos.set(id, { length: offset + bytes.size });
    return { offset: offset + bytes.size, done: offset + bytes.size === size };
  }

  sign(_project, _round, { name }) {
    this.signed ??= name;
    return { status: "signed" };
  }

  round() {
    return { head: {}, checks: [], notes: [], findings: [], attendees: [], observations: [], signed: this.signed && { name: this.signed } };
  }
}

async function phone() {
  const data = await new Data(await openStore(`sync-${Date.now()}-${(number += 1)}`)).load();
  const library = new Library(), line = new Line(library);
  line.ApiError = ApiError;
  const api = Object.fromEntries(["begin", "send", "photoOffset", "photoPart", "sign", "round"].map((name) => [name, (...rest) => line.call(name, ...rest)]));
  const later = [];
  const sender = new Sender({ data, api, exclusive: (work) => work(), random: () => 0, later: (run) => later.push(run), online: () => true });
  const quiet = { kick: () => {} };
  const actions = new Actions({ data, sender: quiet });
  const key = await actions.begin(1, null, "2026-04-01", "");
  return { data, library, line, sender, actions, key, later };
}

const states = (data, key) => [...data.itemsOf(key), ...data.photosOf(key)].map((thing) => thing.state);

test("the wait doubles from one second to a minute, shortened by chance by up to a half", () => {
  equal([1, 2, 3, 4, 5, 6, 7, 50].map((n) => backOff(n, 0)), [1000, 2000, 4000, 8000, 16000, 32000, 60000, 60000]);
  equal(backOff(3, 1), 2000);
});

test("a round is begun, filled, and signed last", async () => {
  const { data, library, line, sender, actions, key } = await phone();
  await actions.check(key, 3, 9, "pass");
  await actions.sign(key, "李某");
  await sender.kick();
  equal(line.calls, ["begin", "send", "sign", "round"]);
  equal([library.signed, data.rounds.get(key).sign.state, states(data, key)], ["李某", "saved", ["saved"]]);
});

test("an answer that is lost is asked for again, and everything is there once", async () => {
  const { data, library, line, sender, actions, key, later } = await phone();
  await actions.check(key, 3, 9, "pass");
  await actions.addPhotos(key, "round", "", [new File([new Uint8Array(1_200_000)], "a.jpg")], 2_000_000);
  await actions.sign(key, "李某");
  // every call is answered, and each first answer is lost
  for (let n = 0; n < 8 && data.rounds.get(key).server?.signed === undefined; n += 1) {
    line.faults = ["lost"];
    await sender.kick(true);
  }
  line.faults = [];
  await sender.kick(true);
  equal([library.rounds.size, library.items.size, [...library.photos.values()].map((photo) => photo.length), library.signed], [1, 1, [1_200_000], "李某"]);
  equal(states(data, key), ["saved", "saved"]);
  equal(later.length > 0, true);
});

test("a photo goes on where the line was cut", async () => {
  const { data, line, sender, actions, key, library } = await phone();
  await actions.addPhotos(key, "round", "", [new File([new Uint8Array(1_200_000)], "a.jpg")], 2_000_000);
  line.faults = ["", "", "cut"]; // begun; the first part arrives; the second does not
  await sender.kick(true);
  equal([[...library.photos.values()][0].length, states(data, key)], [524_288, ["kept"]]);
  line.calls = [];
  await sender.kick(true);
  equal(line.calls, ["photoOffset", "photoPart", "photoPart", "round"]);
  equal(states(data, key), ["saved"]);
});

test("a refused item keeps its reason, and holds up the signature but nothing else", async () => {
  const { data, library, sender, actions, key } = await phone();
  library.refuses = (item) => (item.item_id === 9 ? { code: "item_of_other_zone", message: "…" } : null);
  await actions.check(key, 3, 9, "pass");
  await actions.check(key, 3, 10, "pass");
  await actions.sign(key, "李某");
  await sender.kick(true);
  equal([states(data, key).sort(), library.signed], [["refused", "saved"], null]);
  await actions.discard(data.itemsOf(key).find((item) => item.state === "refused").client_id);
  await sender.kick(true);
  equal(library.signed, "李某");
});

test("one item that makes the whole parcel unreadable is found and refused alone", async () => {
  const { data, library, sender, actions, key } = await phone();
  const send = library.send.bind(library);
  library.send = (project, round, device, items) => {
    if (items.some((item) => item.answer === "fail")) throw new ApiError("refused", { status: 400, code: "field_malformed", message: "…" });
    return send(project, round, device, items);
  };
  await actions.check(key, 3, 9, "pass");
  await actions.check(key, 3, 10, "fail");
  await actions.check(key, 3, 11, "pass");
  await sender.kick(true);
  equal(states(data, key).sort(), ["refused", "saved", "saved"]);
});

test("a photo waits for the note on which it hangs", async () => {
  const { data, library, sender, actions, key } = await phone();
  library.refuses = (item) => (item.kind === "note" ? { code: "zone_archived", message: "…" } : null);
  await actions.addZonePhotos(key, 3, [new File([new Uint8Array(9)], "a.jpg")], 1000);
  await sender.kick(true);
  equal([library.photos.size, data.photosOf(key)[0].state], [0, "kept"]);
});

test("a round that the library refuses is kept with the reason and can be sent as an extra one", async () => {
  const { data, library, sender, actions, key } = await phone();
  const begin = library.begin.bind(library);
  library.begin = (project, body) => {
    if (body.series_id !== null) throw new ApiError("refused", { status: 409, code: "not_a_slot", message: "…" });
    return begin(project, body);
  };
  await actions.round(key, () => ({ series_id: 2 }));
  await actions.check(key, 3, 9, "pass");
  await sender.kick(true);
  equal([data.rounds.get(key).error.code, states(data, key)], ["not_a_slot", ["kept"]]);
  await actions.retryRound(key, true);
  await sender.kick(true);
  equal([data.rounds.get(key).error, states(data, key)], [null, ["saved"]]);
});

test("what may still be undone does not leave yet", async () => {
  const { data, line, sender, actions, key } = await phone();
  sender.holds = ({ client_id }) => actions.lastTap?.first === client_id;
  await actions.check(key, 3, 9, "pass", "tap");
  await sender.kick(true);
  equal([line.calls.includes("send"), states(data, key)], [false, ["kept"]]);
  await actions.undo();
  equal(states(data, key), []);
});

test("what is tapped after somebody else has signed is refused with the reason, and an addendum still arrives", async () => {
  const { data, library, sender, actions, key } = await phone();
  library.refuses = (item) => (item.kind === "note" ? null : { code: "round_signed", message: "signed" });
  await actions.check(key, 3, 9, "fail");
  await sender.kick(true);
  const [refused] = data.itemsOf(key);
  equal([refused.state, refused.error.code], ["refused", "round_signed"]);
  await actions.addendum(key, "少儿区: 不合格");
  await actions.discard(refused.client_id);
  await sender.kick(true);
  equal([states(data, key), [...library.items.values()].map((item) => item.text)], [["saved"], ["少儿区: 不合格"]]);
});

test("two tabs send one after the other, and nothing twice", async () => {
  const name = `tabs-${Date.now()}`;
  const first = await new Data(await openStore(name)).load(), second = await new Data(await openStore(name)).load();
  const library = new Library();
  let sent = 0;
  const slowly = (call) => async (...rest) => {
    await new Promise((resume) => setTimeout(resume, 20));
    return call(...rest);
  };
  const api = {
    begin: slowly((...rest) => library.begin(...rest)),
    send: slowly((...rest) => ((sent += 1), library.send(...rest))),
    round: slowly(() => library.round()),
  };
  const actions = new Actions({ data: first, sender: { kick: () => {} } });
  const key = await actions.begin(1, null, "2026-04-01", "");
  await actions.check(key, 3, 9, "pass");
  const senders = [first, second].map((data) => new Sender({ data, api, online: () => true }));
  await Promise.all(senders.map((sender) => sender.kick(true)));
  equal([sent, library.items.size, states(first, key), states(second, key)], [1, 1, ["saved"], ["saved"]]);
});
