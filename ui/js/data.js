// The pages of data coming in: a file dropped on its field, and sources put in order by dragging. Both work without it.
document.addEventListener("dragover", (event) => {
  const zone = event.target.closest?.("[data-drop]");
  if (zone) event.preventDefault(), zone.classList.add("over");
});
document.addEventListener("dragleave", (event) => event.target.closest?.("[data-drop]")?.classList.remove("over"));
document.addEventListener("drop", (event) => {
  const zone = event.target.closest?.("[data-drop]");
  if (!zone || !event.dataTransfer.files.length) return;
  event.preventDefault();
  zone.classList.remove("over");
  zone.querySelector("input[type=file]").files = event.dataTransfer.files;
});

let dragged = null;
let before = "";
const order = (form) => [...form.querySelectorAll("[name=ids]")].map((one) => one.value).join();

document.addEventListener("dragstart", (event) => {
  const item = event.target.closest?.("[data-order] li");
  if (!item) return;
  dragged = item;
  before = order(item.closest("form"));
  item.classList.add("dragging");
  event.dataTransfer.effectAllowed = "move";
});
document.addEventListener("dragover", (event) => {
  const over = event.target.closest?.("[data-order] li");
  if (!dragged || !over || over === dragged) return;
  event.preventDefault();
  const { top, height } = over.getBoundingClientRect();
  over[event.clientY < top + height / 2 ? "before" : "after"](dragged);
});
document.addEventListener("dragend", () => {
  if (!dragged) return;
  const form = dragged.closest("form");
  dragged.classList.remove("dragging");
  dragged = null;
  if (order(form) !== before) form.requestSubmit();
});

// A job tells how far it is as it happens; where that does not come through, the page keeps asking.
function follow() {
  for (const box of document.querySelectorAll("[data-events]:not([data-followed])")) {
    box.dataset.followed = "";
    const bar = box.querySelector("progress");
    const events = new EventSource(box.dataset.events);
    events.addEventListener("progress", ({ data }) => {
      bar.max = 100;
      bar.value = Number(data);
      if (!box.isConnected) events.close();
    });
    events.addEventListener("done", () => {
      events.close();
      htmx.trigger(box, "done");
    });
    events.onerror = () => events.close();
  }
}
follow();
document.addEventListener("htmx:after:swap", follow);
