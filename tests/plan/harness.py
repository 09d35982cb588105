"""Runs a document through both executors as one caller, and brings answers to a comparable form."""

from __future__ import annotations

import logging
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import orjson

from schema import root
from schema.call import Call
from server.catalog import ROOTS, entities
from server.kernel.context import Context, Principal
from server.kernel.errors import Trouble
from server.plan.engine import Answer, Engine
from server.store.store import Store
from tests.plan.world import context, plant

SCHEMA = root.build()
logging.getLogger("strawberry.execution").setLevel(logging.CRITICAL + 1)  # refusals are expected here
ALIAS = re.compile(r"^(员工|Person )[A-Z]+$")
CURSORS = ("cursor", "startCursor", "endCursor")


async def nobody() -> list[Principal]:
    return []


@dataclass
class Bench:
    """A planted store and its engine; remembers the statements that ran."""

    store: Store
    engine: Engine
    statements: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.store.reads.on_statement = self.statements.append

    def context(self, who: str | Principal) -> Context:
        return context(self.store, who)

    async def run(
        self,
        who: str | Principal,
        source: str,
        given: Mapping[str, Any] | None = None,
        name: str | None = None,
    ) -> Answer:
        parsed = self.engine.documents.get(source)
        operation = parsed.operation(name)
        assert operation.planned, source
        return await self.engine.run(
            self.context(who), parsed, operation, self.engine.variables(operation, given)
        )

    async def compiled(
        self,
        who: str | Principal,
        source: str,
        given: Mapping[str, Any] | None = None,
        name: str | None = None,
    ) -> dict[str, Any]:
        """Return data and error codes as the engine answers."""
        try:
            answer = await self.run(who, source, given, name)
        except Trouble as trouble:
            return {"data": None, "codes": [trouble.code]}
        return {
            "data": orjson.loads(answer.data()),
            "codes": sorted(each.trouble.code for each in answer.failures),
        }

    async def ordinary(
        self,
        who: str | Principal,
        source: str,
        given: Mapping[str, Any] | None = None,
        name: str | None = None,
    ) -> dict[str, Any]:
        """Return data and error codes as Strawberry's executor answers."""
        call = Call(self.context(who), self.engine, nobody)
        found = await SCHEMA.execute(
            source, variable_values=dict(given or {}), context_value=call, operation_name=name
        )
        return {"data": found.data, "codes": sorted(code_of(error) for error in found.errors or ())}

    async def data(self, who: str | Principal, source: str, given: Mapping[str, Any] | None = None) -> Any:
        found = await self.compiled(who, source, given)
        assert found["codes"] == [], found
        return found["data"]

    async def code(self, who: str | Principal, source: str, given: Mapping[str, Any] | None = None) -> str:
        """Return the one code a document is refused with."""
        found = await self.compiled(who, source, given)
        assert len(found["codes"]) == 1, found
        return str(found["codes"][0])


def code_of(error: Any) -> str:
    cause = error.original_error
    return cause.code if isinstance(cause, Trouble) else repr(cause or error)


async def bench(store: Store) -> Bench:
    await plant(store)
    return Bench(store, engine_of(store))


def engine_of(store: Store) -> Engine:
    return Engine(SCHEMA._schema, entities(), ROOTS, store)


def normal(value: Any, key: str = "", seen: dict[str, str] | None = None) -> Any:
    """Name aliases by order of appearance and blot out cursors, which differ from one answer to the next."""
    seen = {} if seen is None else seen
    if isinstance(value, dict):
        return {name: normal(item, name, seen) for name, item in value.items()}
    if isinstance(value, list):
        return [normal(item, key, seen) for item in value]
    if isinstance(value, str) and ALIAS.match(value):
        return seen.setdefault(value, f"alias {len(seen)}")
    return "cursor" if isinstance(value, str) and (key in CURSORS or len(value) > 60) else value


async def write(store: Store, *rows: Any) -> None:
    async def work() -> None:
        for each in rows:
            await each.save(force_create=True)

    await store.write(work)


def codes(found: dict[str, Any], root: str = "employees") -> list[str]:
    return [each["code"] for each in found[root]["nodes"]]
