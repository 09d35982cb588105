// Writes src/generated.ts: the types of queries.graphql, and each query as a typed document.
import { codegen } from "@graphql-codegen/core";
import * as document from "@graphql-codegen/typed-document-node";
import * as operations from "@graphql-codegen/typescript-operations";
import { buildSchema, parse, printSchema } from "graphql";
import { readFile, writeFile } from "node:fs/promises";

const at = (path) => new URL(path, import.meta.url);
const target = process.argv[2] ?? at("src/generated.ts");
const text = async (path) => readFile(at(path), "utf8");
const schema = buildSchema(await text("../../schema/schema.graphql"));

const config = {
  strictScalars: true,
  scalars: { Date: "string", DateTime: "string", Decimal: "string", JSON: "unknown", Upload: "Blob" },
  enumType: "string-literal",
  useTypeImports: true,
  documentMode: "documentNode",
  skipTypename: true,
};
const written = await codegen({
  schema: parse(printSchema(schema)),
  schemaAst: schema,
  documents: [{ location: "queries.graphql", document: parse(await text("queries.graphql")) }],
  filename: "src/generated.ts",
  config,
  plugins: [{ operations: {} }, { document: {} }],
  pluginMap: { operations, document },
});
await writeFile(target, `// Written by generate.mjs from queries.graphql; changes here are lost.\n${written}\n`);
