// IndexedDB, in promises: four tables of records, and the bytes of photos apart from them.

const STORES = { meta: "key", rounds: "key", items: "client_id", photos: "client_id", blobs: "client_id" };

/** The phone could not keep something: `full` where it has no room left. */
export class StoreError extends Error {
  constructor(cause) {
    super(cause?.message ?? "storage");
    this.full = cause?.name === "QuotaExceededError";
  }
}

/** Opens the database `name`, made on the first visit. */
export function openStore(name = "kaiguan-field") {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name, 1);
    request.onupgradeneeded = () => {
      for (const [store, keyPath] of Object.entries(STORES)) request.result.createObjectStore(store, { keyPath });
    };
    request.onerror = () => reject(new StoreError(request.error));
    request.onsuccess = () => {
      request.result.onversionchange = () => request.result.close();
      resolve(new Store(request.result));
    };
  });
}

class Store {
  constructor(database) {
    this.database = database;
  }

  /** All records of the named stores, read at one moment: {store: […]}. */
  readAll(names) {
    const read = {};
    return this.transaction(names, "readonly", (tx) => {
      for (const name of names) tx.objectStore(name).getAll().onsuccess = (event) => (read[name] = event.target.result);
    }).then(() => read);
  }

  /** One record, or undefined. */
  read(name, key) {
    let found;
    return this.transaction([name], "readonly", (tx) => {
      tx.objectStore(name).get(key).onsuccess = (event) => (found = event.target.result);
    }).then(() => found);
  }

  /**
   * Changes records in one transaction, flushed to the disk before the promise is kept.
   * `changes`: [{store, key, make}], where `make(current)` gives the new record, null to delete it, or undefined
   * to leave it. What was written comes back in the same order.
   */
  change(changes) {
    const written = [];
    const names = [...new Set(changes.map((change) => change.store))];
    return this.transaction(names, "readwrite", (tx) => {
      changes.forEach(({ store, key, make }, index) => {
        const table = tx.objectStore(store);
        table.get(key).onsuccess = (event) => {
          const next = make(event.target.result);
          written[index] = next;
          if (next === null) table.delete(key);
          else if (next !== undefined) table.put(next);
        };
      });
    }).then(() => written);
  }

  transaction(names, mode, work) {
    return new Promise((resolve, reject) => {
      try {
        const tx = this.database.transaction(names, mode, { durability: "strict" });
        tx.oncomplete = () => resolve();
        tx.onabort = () => reject(new StoreError(tx.error));
        work(tx);
      } catch (error) {
        reject(new StoreError(error));
      }
    });
  }
}
