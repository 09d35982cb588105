// Keeps the built files and one page without anybody's data; every page and every question goes to the network alone. Without
// a network a lesson is read from what learning.js kept of it: its words alone, for two weeks, until who learns signs out.
const AWAY = "/offline";
const LESSONS = "lessons";
const LONGEST = 14 * 24 * 3600 * 1000;

async function instead(request) {
  const lesson = await caches.match(request, { cacheName: LESSONS, ignoreSearch: true });
  return lesson && Date.now() - Number(lesson.headers.get("x-kept")) < LONGEST ? lesson : caches.match(AWAY, { ignoreVary: true });
}

self.addEventListener("install", (event) => {
  const plain = new Request(AWAY, { credentials: "omit", headers: { "Accept-Language": SPOKEN } });
  event.waitUntil(caches.open(NAME).then((cache) => cache.addAll([...FILES, plain])).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  const old = caches.keys().then((names) => Promise.all(names.filter((name) => ![NAME, LESSONS].includes(name)).map((name) => caches.delete(name))));
  event.waitUntil(old.then(() => self.clients.claim()));
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.mode === "navigate" && request.method === "GET") {
    event.respondWith(fetch(request).catch(() => instead(request)));
  } else if (FILES.includes(new URL(request.url).pathname)) {
    event.respondWith(caches.match(request).then((kept) => kept ?? fetch(request)));
  }
});
