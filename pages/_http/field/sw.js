// Keeps one build of the page, so that it opens without a line; calls of the API always go to the network.

const BUILD = "__BUILD__";
const CACHE = `field-${BUILD}`;
const PICTURES = "field-pictures";
const PICTURE = /^\/field\/api\/v1\/photos\/[0-9a-f]{64}(\/thumbnail)?$/;
const PAGE = "/field";
const FILES = [
  PAGE,
  ...[
    "actions.js", "api.js", "app.css", "app.js", "data.js", "dom.js", "icon.svg", "items.js", "manifest.webmanifest",
    "open.js", "photos.js", "round.js", "screens/finding.js", "screens/head.js", "screens/outbox.js",
    "screens/overview.js", "screens/parts.js", "screens/raise.js", "screens/review.js", "screens/today.js",
    "screens/zone.js", "store.js", "sync.js", "update.js", "words.js", "words.json",
  ].map((name) => `${PAGE}/${name}`),
];

self.addEventListener("install", (event) => event.waitUntil(keepBuild()));

// All files or none, and all of this build: a server that is just being renewed is asked again later.
async function keepBuild() {
  const answers = await Promise.all(FILES.map((file) => fetch(file, { cache: "no-cache" })));
  const whole = answers.every((answer) => answer.ok && (answer.headers.get("Field-App") ?? BUILD) === BUILD);
  if (!whole) throw new Error("the build is not whole");
  const cache = await caches.open(CACHE);
  await Promise.all(FILES.map((file, index) => cache.put(file, answers[index])));
}

self.addEventListener("activate", (event) => event.waitUntil(takeOver()));

async function takeOver() {
  for (const name of await caches.keys()) {
    if (name.startsWith("field-") && name !== CACHE && name !== PICTURES) await caches.delete(name);
  }
  await self.clients.claim();
}

// The page asks for this when its reader wants the new version.
self.addEventListener("message", (event) => {
  if (event.data === "take over") self.skipWaiting();
});

self.addEventListener("fetch", (event) => {
  const { pathname, origin } = new URL(event.request.url);
  if (event.request.method !== "GET" || origin !== self.location.origin) return;
  const path = pathname === `${PAGE}/` ? PAGE : pathname;
  if (FILES.includes(path)) event.respondWith(fromBuild(path, event.request));
  else if (PICTURE.test(path)) event.respondWith(fromPictures(event.request));
});

async function fromBuild(path, request) {
  const kept = await (await caches.open(CACHE)).match(path);
  return kept ?? fetch(request);
}

// A photo is named after its bytes, so that a kept one is always right.
async function fromPictures(request) {
  const cache = await caches.open(PICTURES);
  const kept = await cache.match(request, { ignoreSearch: true });
  if (kept) return kept;
  const answer = await fetch(request);
  if (answer.ok) await cache.put(request, answer.clone());
  return answer;
}
