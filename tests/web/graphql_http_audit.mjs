// Runs the audit of the npm package graphql-http against a server: node graphql_http_audit.mjs URL TOKEN
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const [url, token, home = new URL("../../ui/", import.meta.url).pathname] = process.argv.slice(2);
const { serverAudits } = await import(pathToFileURL(createRequire(`${home}/`).resolve("graphql-http")));
const fetchFn = (address, init = {}) =>
  fetch(address, { ...init, headers: { ...Object.fromEntries(new Headers(init.headers)), authorization: `Bearer ${token}` } });

const found = [];
for (const audit of serverAudits({ url, fetchFn })) {
  const { status, reason } = await audit.fn();
  found.push({ id: audit.id, name: audit.name, status, reason });
}
console.log(JSON.stringify(found));
process.exit(0);
