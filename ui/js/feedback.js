// The inbox lives: clocks tick, what comes in shows within a second, and j k c r x p work the list.
import { listen } from "./socket.js";

const inbox = () => document.querySelector("[data-inbox]");
const start = performance.now();
const MINUTE = 60_000;

// The server's clock, which a demo may have stopped, goes on from when the page was made.
const now = () => Date.parse(inbox().dataset.now) + performance.now() - start;

function spelled(milliseconds) {
  const words = JSON.parse(inbox().dataset.words);
  const minutes = Math.floor(Math.abs(milliseconds) / MINUTE);
  return (milliseconds < 0 ? words.late : words.left).replace("#h", Math.floor(minutes / 60)).replace("#m", minutes % 60);
}

function tick() {
  if (!inbox()) return;
  for (const clock of inbox().querySelectorAll("[data-due]")) {
    const due = Date.parse(clock.dataset.due);
    const left = due - now();
    const share = 1 - left / (due - Date.parse(clock.dataset.since));
    const kind = left < 0 || share >= 0.9 ? "bad" : share >= 0.5 ? "care" : "";
    clock.querySelector("b").textContent = spelled(left);
    clock.className = `clock ${kind}`;
    const bar = clock.closest("li, .letter")?.querySelector("progress");
    if (bar) {
      bar.value = Math.min(Math.max(share, 0), 1);
      bar.className = `time ${kind}`;
    }
  }
}
setInterval(tick, 15_000);

// --- What comes in ---

const QUERY = "subscription Arrivals { customerFeedbackReceived { id } }";

async function again(fresh) {
  const place = inbox()?.dataset.anew;
  if (!fresh || !place || inbox().querySelector(":checked") || inbox().contains(document.activeElement?.closest("li"))) return;
  const known = new Set([...inbox().querySelectorAll("li[id]")].map((row) => row.id));
  await htmx.ajax("GET", place, { source: inbox(), target: inbox(), swap: "outerHTML" });
  for (const row of inbox()?.querySelectorAll("li[id]") ?? []) if (!known.has(row.id) || row.id === `t-${fresh}`) row.classList.add("fresh");
}

if (inbox()?.dataset.anew) listen(QUERY, ({ customerFeedbackReceived: row }) => again(row?.id));

// --- Keys ---

const rows = () => [...document.querySelectorAll("[data-inbox] li[data-peek]")];

function move(step) {
  const all = rows();
  const here = all.indexOf(document.activeElement?.closest("li[data-peek]"));
  const next = all[Math.min(Math.max(here + step, 0), all.length - 1)];
  next?.focus();
  next?.scrollIntoView({ block: "nearest" });
}

document.addEventListener("keydown", (event) => {
  const { key, ctrlKey, metaKey, altKey, target } = event;
  if (ctrlKey || metaKey || altKey || target.closest("textarea, select, dialog, input:not([type=checkbox])")) return;
  if (rows().length && (key === "j" || key === "k")) return move(key === "j" ? 1 : -1);
  const row = target.closest("li[data-peek]");
  if (key === "r" && !row) {
    const answer = document.querySelector("#answer textarea");
    if (answer) event.preventDefault(), answer.focus();
  }
  if (!row) return;
  if (key === "c") row.querySelector("[data-claim]")?.click();
  if (key === "r") (row.querySelector("[data-reply]") ?? row.querySelector(".words")).click();
  if (key === "x") row.querySelector("input[type=checkbox]")?.click();
  if (key === "Enter" && target === row) row.querySelector(".words").click();
  if (key === "p") htmx.ajax("GET", row.dataset.peek, { source: "#drawer", target: "#drawer", swap: "innerHTML" });
});
