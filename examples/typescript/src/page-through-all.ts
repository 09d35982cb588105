// Counts everybody within reach by status, a page at a time.
import { connect, type Client } from "./client.js";
import { ListPeopleDocument, type ListPeopleQuery } from "./generated.js";

type Person = ListPeopleQuery["employees"]["nodes"][number];

async function* everybody(client: Client, first = 200): AsyncGenerator<Person> {
  let after: string | null = null;
  do {
    const { employees }: ListPeopleQuery = await client.ask(ListPeopleDocument, { first, after });
    yield* employees.nodes;
    after = employees.pageInfo.hasNextPage ? employees.pageInfo.endCursor : null;
  } while (after !== null);
}

const found = new Map<string, number>();
for await (const { status } of everybody(connect())) found.set(status ?? "-", (found.get(status ?? "-") ?? 0) + 1);
for (const status of [...found.keys()].sort()) console.log(`${status} ${found.get(status)}`);
console.log(`ALL ${[...found.values()].reduce((sum, one) => sum + one, 0)}`);
