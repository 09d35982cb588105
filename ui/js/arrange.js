// Arranging home by dragging, loaded only while it is arranged; the buttons of each part do the same.
const $ = (selector, root = document) => root.querySelector(selector);
const columns = [...document.querySelectorAll("[data-column]")];
const names = (column) => [...column.querySelectorAll("[data-widget]")].map((one) => one.dataset.widget);
let dragged = null;

function keep() {
  const form = $("#arranged");
  form.order.value = [...names(columns[0]), "beside", ...names(columns[1])].join(" ");
  fetch(form.action, { method: "POST", body: new URLSearchParams(new FormData(form)), redirect: "manual" });
}

/** The part before which the pointer would drop: the first whose middle lies below it. */
function below(column, y) {
  return [...column.querySelectorAll("[data-widget]")].find((one) => {
    const box = one.getBoundingClientRect();
    return one !== dragged && y < box.top + box.height / 2;
  });
}

for (const widget of document.querySelectorAll("[data-widget]")) {
  widget.draggable = true;
  widget.addEventListener("dragstart", (event) => {
    dragged = widget;
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", widget.dataset.widget);
    requestAnimationFrame(() => widget.classList.add("dragged"));
  });
  widget.addEventListener("dragend", () => {
    widget.classList.remove("dragged");
    dragged = null;
    keep();
  });
}
for (const column of columns) {
  column.addEventListener("dragover", (event) => {
    if (!dragged) return;
    event.preventDefault();
    column.insertBefore(dragged, below(column, event.clientY) ?? null);
  });
}
