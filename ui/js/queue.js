// The approval queue by keyboard: j and k move, a approves, r opens the reason, x chooses.
const rows = () => [...document.querySelectorAll("[data-queue] > li")];

function move(step) {
  const all = rows();
  const here = all.indexOf(document.activeElement?.closest("[data-queue] > li"));
  const next = all[Math.min(Math.max(here + step, 0), all.length - 1)];
  next?.focus();
  next?.scrollIntoView({ block: "nearest" });
}

document.addEventListener("keydown", (event) => {
  const { key, ctrlKey, metaKey, altKey, target } = event;
  if (ctrlKey || metaKey || altKey || !document.querySelector("[data-queue]")) return;
  if (target.closest("textarea, select, dialog, input:not([type=checkbox])")) return;
  if (key === "j" || key === "k") return move(key === "j" ? 1 : -1);
  const row = target.closest("[data-queue] > li");
  if (!row) return;
  if (key === "a") row.querySelector("[data-approve]")?.click();
  if (key === "x") row.querySelector("input[type=checkbox]")?.click();
  if (key === "r") {
    const menu = row.querySelector("details");
    event.preventDefault();
    menu.open = true;
    menu.querySelector("textarea").focus();
  }
});
