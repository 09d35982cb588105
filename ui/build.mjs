// Builds static/dist: the style sheets, the page script, htmx, the console, one icon sprite, each compressed too; manifest.json.
import { createHash } from "node:crypto";
import { mkdir, readFile, readdir, rename, rm, writeFile } from "node:fs/promises";
import { basename, dirname, extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { build } from "esbuild";

const HERE = dirname(fileURLToPath(import.meta.url));
const MODULES = join(HERE, "node_modules");
const TARGET = join(HERE, "static", "dist");
const SCRATCH = join(HERE, "static", `dist-${process.pid}`);
const BROWSERS = ["chrome123", "firefox121", "safari17.5"];

async function bundle(entry) {
  const { outputFiles } = await build({
    entryPoints: [join(HERE, entry)],
    bundle: true,
    minify: true,
    write: false,
    format: entry.endsWith(".css") ? undefined : "esm",
    target: BROWSERS,
    legalComments: "none",
    alias: { graphql: join(MODULES, "graphql", "index.mjs") },
    logLevel: "warning",
  });
  return outputFiles[0].contents;
}

/** Copies each icon named in icons.txt into one sprite; `<use href="…#name">` shows it. */
async function sprite() {
  const names = (await readFile(join(HERE, "icons.txt"), "utf8")).split(/\s+/).filter(Boolean);
  const symbols = await Promise.all(names.map(symbol));
  return `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join("")}</svg>`;
}

async function symbol(name) {
  const source = await readFile(join(MODULES, "lucide-static", "icons", `${name}.svg`), "utf8");
  const shapes = source.slice(source.indexOf(">", source.indexOf("<svg")) + 1, source.lastIndexOf("</svg>"));
  return `<symbol id="${name}" viewBox="0 0 24 24">${shapes.replace(/\s+/g, " ").trim()}</symbol>`;
}

async function keep(name, contents, manifest) {
  const hash = createHash("sha256").update(contents).digest("hex").slice(0, 10);
  const hashed = `${basename(name, extname(name))}.${hash}${extname(name)}`;
  await writeFile(join(SCRATCH, hashed), contents);
  await writeFile(join(SCRATCH, `${hashed}.br`), brotliCompressSync(contents, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }));
  await writeFile(join(SCRATCH, `${hashed}.gz`), gzipSync(contents, { level: 9 }));
  manifest[name] = hashed;
}

await mkdir(SCRATCH, { recursive: true });
const manifest = {};
await keep("app.css", await bundle("css/app.css"), manifest);
await keep("metrics.css", await bundle("css/metrics.css"), manifest);
await keep("attendance.css", await bundle("css/attendance.css"), manifest);
await keep("goals.css", await bundle("css/goals.css"), manifest);
await keep("performance.css", await bundle("css/performance.css"), manifest);
await keep("support.css", await bundle("css/support.css"), manifest);
await keep("live.js", await bundle("js/live.js"), manifest);
await keep("support.js", await bundle("js/support.js"), manifest);
await keep("payouts.css", await bundle("css/payouts.css"), manifest);
await keep("scores.js", await bundle("js/scores.js"), manifest);
await keep("policies.css", await bundle("css/policies.css"), manifest);
await keep("plans.css", await bundle("css/plans.css"), manifest);
await keep("incentives.css", await bundle("css/incentives.css"), manifest);
await keep("training.css", await bundle("css/training.css"), manifest);
await keep("learning.css", await bundle("css/learning.css"), manifest);
await keep("learning.js", await bundle("js/learning.js"), manifest);
await keep("delivery.css", await bundle("css/delivery.css"), manifest);
await keep("judged.css", await bundle("css/judged.css"), manifest);
await keep("public.css", await bundle("css/public.css"), manifest);
await keep("intake.css", await bundle("css/intake.css"), manifest);
await keep("intake.js", await bundle("js/intake.js"), manifest);
await keep("feedback.css", await bundle("css/feedback.css"), manifest);
await keep("feedback.js", await bundle("js/feedback.js"), manifest);
await keep("library.css", await bundle("css/library.css"), manifest);
await keep("library.js", await bundle("js/library.js"), manifest);
await keep("judged.js", await bundle("js/judged.js"), manifest);
await keep("today.css", await bundle("css/today.css"), manifest);
await keep("effect.css", await bundle("css/effect.css"), manifest);
await keep("org.css", await bundle("css/org.css"), manifest);
await keep("competencies.css", await bundle("css/competencies.css"), manifest);
await keep("data.css", await bundle("css/data.css"), manifest);
await keep("data.js", await bundle("js/data.js"), manifest);
await keep("console.css", await bundle("css/console.css"), manifest);
await keep("app.js", await bundle("js/app.js"), manifest);
await keep("arrange.js", await bundle("js/arrange.js"), manifest);
await keep("console.js", await bundle("js/console.js"), manifest);
await keep("htmx.js", await readFile(join(MODULES, "htmx.org", "dist", "htmx.min.js")), manifest);
await keep("icons.svg", await sprite(), manifest);
await keep("icon.svg", await readFile(join(HERE, "icon.svg")), manifest);
for (const size of [180, 192, 512]) await keep(`icon-${size}.png`, await readFile(join(HERE, `icon-${size}.png`)), manifest);
await writeFile(join(SCRATCH, "manifest.json"), JSON.stringify(manifest, null, 2) + "\n");
await rm(TARGET, { recursive: true, force: true });
await rename(SCRATCH, TARGET);
for (const name of (await readdir(TARGET)).sort()) console.log(name);
