// Prints the first people within reach, or those a word finds: node out/list-people.js [WORD]
import { connect } from "./client.js";
import { ListPeopleDocument } from "./generated.js";

const [search] = process.argv.slice(2);
const { employees } = await connect().ask(ListPeopleDocument, { first: 10, search: search ?? null });
console.log(`${employees.totalCount} people`);
for (const { code, name, status, department } of employees.nodes) console.log(`${code}  ${name}  ${status}  ${department?.name ?? "-"}`);
