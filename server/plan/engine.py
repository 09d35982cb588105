"""The engine: runs a query as compiled statements, and serves single root fields to the ordinary executor."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, TypeAlias, cast

import orjson
from graphql import (
    FragmentDefinitionNode,
    GraphQLObjectType,
    GraphQLResolveInfo,
    GraphQLSchema,
    get_named_type,
    get_variable_values,
)
from graphql.execution.collect_fields import FieldDetails, FragmentDetails, collect_fields
from graphql.execution.values import VariableValues

from server.kernel.clock import read_instant, spell_instant
from server.kernel.context import Context
from server.kernel.errors import Trouble
from server.plan.compile import Compiler, Root, RootPlan
from server.plan.cursor import Cursors
from server.plan.dialect import dialect
from server.plan.documents import Documents, InvalidDocument, Lru, Operation, Parsed
from server.plan.entity import Entity
from server.plan.finish import Finisher
from server.plan.limits import Pricing, measure_input
from server.plan.sight import Eye
from server.plan.source import Getter, Values
from server.plan.tree import signature
from server.plan.where import Scope, camel
from server.store.reads import ReadPool, Snapshot
from server.store.store import Store

Reads: TypeAlias = ReadPool | Snapshot
NO_VARIABLES = VariableValues({}, {})
PLANS = 2000


@dataclass(frozen=True)
class Plan:
    """The compiled roots of one operation for one kind of caller."""

    roots: tuple[RootPlan, ...]
    cost: int


@dataclass
class Failure:
    """A root field that could not be answered, and why."""

    path: str
    trouble: Trouble


@dataclass
class Answer:
    """The parts of a response: JSON by root key, failures, and what the policy hid.

    `rows` holds, as plain values, the roots that had to be finished (whatever was sealed is among them).
    """

    parts: list[tuple[str, bytes]] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)
    masked: list[dict[str, str]] = field(default_factory=list)
    cost: int = 0
    lost: bool = False
    rows: dict[str, object] = field(default_factory=dict)

    def data(self) -> bytes:
        if self.lost:
            return b"null"
        return b"{" + b",".join(orjson.dumps(key) + b":" + text for key, text in self.parts) + b"}"


class Engine:
    """Compiles and runs read operations for one schema and one store."""

    def __init__(
        self, schema: GraphQLSchema, entities: Mapping[str, Entity], roots: Mapping[str, Root], store: Store
    ) -> None:
        self.schema, self.entities, self.roots, self.store = schema, dict(entities), dict(roots), store
        resolved = frozenset(
            f"{name}.{camel(field)}" for name, each in self.entities.items() for field in each.resolved
        )
        self.documents = Documents(schema, lambda name: name == "__typename" or name in self.roots, resolved)
        self.cursors = Cursors(store.secrets.derive("cursor"))
        self.dialect = dialect(store.dialect)
        self.plans: Lru[tuple[object, ...], Plan] = Lru(PLANS)
        self.people = self.entities["Employee"]

    # -- whole operations --------------------------------------------------------------------------------------

    def variables(self, operation: Operation, given: Mapping[str, object] | None) -> VariableValues:
        """Coerce the variables; InvalidInput says which is wrong, without naming the schema."""
        definitions = operation.node.variable_definitions or ()
        if not definitions:
            return NO_VARIABLES
        if operation.texts and given and all(isinstance(given.get(name), str) for name in operation.texts):
            return VariableValues({}, {name: given[name] for name in operation.texts})
        measure_input(given)
        found = get_variable_values(
            self.schema, definitions, dict(given or {}), max_errors=5, hide_suggestions=True
        )
        if isinstance(found, VariableValues):
            return found
        sent = operation.node.loc.source.body if operation.node.loc else ""
        raise InvalidDocument(found, f"{sent} {given}")

    async def run(
        self, ctx: Context, parsed: Parsed, operation: Operation, variables: VariableValues
    ) -> Answer:
        plan = self.plan(ctx, parsed, operation, variables)
        answer = Answer(masked=[entry for root in plan.roots for entry in root.masked], cost=plan.cost)
        finisher = self.finisher(ctx)
        if len(plan.roots) == 1:
            await self.answer(ctx, plan.roots[0], variables, finisher, self.store.reads, answer)
        else:
            async with self.store.reads.snapshot() as snapshot:
                for root in plan.roots:
                    await self.answer(ctx, root, variables, finisher, snapshot, answer)
        return answer

    def plan(self, ctx: Context, parsed: Parsed, operation: Operation, variables: VariableValues) -> Plan:
        coerced = variables.coerced
        shaped = tuple((name, signature(value, name in operation.exact)) for name, value in coerced.items())
        name = operation.node.name.value if operation.node.name else ""
        key = (parsed.key, name, shaped, ctx.principal.shape, ctx.policy.version)
        return self.plans.get(key) or self.plans.put(key, self.compile(ctx, parsed, operation, variables))

    def compile(self, ctx: Context, parsed: Parsed, operation: Operation, variables: VariableValues) -> Plan:
        price = Pricing(parsed.plain_fragments, variables.coerced).cost(operation.node.selection_set)
        query = cast("GraphQLObjectType", self.schema.query_type)
        collected = collect_fields(self.schema, parsed.fragments, variables, query, operation.node)
        compiler = self.compiler(ctx, parsed.fragments, operation, variables)
        roots = [compiler.root(key, details) for key, details in collected.grouped_field_set.items()]
        return Plan(tuple(roots), price)

    def compiler(
        self,
        ctx: Context,
        fragments: dict[str, FragmentDetails],
        operation: Operation,
        variables: VariableValues,
    ) -> Compiler:
        scope = Scope(self.entities, self.people, Eye(ctx.policy, ctx.principal), self.store.vault.blind)
        return Compiler(
            self.schema, operation.node, fragments, variables, self.dialect, scope, self.roots, self.cursors
        )

    async def answer(
        self,
        ctx: Context,
        root: RootPlan,
        variables: VariableValues,
        finisher: Finisher,
        reads: Reads,
        answer: Answer,
    ) -> None:
        try:
            text = await self.text(ctx, root, variables, finisher, reads, answer)
        except Trouble as trouble:
            answer.failures.append(Failure(root.key, trouble))
            answer.lost = answer.lost or root.required
            text = b"null"
        answer.parts.append((root.key, text))

    async def text(
        self,
        ctx: Context,
        root: RootPlan,
        variables: VariableValues,
        finisher: Finisher,
        reads: Reads,
        answer: Answer,
    ) -> bytes:
        found = await self.fetch(ctx, root, variables, reads)
        if root.shape is None or found is None:
            return b"null" if found is None else found.encode()
        answer.rows[root.key] = finisher.answer(root.shape, orjson.loads(found))
        return orjson.dumps(answer.rows[root.key])

    async def fetch(
        self, ctx: Context, root: RootPlan, variables: VariableValues, reads: Reads
    ) -> str | None:
        """Run the statement of a root and return its JSON text."""
        if root.trouble:
            raise root.trouble.with_traceback(None)  # it is kept with the plan, its trace is not
        if not root.sql:
            return root.constant
        values = Values(cast("dict[str, object]", variables.coerced), self.fixed(ctx))
        values.fixed |= self.moment(root, values)
        arguments = [get(values) for get in root.getters]
        rows = await reads.rows(root.sql, arguments)
        return root.text(rows[0]) if rows else None

    def arguments(self, ctx: Context, getters: Sequence[Getter]) -> list[object]:
        """Return the arguments of a statement that has no variables."""
        values = Values({}, self.fixed(ctx))
        return [get(values) for get in getters]

    def fixed(self, ctx: Context) -> dict[str, object]:
        teams = {f"team{n}": self.dialect.array(grant.team) for n, grant in enumerate(ctx.principal.grants)}
        here = {"as_of": self.dialect.bind(ctx.today), "language": ctx.language}
        who = {"me": ctx.principal.employee_id, "account": ctx.principal.account_id}
        return {**who, **here, **teams}

    def moment(self, root: RootPlan, values: Values) -> dict[str, object]:
        """Return the read's own day and knowledge, if it names them."""
        out: dict[str, object] = {}
        if root.as_of:
            day = root.as_of(values)
            out["as_of"] = self.dialect.bind(day if isinstance(day, date) else date.fromisoformat(str(day)))
        if root.as_known:
            known = root.as_known(values)
            out["as_known"] = spell_instant(
                known if isinstance(known, datetime) else read_instant(str(known))
            )
        return out

    def finisher(self, ctx: Context) -> Finisher:
        return Finisher(self.store.vault, self.cursors, ctx.language)

    # -- single fields, for the ordinary executor --------------------------------------------------------------

    async def resolve(self, ctx: Context, info: GraphQLResolveInfo[Any], root: Root | None = None) -> object:
        """Answer one root field (or a mutation's result) as plain values keyed by response key."""
        operation = Operation(info.operation, planned=True, exact=frozenset())
        fragments = {name: detailed(fragment) for name, fragment in info.fragments.items()}
        coerced = cast("dict[str, object]", info.variable_values)  # so Strawberry's executor hands them over
        variables = VariableValues({}, coerced)
        plain = {name: details.definition for name, details in fragments.items()}
        Pricing(plain, variables.coerced).cost(info.operation.selection_set)
        compiler = self.compiler(ctx, fragments, operation, variables)
        details = [FieldDetails(node, None) for node in info.field_nodes]
        target = self.schema.type_map[root.entity] if root else get_named_type(info.return_type)
        plan = compiler.root(str(info.path.key), details, root, target)
        text = await self.fetch(ctx, plan, variables, self.store.reads)
        self.tell_masked(info, plan)
        data = None if text is None else orjson.loads(text)
        return self.report(ctx, info.context).answer(plan.shape, data) if plan.shape else data

    def tell_masked(self, info: GraphQLResolveInfo[Any], plan: RootPlan) -> None:
        """Add what the policy hid to the list of the whole answer, under the field's full path."""
        above = [str(step) for step in info.path.as_list()[:-1] if isinstance(step, str)]
        told = masked_in(info.context)
        told += [{**entry, "path": ".".join([*above, entry["path"]])} for entry in plan.masked]

    def report(self, ctx: Context, call: object) -> Finisher:
        """Return the finisher of the whole answer, which names a person alike wherever they appear in it."""
        extra: dict[str, object] = getattr(call, "extra", {})
        return cast("Finisher", extra.setdefault("finisher", self.finisher(ctx)))


def masked_in(call: object) -> list[dict[str, str]]:
    """Return the list, kept with the call, of what the fields of an answer had to hide."""
    extra: dict[str, object] = getattr(call, "extra", {})
    return cast("list[dict[str, str]]", extra.setdefault("masked", []))


def detailed(fragment: FragmentDefinitionNode | FragmentDetails) -> FragmentDetails:
    return fragment if isinstance(fragment, FragmentDetails) else FragmentDetails(fragment)
