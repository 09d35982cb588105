// Support lives: a request that moves on shows at once where it stands; what somebody is typing is never taken away.
import { listen } from "./socket.js";

const QUERY = "subscription Moves { supportRequestChanged { id } }";
const live = () => document.querySelector("[data-live]");

const isWriting = () =>
  live().querySelector("[aria-invalid=true]") ||
  [...live().querySelectorAll("textarea, input:not([type=hidden]), select")].some((field) =>
    field.matches("select") ? [...field.options].some((each) => each.selected !== each.defaultSelected && each.value) : field.value !== field.defaultValue,
  );

async function again(id) {
  const { live: wanted, again: place } = live().dataset;
  if (wanted !== "all" && wanted !== id) return;
  const news = document.querySelector("[data-news]");
  if (isWriting()) return (news.hidden = false);
  await htmx.ajax("GET", place, { source: live(), target: live(), swap: "outerHTML" });
  document.querySelector("[data-told]").textContent = news.textContent.trim();
}

if (live()) listen(QUERY, ({ supportRequestChanged: row }) => row && again(row.id));
