// A lesson goes on where it was left: the place on the page is kept now and then, and looked up again on coming back.
const article = document.querySelector("[data-place]");
const form = document.querySelector("form#place");
const WHOLE = 10000;
const room = () => document.documentElement.scrollHeight - innerHeight;
let kept = Number(article?.dataset.place ?? 0);
let timer = 0;

function place() {
  return room() > 0 ? Math.min(WHOLE, Math.max(0, Math.round((scrollY / room()) * WHOLE))) : 0;
}

function keep() {
  clearTimeout(timer);
  timer = 0;
  const now = place();
  if (now === kept) return;
  kept = now;
  const body = new URLSearchParams(new FormData(form));
  body.set("position", String(now));
  fetch(form.action, { method: "POST", body, keepalive: true, redirect: "manual" }).catch(() => {});
}

if (article && form) {
  if (kept > 0 && kept < WHOLE && !location.hash) scrollTo(0, (kept / WHOLE) * room());
  addEventListener("scroll", () => { timer ||= setTimeout(keep, 4000); }, { passive: true });
  document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden") keep(); });
}
