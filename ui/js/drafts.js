// Keeps what is typed into a form with a text area, or one marked data-draft, until it has arrived: in this tab's own
// storage, per account, gone when the tab closes or its reader signs out.
const PREFIX = "draft:";
const WHOLE = document.querySelector(".frame") && !document.querySelector(".trouble");
const who = () => document.getElementById("account-name")?.textContent ?? "";
const kept = (form) => `${PREFIX}${who()}:${form.dataset.draft}`;
const fields = (form) => [...form.elements].filter((field) => field.name && !["hidden", "file", "password", "submit"].includes(field.type));
const given = (field) => (field.type === "checkbox" || field.type === "radio" ? field.checked : field.value);
const stood = (field) => (field.options ? ([...field.options].find((one) => one.defaultSelected)?.value ?? "") : field.defaultValue);
const all = () => Object.keys(sessionStorage).filter((key) => key.startsWith(PREFIX));

function keep(form, sent = false) {
  const values = fields(form).map((field) => [`${field.name}=${field.type === "radio" ? field.value : ""}`, given(field), stood(field)]);
  sessionStorage.setItem(kept(form), JSON.stringify({ sent, values }));
}

/** Puts back what was typed, but not over what has been changed elsewhere since. */
function bring(form) {
  const { values = [] } = JSON.parse(sessionStorage.getItem(kept(form)) ?? "{}");
  if (!values.length || form.querySelector("[aria-invalid]")) return;
  const known = new Map(values.map(([name, ...rest]) => [name, rest]));
  let changed = false;
  for (const field of fields(form)) {
    const [value, before] = known.get(`${field.name}=${field.type === "radio" ? field.value : ""}`) ?? [];
    if (value === undefined || value === given(field) || before !== stood(field)) continue;
    if (typeof value === "boolean") field.checked = value;
    else field.value = value;
    changed = true;
  }
  if (changed) tell(form);
}

function tell(form) {
  if (!form.querySelector("[data-draft-note]")) form.prepend(document.getElementById("draft-note").content.cloneNode(true));
  form.querySelector("[data-draft-note]").hidden = false;
  for (let fold = form.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
}

/** Names the forms that nobody named: by the page, by where they are sent, and by their first area. */
function name(form) {
  const area = form.querySelector("textarea");
  if (area && WHOLE) form.dataset.draft ??= [location.pathname, form.getAttribute("action"), area.id || area.name].join(" ");
}

export function startDrafts(root = document) {
  root.querySelectorAll('form[method="post"]:not([data-draft])').forEach(name);
  root.querySelectorAll("form[data-draft]").forEach(bring);
}

/** What was sent has arrived once a page of ours follows; where none does, it is still to be sent. */
function settle() {
  for (const key of all()) {
    const draft = JSON.parse(sessionStorage.getItem(key));
    if (!draft.sent) continue;
    if (WHOLE) sessionStorage.removeItem(key);
    else sessionStorage.setItem(key, JSON.stringify({ ...draft, sent: false }));
  }
}

document.addEventListener("input", ({ target }) => target.form?.dataset.draft && keep(target.form));
document.addEventListener("submit", ({ target }) => {
  if (target.dataset.draft) keep(target, true);
  else if (target.getAttribute("action") === "/logout") all().forEach((key) => sessionStorage.removeItem(key));
});
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-draft-drop]");
  if (!button) return;
  sessionStorage.removeItem(kept(button.form));
  location.reload();
});
document.addEventListener("htmx:after:swap", ({ target }) => target instanceof Element && startDrafts(target));
settle();
startDrafts();
