// The grid of scores by keyboard: arrows and Enter move, each cell saves itself, a block pasted is shown first, conflicts are settled in place.
const grid = document.querySelector("[data-scores]");
const $ = (selector, root = grid) => root.querySelector(selector);
const cells = () => [...grid.querySelectorAll("input[data-code]")].filter((cell) => cell.checkVisibility());
const form = grid?.closest("form");
const unsent = new Map();

const key = (cell) => `${cell.dataset.card}.${cell.dataset.code}`;
const row = (cell) => cell.closest("tr");
const same = (a, b) => a.trim() === b.trim() || (a.trim() !== "" && b.trim() !== "" && Number(a) === Number(b));
const tell = (text) => ($("#told", document).textContent = text);

function column(cell) {
  return cells().filter((each) => each.dataset.code === cell.dataset.code);
}

function go(cell) {
  if (!cell) return;
  cell.focus();
  cell.select();
  cell.scrollIntoView({ block: "nearest", inline: "nearest" });
}

function down(cell, by) {
  const all = column(cell);
  const next = all[all.indexOf(cell) + by];
  if (next) return go(next);
  const codes = [...new Set(cells().map((each) => each.dataset.code))];
  const other = codes[codes.indexOf(cell.dataset.code) + by];
  if (other) go(cells().filter((each) => each.dataset.code === other).at(by > 0 ? 0 : -1));
}

function across(cell, by) {
  const all = cells();
  go(all[all.indexOf(cell) + by]);
}

/** A caret inside the text keeps the arrow; at its edge, or with all of it chosen, the arrow leaves the cell. */
function leaves(cell, by) {
  const { selectionStart: from, selectionEnd: to, value } = cell;
  if (from === 0 && to === value.length) return true;
  return by < 0 ? to === 0 : from === value.length;
}

function nextGap() {
  const all = cells();
  const at = all.indexOf(document.activeElement);
  const open = [...all.slice(at + 1), ...all.slice(0, at + 1)].find((cell) => !cell.value.trim() || cell.ariaInvalid === "true");
  if (open) go(open);
  else tell(grid.dataset.full);
}

const STEPS = { ArrowDown: [down, 1], ArrowUp: [down, -1], ArrowRight: [across, 1], ArrowLeft: [across, -1] };

grid?.addEventListener("keydown", (event) => {
  const cell = event.target.closest("input[data-code]");
  if (!cell || event.isComposing) return;
  if (event.key === "Enter") {
    event.preventDefault();
    if (event.ctrlKey || event.metaKey) nextGap();
    else down(cell, event.shiftKey ? -1 : 1);
  } else if (event.key === "Escape") {
    cell.value = cell.dataset.was;
    mark(cell, "");
    cell.select();
  } else if (STEPS[event.key] && !event.ctrlKey && !event.metaKey && !event.altKey && !event.shiftKey) {
    const [move, by] = STEPS[event.key];
    if (move === across && !leaves(cell, by)) return;
    event.preventDefault();
    move(cell, by);
  }
});

function mark(cell, state) {
  const box = cell.closest("td");
  box.dataset.state = state;
  cell.ariaInvalid = state === "wrong" ? "true" : null;
  const said = $("[data-said]", row(cell));
  if (!said) return;
  said.dataset.rest ??= said.textContent;
  said.textContent = state ? grid.dataset[state].replace("%low", cell.dataset.low).replace("%high", cell.dataset.high) : said.dataset.rest;
}

const fits = ({ value, dataset }) => /^-?\d+(\.\d{1,2})?$/.test(value.trim()) && Number(value) >= Number(dataset.low) && Number(value) <= Number(dataset.high);

grid?.addEventListener("focusin", ({ target }) => target.matches("input[data-code]") && row(target).classList.add("at"));
grid?.addEventListener("focusout", ({ target }) => row(target)?.classList.remove("at"));
grid?.addEventListener("input", ({ target }) => target.matches("input[data-code]") && mark(target, "typing"));
grid?.addEventListener("change", ({ target }) => target.matches("input[data-code]") && keep(target));

/** Sends one cell; what others wrote meanwhile comes back as a conflict, and nothing typed is lost. */
async function keep(cell, version = cell.dataset.version) {
  cell.value = cell.value.trim().replace("%", "");
  if (same(cell.value, cell.dataset.was) && version === cell.dataset.version) return mark(cell, "");
  if (cell.value && !fits(cell)) return mark(cell, "wrong");
  mark(cell, "saving");
  const sent = new URLSearchParams({ csrf: form.elements.csrf.value, card: cell.dataset.card, code: cell.dataset.code, version, value: cell.value });
  try {
    const answer = await fetch(`${grid.dataset.scores}${location.search}`, { method: "POST", body: sent, headers: { "HX-Request": "true", "HX-Target": "div#cell-answer" } });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (answer.headers.get("HX-Redirect")) throw new Error("signed out");
    if (!page.querySelector("tr[data-card]")) throw new Error("no row came");
    unsent.delete(key(cell));
    settle(cell, page);
  } catch {
    unsent.set(key(cell), cell);
    mark(cell, "unsent");
  }
}

/** Puts what came in place: the cell unless somebody types in it, the sum and the state of its row, how far all of it is. */
function settle(cell, page) {
  const fresh = page.querySelector("tr[data-card]");
  const here = row(cell);
  for (const name of ["score", "state"]) $(`[data-part=${name}]`, here).replaceWith($(`[data-part=${name}]`, fresh));
  const box = cell.closest("td");
  const made = $(`input[data-code="${CSS.escape(cell.dataset.code)}"]`, fresh)?.closest("td");
  if (made && document.activeElement !== cell) box.replaceWith(made);
  else if (made) {
    const input = $("input", made);
    Object.assign(cell.dataset, input.dataset);
    cell.name = input.name;
    box.dataset.state = made.dataset.state;
    $("[data-conflict]", box)?.remove();
    if ($("[data-conflict]", made)) box.append($("[data-conflict]", made));
  }
  const progress = page.querySelector("#progress");
  if (progress) $("#progress", document).replaceWith(progress);
  tell(fresh.dataset.told ?? "");
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-next-gap], [data-take]");
  if (!button) return;
  event.preventDefault();
  if (button.matches("[data-next-gap]")) return nextGap();
  const box = button.closest("td");
  const cell = $("input[data-code]", box);
  cell.value = button.dataset.value;
  if (button.dataset.take === "theirs") cell.dataset.was = cell.value;
  $("[data-conflict]", box).remove();
  const { version } = button.dataset;
  if (button.dataset.take === "theirs") {
    cell.dataset.version = version;
    mark(cell, "saved");
  } else keep(cell, version);
  go(cell);
});

grid?.addEventListener("paste", (event) => {
  const cell = event.target.closest("input[data-code]");
  const text = event.clipboardData.getData("text/plain").replace(/\r/g, "").replace(/\n$/, "");
  if (!cell || !/[\t\n]/.test(text)) return;
  event.preventDefault();
  const cards = [...new Set(column(cell).map((each) => each.dataset.card))];
  const codes = [...new Set(cells().map((each) => each.dataset.code))];
  const values = {
    csrf: form.elements.csrf.value,
    text,
    cards: cards.slice(cards.indexOf(cell.dataset.card)).join(" "),
    codes: codes.slice(codes.indexOf(cell.dataset.code)).join(" "),
    next: location.pathname + location.search,
  };
  htmx.ajax("POST", `/scores/paste${location.search}`, { source: document.querySelector("#drawer"), target: "#drawer", swap: "innerHTML", values });
});

addEventListener("online", () => [...unsent.values()].forEach((cell) => keep(cell)));
addEventListener("beforeunload", (event) => unsent.size && event.preventDefault());
