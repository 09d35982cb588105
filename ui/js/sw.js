// Keeps the built files and one page without anybody's data; every page and every question goes to the network alone.
const AWAY = "/offline";

self.addEventListener("install", (event) => {
  const plain = new Request(AWAY, { credentials: "omit" });
  event.waitUntil(caches.open(NAME).then((cache) => cache.addAll([...FILES, plain])).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  const old = caches.keys().then((names) => Promise.all(names.filter((name) => name !== NAME).map((name) => caches.delete(name))));
  event.waitUntil(old.then(() => self.clients.claim()));
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.mode === "navigate" && request.method === "GET") {
    event.respondWith(fetch(request).catch(() => caches.match(AWAY)));
  } else if (FILES.includes(new URL(request.url).pathname)) {
    event.respondWith(caches.match(request).then((kept) => kept ?? fetch(request)));
  }
});
