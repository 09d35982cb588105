// The API console: a schema to read, a query to write, the answer to study, and the same query for other programs.
import { buildSchema, parse } from "graphql";
import { colour, element, facts, masks } from "./console/answer.js";
import { byHash, curl, python, typescript } from "./console/copies.js";
import { Docs } from "./console/docs.js";
import { makeEditor } from "./console/editor.js";
import { forget, keep, kept } from "./console/kept.js";
import { tidy } from "./console/tidy.js";

const $ = (id) => document.getElementById(id);
const root = $("console");
const words = JSON.parse(root.dataset.words);
const EXTENSIONS = { masked: true, cost: true, policyVersion: true, requestId: true };
const PATIENCE = 60_000;
let asking = null;

const firstExample = root.querySelector("[data-query]");
const editor = makeEditor($("editor"), {
  text: firstExample ? tidy(firstExample.dataset.query) : "{ viewer { username } }\n",
  label: $("write").textContent,
  keys: { "Mod-Enter": run, "Shift-Alt-f": prettify },
});

function say(text) {
  $("timing").replaceChildren(text);
}

/** The variables as an object; says what is wrong with them and returns null when they are none. */
function variables() {
  const field = $("variables");
  let found = null;
  try {
    found = JSON.parse(field.value.trim() || "{}");
    if (typeof found !== "object" || Array.isArray(found)) found = null;
  } catch {
    found = null;
  }
  field.setAttribute("aria-invalid", String(found === null));
  $("variables-error").textContent = found === null ? words["The variables are not JSON"] : "";
  return found;
}

function write(query, given = {}) {
  editor.write(query);
  $("variables").value = typeof given === "string" ? given : JSON.stringify(given, null, 2);
  $("variables-box").open = !/^\s*\{?\s*\}?\s*$/.test($("variables").value);
  variables();
  editor.focus();
}

function prettify() {
  try {
    editor.write(tidy(editor.text()));
    say("");
  } catch (error) {
    say(error.message);
  }
  const given = variables();
  if (given) $("variables").value = JSON.stringify(given, null, 2);
}

/** Names the operation to run when a document holds several: the first. */
function operationName(text) {
  try {
    const named = parse(text).definitions.filter(({ kind }) => kind === "OperationDefinition");
    return named.length > 1 ? named[0].name?.value : undefined;
  } catch {
    return undefined;
  }
}

async function send(query, given) {
  const answer = await fetch("/graphql", {
    method: "POST",
    signal: asking.signal,
    headers: { "Content-Type": "application/json", Accept: "application/json", "X-CSRF-Token": root.dataset.csrf },
    body: JSON.stringify({ query, variables: given, operationName: operationName(query), extensions: EXTENSIONS }),
  });
  const text = await answer.text();
  return { answer: JSON.parse(text), bytes: text.length };
}

async function run() {
  const given = variables();
  if (given === null) return;
  asking?.abort();
  asking = new AbortController();
  const mine = asking;
  const late = setTimeout(() => mine.abort(), PATIENCE);
  const query = editor.text();
  const start = performance.now();
  busy(true);
  try {
    const { answer, bytes } = await send(query, given);
    show(JSON.stringify(answer, null, 2));
    $("timing").replaceChildren(...facts(answer, { milliseconds: performance.now() - start, bytes, words }));
    $("masked").replaceChildren(...masks(answer.extensions?.masked ?? [], words));
    keep(query, $("variables").value);
    showHistory();
  } catch (error) {
    if (mine !== asking) return;
    show(error.name === "AbortError" ? words.Stopped : words["No answer"]);
  } finally {
    clearTimeout(late);
    if (mine === asking) busy(false);
  }
}

function busy(is) {
  $("result").ariaBusy = String(is);
  $("run").hidden = is;
  $("stop").hidden = !is;
}

function show(text) {
  $("result").textContent = text;
  colour($("result"));
}

function showHistory() {
  const entries = kept();
  const rows = entries.map((one) => {
    const row = element("button", "doc-row");
    row.type = "button";
    const title = one.query.match(/(?:query|mutation)\s+(\w+)/)?.[1] ?? one.query.replace(/\s+/g, " ").slice(0, 60);
    row.append(element("code", "", title), element("small", "", new Date(one.at).toLocaleString(document.documentElement.lang)));
    row.addEventListener("click", () => write(one.query, one.variables));
    return row;
  });
  $("history-list").replaceChildren(...(rows.length ? rows : [element("p", "hint", words["Nothing run yet"])]));
  $("forget").hidden = !rows.length;
}

async function copy(text, button) {
  await navigator.clipboard.writeText(text);
  say(words.Copied);
  button.closest("details").open = false;
}

const url = `${location.origin}/graphql`;
const COPIES = { curl, python, typescript };
for (const button of root.querySelectorAll("[data-copy]"))
  button.addEventListener("click", async () => {
    const given = variables();
    if (given === null) return;
    const make = COPIES[button.dataset.copy];
    await copy(make ? make(url, editor.text(), given) : await byHash(editor.text(), given), button);
  });
if (!globalThis.crypto?.subtle) root.querySelector('[data-copy="hash"]')?.remove();

$("run").addEventListener("click", run);
$("stop").addEventListener("click", () => asking?.abort());
$("tidy").addEventListener("click", prettify);
$("variables").addEventListener("input", variables);
$("variables").addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) run();
});
$("forget").addEventListener("click", () => (forget(), showHistory()));
for (const example of root.querySelectorAll("[data-query]"))
  example.addEventListener("click", () => write(tidy(example.dataset.query), JSON.parse(example.dataset.variables)));

const tabs = [...root.querySelectorAll("[role=tab]")];
function choose(tab) {
  for (const one of tabs) {
    one.ariaSelected = String(one === tab);
    one.tabIndex = one === tab ? 0 : -1;
    $(one.getAttribute("aria-controls")).hidden = one !== tab;
  }
}
for (const tab of tabs) {
  tab.addEventListener("click", () => choose(tab));
  tab.addEventListener("keydown", ({ key }) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[key];
    if (!step) return;
    const next = tabs[(tabs.indexOf(tab) + step + tabs.length) % tabs.length];
    choose(next);
    next.focus();
  });
}

const rights = new Map();
async function access(type) {
  if (!rights.has(type)) rights.set(type, fetch(`/api-console/access?type=${type}`).then((answer) => (answer.ok ? answer.json() : [])));
  return rights.get(type);
}

/** Writes the labels of all members into the schema: they are half of its weight, so they come at the first touch. */
async function label(schema) {
  const answer = await fetch("/api-console/schema?form=labels");
  if (!answer.ok) return;
  for (const [name, members] of Object.entries(await answer.json())) {
    const type = schema.getType(name);
    const known = type.getFields?.() ?? Object.fromEntries(type.getValues().map((value) => [value.name, value]));
    for (const [member, text] of Object.entries(members)) known[member].description = text;
  }
}

showHistory();
const answer = await fetch("/api-console/schema");
if (answer.ok) {
  const schema = buildSchema(await answer.text(), { assumeValidSDL: true });
  editor.know(schema);
  let labeled = null;
  const learn = () => (labeled ??= label(schema).catch(() => (labeled = null)));
  for (const touch of ["pointerdown", "keydown"]) root.addEventListener(touch, learn, { once: true });
  const docs = new Docs($("docs-list"), schema, { words, use: write, access, learn });
  $("docs-find").addEventListener("input", ({ target }) => docs.find(target.value));
} else $("docs-list").textContent = words["No answer"];
