// The API console: CodeMirror in a shadow root (so that no inline style is needed), schema docs, run and copy.
import { autocompletion, closeBrackets, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { HighlightStyle, bracketMatching, syntaxHighlighting } from "@codemirror/language";
import { lintKeymap } from "@codemirror/lint";
import { EditorState } from "@codemirror/state";
import { EditorView, drawSelection, keymap, lineNumbers } from "@codemirror/view";
import { tags } from "@lezer/highlight";
import { graphql, updateSchema } from "cm6-graphql";
import { buildClientSchema } from "graphql";

const $ = (id) => document.getElementById(id);
const root = $("console");
const words = JSON.parse(root.dataset.words);
const color = (name) => `var(--${name})`;

const style = HighlightStyle.define([
  { tag: [tags.keyword, tags.definitionKeyword], color: color("accent"), fontWeight: "600" },
  { tag: [tags.string, tags.number, tags.bool], color: color("good") },
  { tag: tags.comment, color: color("ink-3") },
  { tag: [tags.variableName, tags.typeName, tags.atom], color: color("care") },
]);
const theme = EditorView.theme({
  "&": { height: "320px", fontSize: "13px", color: color("ink"), background: color("sheet") },
  "&.cm-focused": { outline: `2px solid ${color("focus")}`, outlineOffset: "-2px" },
  ".cm-scroller": { fontFamily: color("mono"), lineHeight: "20px" },
  ".cm-gutters": { background: color("sheet"), color: color("ink-3"), border: "0" },
  ".cm-content": { caretColor: color("ink") },
  ".cm-cursor": { borderLeftColor: color("ink") },
  "&.cm-focused .cm-selectionBackground, .cm-selectionBackground": { background: `${color("accent-tint")} !important` },
  ".cm-tooltip": { background: color("sheet"), color: color("ink"), border: `1px solid ${color("edge")}` },
  ".cm-tooltip-autocomplete ul li[aria-selected]": { background: color("accent-tint"), color: color("ink") },
});

// The browser, typing over a selection, writes inline styles of its own, which the content policy refuses; so we type.
function typed(event, view) {
  if (event.inputType !== "insertText" || event.isComposing || !event.data) return false;
  event.preventDefault();
  const { from, to } = view.state.selection.main;
  const insert = () => view.state.update(view.state.replaceSelection(event.data), { userEvent: "input.type", scrollIntoView: true });
  const isDone = view.state.facet(EditorView.inputHandler).some((handle) => handle(view, from, to, event.data, insert));
  if (!isDone) view.dispatch(insert());
  return true;
}

const host = $("editor").attachShadow({ mode: "open" });
const place = host.appendChild(document.createElement("div"));
const first = $("examples").options[1]?.value ?? "{ viewer { username } }\n";
const view = new EditorView({
  parent: place,
  root: host,
  state: EditorState.create({
    doc: first,
    extensions: [
      lineNumbers(), history(), drawSelection(), bracketMatching(), closeBrackets(), autocompletion(),
      EditorView.contentAttributes.of({ "aria-label": $("write").textContent }), EditorView.domEventHandlers({ beforeinput: typed }),
      EditorView.lineWrapping, theme, syntaxHighlighting(style), graphql(),
      keymap.of([{ key: "Mod-Enter", run: () => (run(), true) }, ...completionKeymap, ...lintKeymap, ...historyKeymap, ...defaultKeymap]),
    ],
  }),
});
const query = () => view.state.doc.toString();

const EXTENSIONS = { masked: true, cost: true, policyVersion: true, requestId: true };

async function send(document, variables) {
  const answer = await fetch("/graphql", {
    method: "POST",
    headers: { "Content-Type": "application/json", Accept: "application/json", "X-CSRF-Token": root.dataset.csrf },
    body: JSON.stringify({ query: document, variables, extensions: EXTENSIONS }),
  });
  return answer.json();
}

function variables() {
  try {
    return JSON.parse($("variables").value || "{}");
  } catch {
    $("result").textContent = words["The variables are not JSON"];
    return null;
  }
}

async function run() {
  const given = variables();
  if (given === null) return;
  const start = performance.now();
  $("result").setAttribute("aria-busy", "true");
  try {
    const answer = await send(query(), given);
    $("result").textContent = JSON.stringify(answer, null, 2);
    $("timing").textContent = `${Math.round(performance.now() - start)} ms`;
    showMasked(answer.extensions?.masked ?? []);
  } catch {
    $("result").textContent = words["No answer"];
  }
  $("result").removeAttribute("aria-busy");
}

function showMasked(entries) {
  $("masked").replaceChildren(...(entries.length ? [element("p", "note care", `${words.Masked}: ${entries.map(said).join(" · ")}`)] : []));
}
const said = ({ path, rule }) => `${path} (${words["Rule %(rule)s"].replace("%(rule)s", rule)})`;

function element(name, className, text) {
  const made = document.createElement(name);
  made.className = className;
  made.textContent = text;
  return made;
}

function describe(type) {
  const fields = Object.values(type.getFields?.() ?? {});
  const values = type.getValues?.() ?? [];
  const box = document.createElement("details");
  box.append(element("summary", "", type.name));
  const body = box.appendChild(document.createElement("div"));
  if (type.description) body.append(element("p", "", type.description));
  for (const field of fields) {
    body.append(element("code", "", `${field.name}: ${field.type}`));
    body.append(element("p", "", field.description ?? ""));
  }
  if (values.length) body.append(element("code", "", values.map((value) => value.name).join(" ")));
  return box;
}

function showDocs(schema, text) {
  const roots = [schema.getQueryType(), schema.getMutationType()].filter(Boolean);
  const others = Object.values(schema.getTypeMap()).filter((type) => !type.name.startsWith("__") && !roots.includes(type));
  const wanted = text.toLowerCase();
  const found = [...roots, ...others].filter((type) =>
    !wanted || type.name.toLowerCase().includes(wanted) || Object.keys(type.getFields?.() ?? {}).some((name) => name.toLowerCase().includes(wanted)));
  $("docs-list").replaceChildren(...found.slice(0, 60).map(describe));
}

async function copy(text, button) {
  await navigator.clipboard.writeText(text);
  $("timing").textContent = words.Copied;
  button.focus();
}
const body = () => JSON.stringify({ query: query(), variables: variables() ?? {} });
const curl = () => `curl -s ${location.origin}/graphql \\\n  -H 'Authorization: Bearer TOKEN' -H 'Content-Type: application/json' \\\n  -d '${body().replaceAll("'", "'\\''")}'`;
const python = () => `import httpx\n\nanswer = httpx.post(\n    "${location.origin}/graphql",\n    headers={"Authorization": "Bearer TOKEN"},\n    json={"query": """${query()}""", "variables": ${JSON.stringify(variables() ?? {})}},\n)\nprint(answer.json())\n`;

$("run").addEventListener("click", run);
$("copy-curl").addEventListener("click", ({ currentTarget }) => copy(curl(), currentTarget));
$("copy-python").addEventListener("click", ({ currentTarget }) => copy(python(), currentTarget));
$("examples").addEventListener("change", ({ target }) => {
  if (target.value) view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: target.value } });
});

const data = await (await fetch("/api-console/schema")).json();
if (data.__schema) {
  const schema = buildClientSchema(data);
  updateSchema(view, schema);
  showDocs(schema, "");
  $("docs-find").addEventListener("input", ({ target }) => showDocs(schema, target.value));
}
