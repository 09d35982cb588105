// Hires somebody; sent twice with one key it is done once: node out/hire.js CODE NAME DEPARTMENT DATE
import { Refused, connect } from "./client.js";
import { HireDocument } from "./generated.js";

const [code = "", name = "", departmentCode = "", hiredOn = ""] = process.argv.slice(2);
const client = connect();
const input = { code, name, departmentCode, hiredOn, idempotencyKey: `hire-${code}` };
try {
  const { hireEmployee: first } = await client.ask(HireDocument, { input });
  const { hireEmployee: again } = await client.ask(HireDocument, { input });
  console.log(`hired ${first.code}: ${first.status}, once: ${first.id === again.id}`);
  await client.ask(HireDocument, { input: { ...input, idempotencyKey: `other-${code}` } });
} catch (error) {
  if (!(error instanceof Refused)) throw error;
  console.log(`refused: ${error.code}`);
}
