// The palette begins with the last places one went to from it; kept for this tab alone, and gone with it.
const KEY = "recent";
const MOST = 5;
const read = () => JSON.parse(sessionStorage.getItem(KEY) ?? "[]");

document.addEventListener("click", (event) => {
  const hit = event.target.closest("#palette a[role=option]");
  if (!hit) return;
  const one = { href: hit.getAttribute("href"), text: hit.innerText.replace(/\s+/g, " ").trim() };
  const rest = read().filter((other) => other.href !== one.href);
  sessionStorage.setItem(KEY, JSON.stringify([one, ...rest].slice(0, MOST)));
}, true);

/** Puts the recent places above the others, as long as nothing is typed. */
export function showRecent(dialog) {
  const hits = dialog.querySelector("#hits");
  const places = read();
  if (!hits || !places.length || dialog.querySelector("input")?.value) return;
  const known = new Map([...hits.querySelectorAll("a")].map((link) => [link.getAttribute("href"), link]));
  const made = places.map(({ href, text }) => known.get(href) ?? build(href, text));
  hits.prepend(...made);
  hits.querySelectorAll("[role=option]").forEach((hit, index) => (hit.ariaSelected = String(index === 0)));
}

function build(href, text) {
  const link = document.createElement("a");
  link.id = `recent-${href.replace(/\W/g, "-")}`;
  Object.assign(link, { href, textContent: text, role: "option", tabIndex: -1 });
  return link;
}
