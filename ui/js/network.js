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
