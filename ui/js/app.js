// What pages do beyond links and forms: the palette, the keys, the drawer, the folding of facets. All of it is optional.
import "./drafts.js";
import "./checks.js";
import "./tabs.js";
import "./metrics.js";
import "./queue.js";
import "./network.js";
import { showRecent } from "./recent.js";
import "./toasts.js";
import { listKey } from "./list.js";

const $ = (selector, root = document) => root.querySelector(selector);
const isTyping = (target) => target.closest("input, textarea, select, [contenteditable], .editor");
let opener = null;

async function openDialog(id, url) {
  const dialog = document.getElementById(id);
  if (!dialog || dialog.open) return;
  opener = document.activeElement;
  await htmx.ajax("GET", url, { source: dialog, target: dialog, swap: "innerHTML" });
  if (id === "palette") showRecent(dialog);
  dialog.showModal();
  $("[autofocus]", dialog)?.focus();
}

function closeDrawer() {
  const drawer = $("#drawer");
  if (!drawer?.firstElementChild) return false;
  drawer.replaceChildren();
  $(".chosen")?.classList.remove("chosen");
  opener?.focus();
  return true;
}

// One hit is selected at a time; the input keeps the focus (the combobox pattern).
function moveHit(dialog, step) {
  const hits = [...dialog.querySelectorAll("[role=option]:not([aria-disabled])")];
  if (!hits.length) return;
  const now = hits.findIndex((hit) => hit.ariaSelected === "true");
  const next = (now + step + hits.length) % hits.length;
  hits.forEach((hit, index) => (hit.ariaSelected = String(index === next)));
  hits[next].scrollIntoView({ block: "nearest" });
  $("[role=combobox]", dialog)?.setAttribute("aria-activedescendant", hits[next].id);
}

function paletteKey(event) {
  const dialog = $("#palette");
  if (!dialog?.open) return;
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step) {
    event.preventDefault();
    moveHit(dialog, step);
  } else if (event.key === "Enter") {
    event.preventDefault();
    $("a[aria-selected=true]", dialog)?.click();
  }
}

const PLACES = { h: "/", p: "/people", m: "/metrics/dictionary", r: "/metrics/reports", a: "/audit", o: "/org", n: "/notices", q: "/approvals", d: "/data", s: "/settings" };
let afterG = false;

function globalKey(event) {
  const { key, ctrlKey, metaKey, altKey, target } = event;
  if ((ctrlKey || metaKey) && key.toLowerCase() === "k") {
    event.preventDefault();
    openDialog("palette", "/palette");
    return;
  }
  if (key === "Escape" && !$("dialog[open]") && closeDrawer()) return;
  if (ctrlKey || metaKey || altKey || isTyping(target) || $("dialog[open]")) return;
  if (afterG && PLACES[key]) location.assign(PLACES[key]);
  afterG = key === "g";
  if (key === "?") openDialog("keys", "/help");
  if (key === "/") {
    event.preventDefault();
    const field = $("[data-slash]");
    if (field) field.focus();
    else openDialog("palette", "/palette");
  }
  if (!listKey(key)) $(`[data-key="${CSS.escape(key)}"]`)?.click();
}

document.addEventListener("keydown", paletteKey);
document.addEventListener("keydown", globalKey);
document.addEventListener("click", (event) => {
  const target = event.target;
  const link = target.closest("a, button, input");
  if (link?.matches("a[data-palette]")) event.preventDefault(), openDialog("palette", "/palette");
  if (link?.matches("[data-keys]")) event.preventDefault(), openDialog("keys", "/help");
  if (link?.matches("#drawer [data-close]")) event.preventDefault(), closeDrawer();
  if (link?.matches('[hx-target="#drawer"]')) opener = link;
  if (target.matches("dialog")) target.close();
  target.closest("[data-dismiss]")?.parentElement.remove();
  for (const menu of document.querySelectorAll(".menu[open]")) if (!menu.contains(target)) menu.open = false;
});

// The drawer takes the focus when it fills, so that a screen reader hears it, and gives it back to who had it.
document.addEventListener("htmx:after:swap", () => {
  const drawer = $("#drawer"), before = document.activeElement;
  if (!drawer?.firstElementChild || drawer.contains(before)) return;
  if (before !== document.body) opener = before;
  $("[data-close]", drawer)?.focus({ preventScroll: true });
});
document.addEventListener("htmx:before:request", () => document.body.classList.add("busy"));
document.addEventListener("htmx:finally:request", () => document.body.classList.remove("busy"));

function settle() {
  const isNarrow = matchMedia("(max-width: 1099px)").matches;
  for (const fold of document.querySelectorAll("[data-fold]")) fold.open = !isNarrow;
  $("#problems")?.focus();
}
settle();
document.addEventListener("htmx:after:process", ({ target }) => target?.id === "people" && settle());
