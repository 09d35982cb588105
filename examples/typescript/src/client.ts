// A client of forty lines: it sends a typed document and gives back typed data, or throws what the server refused.
import type { TypedDocumentNode } from "@graphql-typed-document-node/core";
import { print, type GraphQLFormattedError } from "graphql";

export class Refused extends Error {
  constructor(readonly errors: readonly GraphQLFormattedError[]) {
    super(errors[0]?.message ?? "refused");
  }

  get code(): string {
    return String(this.errors[0]?.extensions?.["code"] ?? "INTERNAL");
  }
}

export class Client {
  constructor(
    private readonly url: string,
    private readonly token: string,
  ) {}

  async ask<Data, Variables>(document: TypedDocumentNode<Data, Variables>, variables: Variables): Promise<Data> {
    const response = await fetch(`${this.url}/graphql`, {
      method: "POST",
      headers: { Authorization: `Bearer ${this.token}`, "Content-Type": "application/json", Accept: "application/graphql-response+json" },
      body: JSON.stringify({ query: print(document), variables }),
    });
    const { data, errors } = (await response.json()) as { data?: Data; errors?: GraphQLFormattedError[] };
    if (errors?.length || data === undefined) throw new Refused(errors ?? []);
    return data;
  }
}

/** The server named in ZHIREN_URL, signed in by the token in ZHIREN_TOKEN. */
export function connect(): Client {
  const { ZHIREN_URL = "http://127.0.0.1:8000", ZHIREN_TOKEN } = process.env;
  if (!ZHIREN_TOKEN) throw new Error("set ZHIREN_TOKEN (main.py token create USERNAME)");
  return new Client(ZHIREN_URL.replace(/\/$/, ""), ZHIREN_TOKEN);
}
