// What metric pages do beyond links and forms: words put into the formula, a receipt copied, a page printed.
const formula = () => document.getElementById("formula");

function put(field, text, from = field.selectionStart, to = field.selectionEnd) {
  field.focus();
  field.setRangeText(text, from, to, "end");
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

function sift(input) {
  const wanted = input.value.trim().toLowerCase();
  for (const item of document.querySelectorAll(`${input.dataset.sift} [data-word]`)) item.hidden = !item.dataset.word.toLowerCase().includes(wanted);
  for (const fold of document.querySelectorAll(`${input.dataset.sift} details`)) {
    fold.hidden = !fold.querySelector("[data-word]:not([hidden])");
    if (wanted) fold.open = true;
  }
}

function metricClick(event) {
  const button = event.target.closest("[data-insert], [data-use], [data-fill], [data-print]");
  if (!button) return;
  const { insert, fill, text } = button.dataset;
  if ("print" in button.dataset) return print();
  if ("use" in button.dataset) {
    event.preventDefault();
    put(formula(), button.value, 0, formula().value.length);
  } else if (insert) put(formula(), insert);
  else if (fill) put(document.querySelector(fill), text, 0, document.querySelector(fill).value.length);
}

// The newest column stands at the right end; begin there.
const newest = () => document.querySelectorAll(".figures").forEach((table) => (table.scrollLeft = table.scrollWidth));
newest();
document.addEventListener("htmx:after:process", ({ target }) => target?.id === "explorer" && newest());
document.addEventListener("click", metricClick);
document.addEventListener("input", ({ target }) => target.dataset.sift && sift(target));
document.addEventListener("focusin", ({ target }) => "copy" in (target.dataset ?? {}) && target.select?.());
