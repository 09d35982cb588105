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

function send(values) {
  const body = new URLSearchParams(new FormData(form));
  for (const [name, value] of Object.entries(values)) body.set(name, String(value));
  return fetch(form.action, { method: "POST", body, keepalive: true, redirect: "manual" }).catch(() => {});
}

function keep() {
  clearTimeout(timer);
  timer = 0;
  const now = place();
  if (now === kept) return;
  kept = now;
  send({ position: now });
}

if (article && form) {
  if (kept > 0 && kept < WHOLE && !location.hash) scrollTo(0, (kept / WHOLE) * room());
  addEventListener("scroll", () => { timer ||= setTimeout(keep, 4000); }, { passive: true });
  document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden") keep(); });
}

// A video goes on where it stopped; what was played is told now and then, so that watching on another phone goes on too.
const video = document.querySelector("[data-video]");
let told = { videoSeconds: Number(video?.dataset.at ?? 0), watchedSeconds: Number(video?.dataset.watched ?? 0) };
const before = told.watchedSeconds;

// How far it was seen without a gap: what is skipped does not count, and what is seen twice counts once.
function watched() {
  let seen = before;
  for (let at = 0; at < video.played.length; at += 1) {
    if (video.played.start(at) <= seen + 1) seen = Math.max(seen, video.played.end(at));
  }
  return seen + 1 >= video.duration ? Math.ceil(video.duration) : Math.floor(seen);
}

function tell() {
  const now = { videoSeconds: video.ended ? 0 : Math.floor(video.currentTime), watchedSeconds: watched() };
  if (now.videoSeconds === told.videoSeconds && now.watchedSeconds === told.watchedSeconds) return;
  told = now;
  send(now);
}

if (video && form) {
  video.addEventListener("loadedmetadata", () => { if (told.videoSeconds < video.duration) video.currentTime = told.videoSeconds; }, { once: true });
  setInterval(() => { if (!video.paused) tell(); }, 10000);
  for (const name of ["pause", "ended"]) video.addEventListener(name, tell);
  document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden") tell(); });
}

// The words of a lesson stay readable without a network (sw.js): no name, no progress, no form, nothing to load.
const away = document.querySelector("template#away");
const lesson = document.querySelector(".reading");
const LESSONS = 20;
const POLICY = "default-src 'none'; style-src 'self'; img-src 'self'";

function plain() {
  const page = document.implementation.createHTMLDocument(lesson.querySelector("h1").textContent);
  const from = document.documentElement;
  page.documentElement.lang = from.lang;
  page.documentElement.dataset.theme = from.dataset.theme;
  page.head.append(...[...document.querySelectorAll("meta[name=viewport], link[rel=stylesheet]")].map((each) => page.importNode(each)));
  const main = page.createElement("main");
  main.className = "main reading";
  const parts = [away.content, lesson.querySelector("h1"), lesson.querySelector(":scope > .prose")];
  main.append(...parts.map((each) => page.importNode(each, true)));
  page.body.append(main);
  return `<!doctype html>${page.documentElement.outerHTML}`;
}

async function keepWords() {
  const headers = { "content-type": "text/html; charset=utf-8", "content-security-policy": POLICY, "x-kept": String(Date.now()) };
  headers["x-title"] = encodeURIComponent(lesson.querySelector("h1").textContent);
  const kept = await caches.open("lessons");
  await kept.put(location.pathname, new Response(plain(), { headers }));
  const all = await kept.keys();
  await Promise.all(all.slice(0, Math.max(0, all.length - LESSONS)).map((each) => kept.delete(each)));
}

if (away && self.caches) keepWords().catch(() => {});

document.querySelector("[data-print]")?.addEventListener("click", () => print());
