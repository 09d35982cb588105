// Puts a query into its form without losing a comment.
import { parse, print } from "graphql";

/** Returns the document printed afresh; one with comments between its fields is only indented anew. */
export function tidy(text) {
  const { definitions } = parse(text);
  const inner = definitions.some(({ loc }) => /^\s*#/m.test(text.slice(loc.start, loc.end)));
  if (inner) return indented(text);
  let end = 0;
  const parts = definitions.map((one) => {
    const above = remarks(text.slice(end, one.loc.start));
    end = one.loc.end;
    return above + print(one);
  });
  return `${parts.join("\n\n")}\n${remarks(text.slice(end))}`;
}

const remarks = (text) => text.split("\n").map((line) => line.trim()).filter((line) => line.startsWith("#")).map((line) => `${line}\n`).join("");

function indented(text) {
  let depth = 0;
  const lines = text.trim().split("\n").map((line) => {
    const bare = line.trim();
    const closes = /^[}\])]/.test(bare) ? 1 : 0;
    const out = bare && "  ".repeat(Math.max(depth - closes, 0)) + bare;
    const code = bare.replace(/#.*|"(?:\\.|[^"\\])*"/g, "");
    depth += (code.match(/[{[(]/g) ?? []).length - (code.match(/[}\])]/g) ?? []).length;
    return out;
  });
  return `${lines.join("\n")}\n`;
}
