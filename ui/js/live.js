// A page that lives: when its subscription tells of something it is asked for again, unless somebody is at work in it.
import { listen } from "./socket.js";

const main = () => document.querySelector("main");
const isAtWork = () =>
  (document.activeElement !== main() && main().contains(document.activeElement)) ||
  [...main().querySelectorAll("input, textarea")].some(
    (field) => field.checked !== field.defaultChecked || (field.type !== "hidden" && field.value !== field.defaultValue),
  );

async function again() {
  if (isAtWork()) return (document.querySelector("[data-news]").hidden = false);
  await htmx.ajax("GET", location.href, { target: "main", select: "main", swap: "outerHTML" });
}

const { by, ask } = document.querySelector("[data-by]")?.dataset ?? {};
if (by) listen(`subscription News { ${by} { ${ask} } }`, again);
