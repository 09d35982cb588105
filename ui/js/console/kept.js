// What was run, kept in this browser only: the queries and their variables, never an answer.
const PLACE = "console-history";
const MOST = 40;

export function kept() {
  try {
    const found = JSON.parse(localStorage.getItem(PLACE) ?? "[]");
    return Array.isArray(found) ? found : [];
  } catch {
    return [];
  }
}

export function keep(query, variables) {
  const text = query.trim();
  const others = kept().filter((one) => one.query.trim() !== text || one.variables !== variables);
  store([{ query, variables, at: new Date().toISOString() }, ...others].slice(0, MOST));
}

export const forget = () => store([]);

function store(entries) {
  try {
    localStorage.setItem(PLACE, JSON.stringify(entries));
  } catch {
    // A browser that keeps nothing for us just shows no history.
  }
}
