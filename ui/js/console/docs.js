// The schema to read: entries, types, fields with their labels, what the reader may do with each, and a query from a field.
import { getNamedType, isEnumType, isInputObjectType, isInterfaceType, isLeafType, isListType, isNonNullType, isObjectType, isUnionType } from "graphql";
import { element } from "./answer.js";

const MOST = 80;

function button(className, text, act) {
  const made = element("button", className, text);
  made.type = "button";
  made.addEventListener("click", act);
  return made;
}

export class Docs {
  /**
   * Shows `schema` in `place`; `use(query, variables)` takes a query made from an entry, `access(type)` tells the
   * rights, `learn()` is done once members carry their labels.
   */
  constructor(place, schema, { words, use, access, learn }) {
    Object.assign(this, { place, schema, words, use, access, learn, trail: [], wanted: "" });
    this.types = Object.values(schema.getTypeMap()).filter(({ name }) => !name.startsWith("__")).sort((a, b) => a.name.localeCompare(b.name));
    this.roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()].filter(Boolean);
    this.home();
  }

  home() {
    this.trail = [];
    const others = this.types.filter((type) => !this.roots.includes(type) && isObjectType(type) && !/(Connection|Edge)$/.test(type.name));
    const list = (types) => types.map((type) => this.row(type.name, type.description, () => this.open(type)));
    this.show([this.heading(this.words.Entries), ...list(this.roots), this.heading(this.words.Types), ...list(others)]);
  }

  async find(text) {
    const wanted = (this.wanted = text.trim().toLowerCase());
    if (!wanted) return this.home();
    await this.learn();
    if (wanted !== this.wanted) return;
    const has = (...texts) => texts.some((one) => one?.toLowerCase().includes(wanted));
    const hits = [];
    for (const type of this.types) {
      if (has(type.name, type.description)) hits.push([type.name, type, ""]);
      for (const field of Object.values(type.getFields?.() ?? {}))
        if (has(`${type.name}.${field.name}`, field.description)) hits.push([`${type.name}.${field.name}`, type, field.name]);
    }
    const rank = ([name, type]) =>
      [name.toLowerCase() === wanted, name.toLowerCase().endsWith(`.${wanted}`), this.roots.includes(type), isObjectType(type), true].indexOf(true);
    hits.sort((a, b) => rank(a) - rank(b));
    const rows = hits.slice(0, MOST).map(([name, type, field]) => {
      const description = field ? type.getFields()[field].description : type.description;
      return this.row(name, description, () => this.open(type, field));
    });
    this.show(rows.length ? rows : [element("p", "hint", this.words["Nothing of that name"])]);
  }

  async open(type, field = "") {
    await this.learn();
    if (this.trail.at(-1) !== type) this.trail.push(type);
    const head = element("div", "doc-head");
    head.append(button("link", `‹ ${this.words.Back}`, () => this.back()), element("h2", "", type.name));
    const parts = [head];
    if (type.description) parts.push(element("p", "", type.description));
    if (isEnumType(type)) parts.push(...type.getValues().map((value) => this.value(value)));
    if (isUnionType(type)) parts.push(...type.getTypes().map((one) => this.row(one.name, one.description, () => this.open(one))));
    if (isInterfaceType(type)) parts.push(...this.schema.getPossibleTypes(type).map((one) => this.row(one.name, one.description, () => this.open(one))));
    const fields = Object.values(type.getFields?.() ?? {});
    parts.push(...fields.map((one) => this.field(type, one)));
    this.show(parts);
    if (field) this.place.querySelector(`[data-field="${field}"]`)?.scrollIntoView({ block: "center" });
    if (isObjectType(type)) this.rights(type);
  }

  back() {
    this.trail.pop();
    const last = this.trail.pop();
    if (last) this.open(last);
    else this.home();
  }

  show(parts) {
    this.place.replaceChildren(...parts);
    this.place.scrollTop = 0;
  }

  heading(text) {
    return element("h2", "", text);
  }

  row(name, label, act) {
    const made = button("doc-row", "", act);
    made.append(element("code", "", name), element("small", "", label ?? ""));
    return made;
  }

  value(value) {
    const made = element("div", "doc-field");
    made.append(element("code", "", value.name), element("p", "", value.description ?? ""));
    return made;
  }

  field(type, field) {
    const made = element("div", "doc-field");
    made.dataset.field = field.name;
    const line = made.appendChild(element("code", "", field.name));
    if (field.args?.length) line.append(element("span", "args", `(${field.args.map((one) => `${one.name}: ${one.type}`).join(", ")})`));
    line.append(": ", this.typed(field.type));
    if (this.roots.includes(type) && type !== this.schema.getSubscriptionType())
      made.append(button("button small", this.words.Use, () => this.use(...skeleton(this.schema, type, field))));
    if (field.deprecationReason) made.append(element("p", "care", `${this.words.Deprecated}: ${field.deprecationReason}`));
    if (field.description) made.append(element("p", "", field.description));
    return made;
  }

  typed(type) {
    const named = getNamedType(type);
    const [before, after] = String(type).split(named.name);
    const span = element("span", "");
    span.append(before, isLeafType(named) && !isEnumType(named) ? named.name : button("link", named.name, () => this.open(named)), after);
    return span;
  }

  /** Adds to each field its data class and what the reader's own roles may do with it. */
  async rights(type) {
    const told = await this.access(type.name);
    if (this.trail.at(-1) !== type) return;
    for (const box of this.place.querySelectorAll("[data-field]")) {
      const own = told.filter(({ field }) => field === box.dataset.field);
      if (!own.length) continue;
      const line = element("p", "rights");
      line.append(element("span", "class", own[0].classLabel), ...own.map((one) => element("span", one.view === "null" ? "no" : one.view === "plain" ? "yes" : "part", one.said)));
      box.append(line);
    }
  }
}

/** Makes a query of an entry: needed arguments become variables, plain fields are chosen, lists go through `nodes`. */
export function skeleton(schema, root, field) {
  const needed = field.args.filter((one) => isNonNullType(one.type) && one.defaultValue === undefined);
  const variables = Object.fromEntries(needed.map((one) => [one.name, sample(one.type)]));
  const declared = needed.length ? `(${needed.map((one) => `$${one.name}: ${one.type}`).join(", ")})` : "";
  const passed = needed.map((one) => `${one.name}: $${one.name}`);
  if (field.args.some(({ name }) => name === "first") && !needed.some(({ name }) => name === "first")) passed.unshift("first: 10");
  const given = passed.length ? `(${passed.join(", ")})` : "";
  const kind = root === schema.getMutationType() ? "mutation" : "query";
  const name = field.name[0].toUpperCase() + field.name.slice(1);
  return [`${kind} ${name}${declared} {\n  ${field.name}${given}${choice(schema, getNamedType(field.type), 1)}\n}\n`, variables];
}

function choice(schema, type, depth) {
  if (isLeafType(type)) return "";
  const inner = "  ".repeat(depth + 1);
  const close = `\n${"  ".repeat(depth)}}`;
  if (isUnionType(type)) return ` {\n${inner}__typename\n${type.getTypes().map((one) => `${inner}... on ${one.name}${choice(schema, one, depth + 1)}`).join("\n")}${close}`;
  const fields = Object.values(type.getFields());
  const nodes = fields.find(({ name }) => name === "nodes");
  if (nodes) return ` {\n${inner}totalCount\n${inner}nodes${choice(schema, getNamedType(nodes.type), depth + 1)}${close}`;
  const plain = fields.filter((one) => isLeafType(getNamedType(one.type)) && one.args.every((arg) => !isNonNullType(arg.type)) && !one.deprecationReason);
  return ` {\n${inner}${plain.slice(0, 12).map(({ name }) => name).join(" ") || "__typename"}${close}`;
}

function sample(type) {
  const bare = isNonNullType(type) ? type.ofType : type;
  if (isListType(bare)) return [sample(bare.ofType)];
  if (isEnumType(bare)) return bare.getValues()[0].name;
  if (isInputObjectType(bare)) {
    const needed = Object.values(bare.getFields()).filter((one) => isNonNullType(one.type) && one.defaultValue === undefined);
    return Object.fromEntries(needed.map((one) => [one.name, sample(one.type)]));
  }
  return { Int: 0, Float: 0, Boolean: false, Date: new Date().toISOString().slice(0, 10) }[bare.name] ?? "";
}
