// The answer: coloured without a node of its own for each word, with what it cost and what was masked.
const WORDS = /("(?:\\.|[^"\\])*")(\s*:)?|\b(-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)\b/g;
const MOST = 200_000;

/** Colours JSON by highlights, which are ranges of the text; browsers without them show it plain. */
export function colour(node) {
  if (!globalThis.Highlight || !node.firstChild) return;
  const text = node.textContent.slice(0, MOST);
  const groups = { key: [], text: [], value: [] };
  for (const found of text.matchAll(WORDS)) {
    const range = new StaticRange({
      startContainer: node.firstChild, startOffset: found.index,
      endContainer: node.firstChild, endOffset: found.index + (found[1] ?? found[3]).length,
    });
    groups[found[1] ? (found[2] ? "key" : "text") : "value"].push(range);
  }
  for (const [name, ranges] of Object.entries(groups)) CSS.highlights.set(`json-${name}`, new Highlight(...ranges));
}

export function element(name, className, text = "") {
  const made = document.createElement(name);
  if (className) made.className = className;
  made.textContent = text;
  return made;
}

/** What the answer says about itself, as short terms: time, size, cost, policy, request. */
export function facts(answer, { milliseconds, bytes, words }) {
  const { cost, policyVersion, requestId } = answer.extensions ?? {};
  const size = bytes < 10_000 ? `${bytes} B` : `${Math.round(bytes / 1000)} kB`;
  const all = {
    Time: `${Math.round(milliseconds)} ms`, Size: size, Cost: price(cost), Policy: policyVersion, Request: requestId?.slice(0, 8),
  };
  return Object.entries(all).filter(([, value]) => value).map(([name, value]) => {
    const made = element("span", "", `${words[name]} `);
    made.append(element("b", "", String(value)));
    return made;
  });
}

const price = (cost) => (cost && typeof cost === "object" ? Object.values(cost).filter((one) => typeof one === "number").join(" / ") : cost);

/** The masked values by rule: each rule once, with the places it hides. */
export function masks(entries, words) {
  const byRule = Map.groupBy ? Map.groupBy(entries, ({ rule }) => rule) : grouped(entries);
  return [...byRule].map(([rule, ones]) => {
    const box = element("details", "");
    box.append(element("summary", "", `${words.Masked} ${ones.length} · ${words["Rule %(rule)s"].replace("%(rule)s", rule)}`));
    box.append(element("code", "", ones.slice(0, 50).map(({ path }) => path).join("  ")));
    return box;
  });
}

function grouped(entries) {
  const found = new Map();
  for (const one of entries) found.set(one.rule, [...(found.get(one.rule) ?? []), one]);
  return found;
}
