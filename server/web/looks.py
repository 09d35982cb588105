"""Who saw what: looks at contact data, identity papers and pay of others, written in groups beside the requests.

A look at one person is kept under that person; a list is kept once, with the number of its people. What one answer
showed of the same people is one row, which names every class and every rule.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace

import orjson
import structlog
from graphql import OperationType

from server.audit import log_access, look
from server.audit.chain import Look
from server.kernel.context import Context
from server.kernel.errors import Trouble
from server.plan.documents import InvalidDocument, Lru, Operation, Parsed
from server.plan.engine import Engine
from server.store.store import Store
from server.web.asked import Asked
from server.web.health import Health
from server.web.protected import (
    PROTECTED,
    SUBJECTS,
    Json,
    Path,
    Seen,
    Walk,
    asking_for_id,
    reached,
    rule_of,
    shown_in,
)

MOST_WAITING = 10_000
Data = bytes | Mapping[str, object]
GROUP = 2000
LOOK_SECONDS = 0.2
GATHER_SECONDS = 0.1
log = structlog.get_logger("zhiren.looks")


@dataclass(frozen=True)
class Waiting:
    """An answer that may have shown protected values."""

    ctx: Context
    parsed: Parsed
    operation: Operation
    asked: Asked
    seen: tuple[Seen, ...]
    data: bytes | Mapping[str, object]


class LookLog:
    """Takes note of answers at next to no cost, and writes what they showed."""

    def __init__(self, store: Store, engine: Engine, health: Health) -> None:
        self.store, self.engine, self.health = store, engine, health
        self.places: Lru[tuple[object, ...], tuple[Seen, ...]] = Lru(1000)
        self.queue: asyncio.Queue[Waiting | Look] = asyncio.Queue(MOST_WAITING)

    def note(self, ctx: Context, parsed: Parsed, operation: Operation, asked: Asked, data: Data) -> None:
        """Keep an answer for the writer, if its operation asks for anything protected that the caller may see."""
        if seen := self.protected(ctx, parsed, operation):
            self.put(Waiting(ctx, parsed, operation, asked, seen, data))

    def put(self, what: Waiting | Look) -> None:
        try:
            self.queue.put_nowait(what)
        except asyncio.QueueFull:
            self.health.report("access log", "too many looks are waiting")

    def protected(self, ctx: Context, parsed: Parsed, operation: Operation) -> tuple[Seen, ...]:
        """Return the places of an operation whose values the caller may see plainly; found once a document and role."""
        name = operation.node.name.value if operation.node.name else ""
        key = (parsed.key, name, ctx.policy.version, ctx.principal.shape)
        found = self.places.get(key)
        return self.places.put(key, self.places_of(ctx, parsed, operation)) if found is None else found

    def places_of(self, ctx: Context, parsed: Parsed, operation: Operation) -> tuple[Seen, ...]:
        asked = Walk(self.engine, ctx.policy, parsed).places(operation)
        ruled = [(seen, rule_of(ctx, seen.field, seen.group)) for seen in asked]
        return tuple(replace(seen, rule=rule) for seen, rule in ruled if rule)

    async def run(self, stop: asyncio.Event) -> None:
        """Write what waits, in groups, until told to stop and nothing waits any more."""
        while not (stop.is_set() and self.queue.empty()):
            try:
                first = await asyncio.wait_for(self.queue.get(), LOOK_SECONDS)
            except TimeoutError:
                continue
            with suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), GATHER_SECONDS)  # one write for what comes together
            group = [first, *self._more()]
            await self.keep(group)
            for _ in group:
                self.queue.task_done()

    def _more(self) -> Iterator[Waiting | Look]:
        for _ in range(min(self.queue.qsize(), GROUP)):
            yield self.queue.get_nowait()

    async def keep(self, waiting: list[Waiting | Look]) -> None:
        try:
            found: list[Look] = []
            for each in waiting:
                found += [each] if isinstance(each, Look) else await self.looks(each)
            if found:
                await self.store.write(lambda: log_access(found))
            self.health.report("access log", None)
        except Exception as error:  # noqa: BLE001 (health turns red; the next group must be tried)
            self.health.report("access log", type(error).__name__)
            log.error("looks were not kept", error=type(error).__name__, count=len(waiting))  # noqa: TRY400 (no values)

    async def looks(self, waiting: Waiting) -> list[Look]:
        """Return the looks of one answer; classes that came of the same people share one."""
        together: dict[tuple[Path, str | None, int], list[Seen]] = {}
        for seen, people in widest(waiting):
            way = seen.path[: seen.person]
            subject = await self.subject(waiting, seen, people[0]) if len(people) == 1 else None
            if others := self.others(waiting.ctx, subject, people):
                together.setdefault((way, subject, others), []).append(seen)
        return [self.one(waiting, subject, rows, seen) for (_, subject, rows), seen in together.items()]

    def others(self, ctx: Context, subject: str | None, people: list[Json]) -> int:
        """Return how many of them are not the caller."""
        own = ctx.principal.employee_id
        if own is None:
            return len(people)
        return 0 if subject == own else sum(1 for row in people if row.get("id") != own)

    def one(self, waiting: Waiting, subject: str | None, rows: int, seen: list[Seen]) -> Look:
        return look(
            waiting.ctx,
            subject_type=SUBJECTS.get(seen[0].group, self.engine.people.name),
            subject_id=subject,
            field_group=" ".join(dict.fromkeys(each.group for each in seen)),
            rule=" ".join(dict.fromkeys(each.rule for each in seen)),
            document=waiting.parsed.key,
            rows=rows,
        )

    async def subject(self, waiting: Waiting, seen: Seen, row: Json) -> str | None:
        """Return whose row it is: its id if that was asked for, else the id of the same root, asked for again."""
        if isinstance(row.get("id"), str):
            return str(row["id"])
        if seen.person != 1 or waiting.operation.node.operation is not OperationType.QUERY:
            return None
        try:
            parsed = self.engine.documents.get(asking_for_id(waiting.operation.node, seen.root))
            operation = parsed.operation(None)
            if not operation.planned:
                return None
            variables = self.engine.variables(operation, waiting.asked.variables)
            answer = await self.engine.run(waiting.ctx, parsed, operation, variables)
        except (Trouble, InvalidDocument):
            return None
        found = (orjson.loads(answer.data()) or {}).get("row") or {}
        return str(found["id"]) if "id" in found else None


def widest(waiting: Waiting) -> Iterator[tuple[Seen, list[Json]]]:
    """Yield, for each root and class in order, the place that showed a value of the most people, and those people."""
    data = orjson.loads(waiting.data) if isinstance(waiting.data, bytes) else waiting.data
    people: dict[Path, list[Json]] = {}
    most: dict[tuple[str, str], tuple[Seen, list[Json]]] = {}
    for seen in waiting.seen:
        way, key = seen.path[: seen.person], (seen.path[0], seen.group)
        if way not in people:
            people[way] = reached(data, way)
        known = len(most[key][1]) if key in most else 0
        if known < len(people[way]) and len(shown := shown_in(people[way], seen)) > known:
            most[key] = (seen, shown)
    yield from sorted(most.values(), key=lambda each: PROTECTED.index(each[0].group))
