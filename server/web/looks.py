"""Who saw what: looks at contact data, identity papers and pay of others, written in groups beside the requests.

A look at one person is kept under that person; a list is kept once, with the number of its people.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass

import orjson
import structlog
from graphql import OperationType

from policies import Policy
from server.audit import log_access, look
from server.audit.chain import Look
from server.kernel.context import Context
from server.kernel.errors import Trouble
from server.plan.documents import InvalidDocument, Lru, Operation, Parsed
from server.plan.engine import Engine
from server.store.store import Store
from server.web.asked import Asked
from server.web.health import Health
from server.web.protected import Json, Seen, Walk, asking_for_id, reached, rule_of, shown_in

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
        self.places: Lru[tuple[str, str, str], tuple[Seen, ...]] = Lru(1000)
        self.queue: asyncio.Queue[Waiting | Look] = asyncio.Queue(MOST_WAITING)

    def note(self, ctx: Context, parsed: Parsed, operation: Operation, asked: Asked, data: Data) -> None:
        """Keep an answer for the writer, if its operation asks for anything protected."""
        if seen := self.protected(ctx.policy, parsed, operation):
            self.put(Waiting(ctx, parsed, operation, asked, seen, data))

    def put(self, what: Waiting | Look) -> None:
        try:
            self.queue.put_nowait(what)
        except asyncio.QueueFull:
            self.health.report("access log", "too many looks are waiting")

    def protected(self, policy: Policy, parsed: Parsed, operation: Operation) -> tuple[Seen, ...]:
        """Return the places of an operation that lie in a protected class; found once a document."""
        name = operation.node.name.value if operation.node.name else ""
        key = (parsed.key, name, policy.version)
        found = self.places.get(key)
        if found is None:
            found = self.places.put(key, tuple(Walk(self.engine, policy, parsed).places(operation)))
        return found

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
        """Return the looks of one answer: one for each root and class, the widest."""
        data = orjson.loads(waiting.data) if isinstance(waiting.data, bytes) else waiting.data
        people: dict[tuple[str, ...], list[Json]] = {}
        widest: dict[tuple[str, str], tuple[Seen, str, list[Json]]] = {}
        for seen in waiting.seen:
            way, key = seen.path[: seen.person], (seen.path[0], seen.group)
            if way not in people:
                people[way] = reached(data, way)
            known = len(widest[key][2]) if key in widest else 0
            if known < len(people[way]) and (rule := rule_of(waiting.ctx, seen.field)):
                shown = shown_in(people[way], seen)
                if len(shown) > known:
                    widest[key] = (seen, rule, shown)
        found = [await self.one(waiting, *each) for each in widest.values()]
        return [each for each in found if each is not None]

    async def one(self, waiting: Waiting, seen: Seen, rule: str, people: list[Json]) -> Look | None:
        """Describe what was shown of others; one person is named, of several there is the number."""
        ctx = waiting.ctx
        own = ctx.principal.employee_id
        subject = await self.subject(waiting, seen, people[0]) if len(people) == 1 else None
        others = len(people) if own is None else sum(1 for row in people if row.get("id") != own)
        if not others or (subject is not None and subject == own):
            return None
        return look(
            ctx,
            subject_type=self.engine.people.name,
            subject_id=subject,
            field_group=seen.group,
            rule=rule,
            document=waiting.parsed.key,
            rows=others,
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
