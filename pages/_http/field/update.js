// The service worker, and the way from one build of the page to the next.

/** Registers the service worker; `ready()` is called when a newer build is kept and waits. Gives `{look, take}`. */
export function watchUpdates(ready) {
  const workers = navigator.serviceWorker;
  if (!workers) return { look: () => {}, take: () => location.reload() };
  let taken = false;
  const registered = workers.register("/field/sw.js", { scope: "/field" }).then((registration) => {
    const waits = () => registration.waiting && workers.controller && ready();
    waits();
    registration.addEventListener("updatefound", () => registration.installing?.addEventListener("statechange", waits));
    return registration;
  }).catch(() => null); // without a secure line there is no worker: the page works while it is open
  workers.addEventListener("controllerchange", () => taken && location.reload());
  return {
    /** Asks the server whether there is a newer build. */
    look: () => registered.then((registration) => registration?.update()).catch(() => {}),
    /** Goes over to the newer build. */
    take: async () => {
      taken = true;
      const registration = await registered;
      if (registration?.waiting) registration.waiting.postMessage("take over");
      else location.reload();
    },
  };
}
