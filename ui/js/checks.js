// Leaving a field tells what is wrong with it: what the browser knows at once, in our words; the rest is said by the
// form's own address, which looks it over and writes nothing. One request at a time, none for what did not change.
const words = document.getElementById("field-words")?.dataset;
const KNOWN = ["valueMissing", "badInput", "typeMismatch", "patternMismatch", "rangeUnderflow", "rangeOverflow", "stepMismatch"];
const OTHER = ["hidden", "file", "password", "submit", "checkbox", "radio", "search", "button"];
const before = new WeakMap();
const touched = new WeakMap();
const asking = new WeakMap();

const stood = (field) => (field.required && !field.value ? null : field.value);
const sends = (form) => form?.getAttribute("method") === "post" && !("unchecked" in form.dataset);
const isChecked = (field) =>
  words && field.matches("input[name], select[name], textarea[name]") && !OTHER.includes(field.type) && sends(field.form) && field.closest(".field");

/** Shows a sentence under its field, in room that is there already, so that nothing moves. */
function say(field, text) {
  const box = field.closest(".field");
  const id = `${field.id || field.name}-error`;
  let line = box.querySelector(".error");
  if (!line && !text) return;
  if (!line) {
    line = Object.assign(document.createElement("p"), { className: "error left", id, ariaLive: "polite" });
    line.append(document.createElement("span"));
    box.append(line);
    field.setAttribute("aria-describedby", `${id} ${field.getAttribute("aria-describedby") ?? ""}`.trim());
  }
  requestAnimationFrame(() => (line.querySelector("span").textContent = text));
  line.classList.toggle("past", !text);
  field.setAttribute("aria-invalid", String(Boolean(text)));
}

function known(field) {
  const key = KNOWN.find((each) => field.validity[each]);
  return key ? words[key].replace("%s", key === "rangeOverflow" ? field.max : field.min) : "";
}

async function ask(form) {
  asking.get(form)?.abort();
  const fields = [...(touched.get(form) ?? [])].filter((field) => field.isConnected && field.validity.valid);
  if (!fields.length || form.querySelector("[type=password]")) return;
  const now = new AbortController();
  asking.set(form, now);
  const given = [...new FormData(form, form.querySelector("button:not([type=button])"))].filter(([, value]) => typeof value === "string");
  const asked = new Map(fields.map((field) => [field, field.value]));
  const headers = { "X-Check": fields.map((field) => field.name).join() };
  try {
    const answer = await fetch(form.getAttribute("action") || location.href, { method: "POST", body: new URLSearchParams(given), headers, signal: now.signal });
    if (!answer.ok || answer.redirected) return;
    const wrong = answer.status === 200 ? await answer.json() : {};
    for (const [field, value] of asked) if (field.value === value) say(field, wrong[field.name] ?? "");
  } catch {
    // Without an answer nothing is told: the form says it when it is sent.
  }
}

function leave(field) {
  const { form } = field;
  if (before.get(field) === field.value) return;
  before.set(field, field.value);
  if (!touched.has(form)) touched.set(form, new Set());
  touched.get(form).add(field);
  say(field, known(field));
  ask(form);
}

document.addEventListener("focusin", ({ target }) => isChecked(target) && !before.has(target) && before.set(target, stood(target)));
let pressed = null;
document.addEventListener("pointerdown", ({ target }) => (pressed = target.closest("a, button")));
document.addEventListener("pointerup", () => (pressed = null));
document.addEventListener("focusout", ({ target }) => isChecked(target) && before.has(target) && !pressed && leave(target));
document.addEventListener("submit", ({ target }) => asking.get(target)?.abort());
if (document.activeElement !== document.body && isChecked(document.activeElement)) before.set(document.activeElement, stood(document.activeElement));
