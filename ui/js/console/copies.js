// The query as others run it: curl, Python with httpx, TypeScript with fetch, and by its hash.
const shell = (text) => `'${text.replaceAll("'", "'\\''")}'`;
const indent = (text, by) => text.replaceAll("\n", `\n${by}`);

export const curl = (url, query, variables) =>
  `curl -sS ${url} \\\n  -H "Authorization: Bearer $ZHIREN_TOKEN" \\\n  -H 'Content-Type: application/json' \\\n  -d ${shell(JSON.stringify({ query, variables }))}\n`;

/** JSON that Python reads: true, false and null have names of their own there. */
function literal(value) {
  if (value === null) return "None";
  if (typeof value === "boolean") return value ? "True" : "False";
  if (Array.isArray(value)) return `[${value.map(literal).join(", ")}]`;
  if (typeof value === "object") return `{${Object.entries(value).map(([key, one]) => `${JSON.stringify(key)}: ${literal(one)}`).join(", ")}}`;
  return JSON.stringify(value);
}

const quoted = (text) => text.replaceAll("\\", "\\\\").replaceAll('"""', '\\"\\"\\"');

export const python = (url, query, variables) => `import os

import httpx

QUERY = """
${quoted(query.trim())}
"""

answer = httpx.post(
    ${JSON.stringify(url)},
    headers={"Authorization": f"Bearer {os.environ['ZHIREN_TOKEN']}"},
    json={"query": QUERY, "variables": ${literal(variables)}},
).json()
if "errors" in answer:
    raise SystemExit(answer["errors"][0]["message"])
print(answer["data"])
`;

export const typescript = (url, query, variables) => `const query = ${"`"}
${query.trim().replaceAll("\\", "\\\\").replaceAll("`", "\\`").replaceAll("${", "\\${")}
${"`"};

const response = await fetch(${JSON.stringify(url)}, {
  method: "POST",
  headers: { Authorization: ${"`Bearer ${process.env.ZHIREN_TOKEN}`"}, "Content-Type": "application/json" },
  body: JSON.stringify({ query, variables: ${indent(JSON.stringify(variables, null, 2), "  ")} }),
});
const { data, errors } = await response.json();
if (errors) throw new Error(errors[0].message);
console.log(data);
`;

/** The body that asks by hash; the server knows a query once somebody has sent it whole. */
export async function byHash(query, variables) {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(query));
  const sha256Hash = Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
  return `${JSON.stringify({ variables, extensions: { persistedQuery: { version: 1, sha256Hash } } }, null, 2)}\n`;
}
