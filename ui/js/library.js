// Copies what a script says with one tap, and says so.
const say = (button, text) => {
  const label = button.querySelector("span");
  const before = label.textContent;
  label.textContent = text;
  setTimeout(() => { label.textContent = before; }, 1600);
};

const shown = (root) => {
  if (navigator.clipboard) root.querySelectorAll("[data-copy]").forEach((button) => { button.hidden = false; });
};

document.addEventListener("click", async (event) => {
  const button = event.target.closest?.("[data-copy]");
  if (!button) return;
  await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent);
  say(button, "✓");
});
document.addEventListener("htmx:after:swap", () => shown(document));
document.addEventListener("htmx:afterSwap", () => shown(document));
shown(document);
