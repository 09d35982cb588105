// Lists by keyboard and in place: rows with j and k, x chooses, p peeks, e edits a cell; Enter, Esc and Tab inside it.
const $ = (selector, root = document) => root.querySelector(selector);
const rows = () => [...document.querySelectorAll("tr[data-peek], [data-row]")];
const current = () => $("tr.at, [data-row].at");
let goingOn = null;

function moveTo(row) {
  current()?.classList.remove("at");
  if (!row) return;
  row.classList.add("at");
  ($("a", row) ?? $("summary, button, [name=pick]", row))?.focus({ focusVisible: true });
  row.scrollIntoView({ block: "nearest" });
}

function step(by) {
  const all = rows();
  const at = all.indexOf(current());
  moveTo(all[Math.max(0, Math.min(all.length - 1, at < 0 ? 0 : at + by))]);
}

const swap = (url, cell) => htmx.ajax("GET", url, { source: cell, target: cell, swap: "innerHTML" });

async function edit(cell) {
  if (!cell || $("form.cell", cell)) return;
  const open = $("form.cell");
  if (open) await leave(open);
  await swap(cell.dataset.edit, cell);
  $("form.cell [name=value]", cell)?.focus();
}

async function leave(form) {
  const cell = form.closest("td");
  await swap(`${cell.dataset.edit}?show`, cell);
  $("a.person", cell.parentElement)?.focus();
}

const KEYS = {
  j: () => step(1),
  k: () => step(-1),
  x: () => $("[name=pick]", current() ?? undefined)?.click(),
  p: () => current()?.dataset.peek && htmx.ajax("GET", current().dataset.peek, { source: $("#drawer"), target: $("#drawer"), swap: "innerHTML" }),
  e: () => edit($("[data-edit]", current() ?? undefined)),
};

/** Answers a key of the list; true when it was one. */
export function listKey(key) {
  if (!KEYS[key] || !rows().length) return false;
  if (key !== "j" && key !== "k" && !current()) step(0);
  KEYS[key]();
  return true;
}

document.addEventListener("keydown", (event) => {
  const form = event.target.closest?.("form.cell");
  if (!form) return;
  if (event.key === "Escape") {
    event.preventDefault();
    event.stopPropagation();
    leave(form);
  } else if (event.key === "Enter" && event.target.matches("select")) {
    event.preventDefault();
    form.requestSubmit();
  } else if (event.key === "Tab" && event.target.matches("[name=value]")) {
    event.preventDefault();
    const cells = [...document.querySelectorAll("[data-edit]")];
    goingOn = cells[cells.indexOf(form.closest("td")) + (event.shiftKey ? -1 : 1)] ?? null;
    form.requestSubmit();
  }
}, true);

document.addEventListener("click", (event) => {
  const cell = event.target.closest("td[data-edit]");
  if (event.target.closest("[data-leave]")) leave(event.target.closest("form.cell"));
  else if (cell && !event.target.closest("a, button, form, input, select")) edit(cell);
});

// After a saved cell the next one opens; one that was refused keeps the focus.
document.addEventListener("htmx:after:swap", () => {
  const open = $("form.cell [aria-invalid]");
  if (open) open.focus();
  else if (goingOn && !$("form.cell")) edit(goingOn);
  goingOn = open ? null : goingOn && $("form.cell") ? goingOn : null;
});
