// A toast that can be taken back counts its seconds down and goes when they are over; while it is held, it waits.
const $ = (selector, root) => root.querySelector(selector);

function tick(toast) {
  if (toast.matches(":hover, :focus-within")) return;
  const left = Number(toast.dataset.seconds) - 1;
  toast.dataset.seconds = left;
  const shown = $("[data-left]", toast);
  if (shown) shown.textContent = shown.textContent.replace(/\d+/, left);
  if (left <= 0) toast.remove();
}

setInterval(() => document.querySelectorAll(".toast[data-seconds]").forEach(tick), 1000);
