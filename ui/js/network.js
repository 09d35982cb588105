// Says when the network is gone, when an answer takes long, and when it did not come; keeps the last places for the palette.
const root = document.documentElement;
const $ = (selector, place = document) => place.querySelector(selector);
const PATIENCE = 15000;
let waiting = null;

const tell = () => root.classList.toggle("is-offline", !navigator.onLine);
addEventListener("online", tell);
addEventListener("offline", tell);
tell();

function offer(name) {
  const made = $(`#${name}`)?.content.cloneNode(true);
  if (made && !$(`#toasts [data-of="${name}"]`)) $("#toasts")?.append(made);
}
document.addEventListener("htmx:before:request", () => {
  clearTimeout(waiting);
  waiting = setTimeout(() => offer("slow"), PATIENCE);
});
document.addEventListener("htmx:finally:request", () => {
  clearTimeout(waiting);
  $('#toasts [data-of="slow"]')?.remove();
});
document.addEventListener("htmx:error", () => offer("lost"));
document.addEventListener("click", (event) => event.target.closest("button[data-again]") && location.reload());

if ("serviceWorker" in navigator) addEventListener("load", () => navigator.serviceWorker.register("/sw.js").catch(() => {}));

const LONGEST = 14 * 24 * 3600 * 1000;

// The words of lessons that were opened (learning.js): listed where no page comes, gone once nobody is signed in.
async function listLessons(place) {
  if (!(await caches.has("lessons"))) return;
  const kept = await caches.open("lessons");
  for (const request of await kept.keys()) {
    const answer = await kept.match(request);
    if (Date.now() - Number(answer.headers.get("x-kept")) > LONGEST) continue;
    const link = Object.assign(document.createElement("a"), { href: request.url, textContent: decodeURIComponent(answer.headers.get("x-title")) });
    const row = document.createElement("li");
    row.append(link);
    place.firstElementChild.after(row);
    place.hidden = false;
  }
}
if (self.caches && location.pathname === "/login") caches.delete("lessons").catch(() => {});
if (self.caches && $("[data-lessons]")) listLessons($("[data-lessons]")).catch(() => {});
