// The editor: CodeMirror in a shadow root, so that no inline style is needed.
import { autocompletion, closeBrackets, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { HighlightStyle, bracketMatching, syntaxHighlighting } from "@codemirror/language";
import { lintKeymap } from "@codemirror/lint";
import { EditorState } from "@codemirror/state";
import { EditorView, drawSelection, keymap, lineNumbers } from "@codemirror/view";
import { tags } from "@lezer/highlight";
import { graphql, updateSchema } from "cm6-graphql";

const color = (name) => `var(--${name})`;

const style = HighlightStyle.define([
  { tag: [tags.keyword, tags.definitionKeyword], color: color("accent"), fontWeight: "600" },
  { tag: [tags.string, tags.number, tags.bool], color: color("good") },
  { tag: tags.comment, color: color("ink-3") },
  { tag: [tags.variableName, tags.typeName, tags.atom], color: color("care") },
]);
const theme = EditorView.theme({
  "&": { height: "100%", fontSize: "13px", color: color("ink"), background: color("sheet") },
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

/** Makes the editor in `host`; `keys` maps CodeMirror key names to actions. */
export function makeEditor(host, { text, label, keys }) {
  const root = host.attachShadow({ mode: "open" });
  const place = root.appendChild(document.createElement("div"));
  place.part = "frame";
  const own = Object.entries(keys).map(([key, act]) => ({ key, run: () => (act(), true) }));
  const view = new EditorView({
    parent: place,
    root,
    state: EditorState.create({
      doc: text,
      extensions: [
        lineNumbers(), history(), drawSelection(), bracketMatching(), closeBrackets(), autocompletion(),
        EditorView.contentAttributes.of({ "aria-label": label }), EditorView.domEventHandlers({ beforeinput: typed }),
        EditorView.lineWrapping, theme, syntaxHighlighting(style), graphql(),
        keymap.of([...own, ...completionKeymap, ...lintKeymap, ...historyKeymap, ...defaultKeymap]),
      ],
    }),
  });
  return {
    text: () => view.state.doc.toString(),
    write: (given) => view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: given }, selection: { anchor: 0 } }),
    know: (schema) => updateSchema(view, schema),
    focus: () => view.focus(),
  };
}
