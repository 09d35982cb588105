// Keeps what is typed into a form marked data-draft until it is sent: in this tab's own storage, gone when it closes.
const PREFIX = "draft:";
const kept = (form) => `${PREFIX}${form.dataset.draft}`;
const fields = (form) => [...form.elements].filter((field) => field.name && !["hidden", "file", "password", "submit"].includes(field.type));

function keep(form) {
  const values = fields(form).map((field) => [field.name, field.type === "checkbox" ? field.checked : field.value]);
  sessionStorage.setItem(kept(form), JSON.stringify(values));
}

function bring(form) {
  const text = sessionStorage.getItem(kept(form));
  if (!text || form.querySelector("[aria-invalid]")) return;
  const values = new Map(JSON.parse(text));
  let changed = false;
  for (const field of fields(form)) {
    if (!values.has(field.name)) continue;
    const value = values.get(field.name);
    if (field.type === "checkbox") field.checked = value;
    else if (field.value !== value) [field.value, changed] = [value, true];
  }
  const note = form.querySelector("[data-draft-note]");
  if (note && changed) note.hidden = false;
}

export function startDrafts(root = document) {
  for (const form of root.querySelectorAll("form[data-draft]")) bring(form);
}

document.addEventListener("input", (event) => {
  const form = event.target.form;
  if (form?.dataset.draft) keep(form);
});
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.dataset.draft) sessionStorage.removeItem(kept(form));
});
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-draft-drop]");
  if (!button) return;
  sessionStorage.removeItem(kept(button.form));
  location.reload();
});
startDrafts();
