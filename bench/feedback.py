"""What a hundred thousand pieces of feedback cost: the inbox, search, the board and topics, beside a thousand of them.

The pages' own documents go through the schema and the read engine, asked by who sees all, by the head of a unit and by
a member of a team. Statements must not grow with the rows.
"""

from __future__ import annotations

import server.store.driver  # isort: skip  # noqa: F401 (the swap to the current SQLite comes first)

import asyncio
import shutil
import statistics
import sys
import time
from collections.abc import AsyncIterator, Callable, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any

import strawberry

from bench.people_world import TODAY
from bench.reads import Line
from bench.stage import BUILD, ROOT
from policies import load
from schema import root
from schema.call import Call
from server.catalog import ROOTS, entities
from server.commands.base import ensure_secrets
from server.demo.bulk import Bulk
from server.feedback import models as f
from server.kernel.context import Context, Grant, Principal
from server.kernel.settings import Settings
from server.people import models as p
from server.plan.engine import Engine
from server.store.migrate import create_all
from server.store.store import Store
from ui.board.pages import asked
from ui.feedback.views import ORDERS, wheres

SMALL, LARGE = 1_000, 100_000
MOST_MS, TIMES = 400.0, 7
"""A page may take this long on one core with nothing else to do."""
NOW = datetime(TODAY.year, TODAY.month, TODAY.day, 4, tzinfo=UTC)
AGENTS, UNITS, MEMBERS, TOPICS, DAYS = 200, 20, 4, 12, 365
LISTS = ("inbox", "inbox_resolved", "search", "search_english")
SEEN_BY = {
    "hr_manager": (*LISTS, "board", "topics"),
    "department_manager": (*LISTS, "board", "topics"),
    "employee": LISTS,
}
"""Which pages a role opens; the last is the member of a team, whose tickets are found by being of it."""
WORDS = (
    "等了很久没有人回复",
    "包装破了",
    "说明写得不清楚",
    "客服很耐心",
    "退款一直没有到",
    "The parcel came late",
    "Very kind",
)
TABLES = max(step.stem for step in (ROOT / "migrations").glob("0*.py"))[:4]
OPEN = ("RECEIVED", "ROUTED", "ROUTED", "RESPONDED")


async def build(tickets: int, url: str) -> Settings:
    """Fill a database of its own once; it is kept under build/bench until the tables change."""
    name = f"feedback-{'postgres' if url else 'sqlite'}-{tickets}-{TABLES}"
    settings = Settings(data=BUILD / name, database_url=url)
    marker = settings.data / "filled"
    if not marker.exists():
        shutil.rmtree(settings.data, ignore_errors=True)
        settings.data.mkdir(parents=True)
        store = await opened_store(settings, fresh=True)
        try:
            bulk = Bulk(store.dialect)
            fill(bulk, tickets)
            await store.write(bulk.insert, seconds=600.0)
        finally:
            await store.close()
        marker.touch()
    return settings


async def opened_store(settings: Settings, *, fresh: bool = False) -> Store:
    secrets = ensure_secrets(settings)
    if fresh:
        await create_all(settings)
    return await Store.open(settings, secrets)


def fill(bulk: Bulk, tickets: int) -> None:
    chance = Random(6)
    since = {"created_at": NOW - timedelta(days=400), "updated_at": NOW - timedelta(days=400)}
    units = [
        bulk.add(p.Department, {**since, "code": f"D{at}", "name": f"客服{at}", "kind": "DEPARTMENT"})
        for at in range(UNITS)
    ]
    topics = [
        bulk.add(f.FeedbackTopic, {**since, "code": f"t{at}", "name": f"主题{at}"}) for at in range(TOPICS)
    ]
    agents = [agent(bulk, units[number % UNITS], number, since) for number in range(AGENTS)]
    teams = [
        team(bulk, unit, at, agents[at : at + MEMBERS * UNITS : UNITS], since)
        for at, unit in enumerate(units)
    ]
    for number in range(tickets):
        received = NOW - timedelta(minutes=chance.randrange(DAYS * 24 * 60))
        is_open = NOW - received < timedelta(days=2) or chance.random() < 0.002
        state = chance.choice(OPEN) if is_open else "RESOLVED"
        answered = (
            None if state in ("RECEIVED", "ROUTED") else received + timedelta(hours=chance.random() * 23)
        )
        about = chance.randrange(AGENTS)
        unit, handled_by = units[about % UNITS], teams[about % UNITS]
        bulk.add(f.FeedbackTicket, {
            **since, "answer_key": f"k{number}", "channel": "LINK", "customer_ref": f"c{number % 9000}",
            "product": f"P{number % 40}", "agent_id": agents[about], "department_id": unit, "handler_department_id": unit,
            "score": chance.randint(1, 5), "text": f"{chance.choice(WORDS)} {number}", "topic_id": chance.choice(topics),
            "received_at": received, "state": state, "team_id": handled_by if state != "RECEIVED" else None,
            "due_at": received + timedelta(hours=24), "first_response_at": answered,
        })  # fmt: skip


def agent(bulk: Bulk, unit: str, number: int, since: Mapping[str, Any]) -> str:
    start = date(2020, 1, 6)
    fact = {**since, "valid_from": start, "recorded_at": since["created_at"], "is_initial": True}
    name = {"name": f"人{number}", "name_pinyin": f"ren{number}", "name_initials": "r"}
    person = bulk.add(p.Employee, {**since, "code": f"E{number}", **name})
    bulk.add(p.Employment, {**fact, "employee_id": person, "type": "FULL_TIME", "hired_on": start})
    bulk.add(
        p.Assignment, {**fact, "employee_id": person, "department_id": unit, "is_primary": True, "fte": 100}
    )
    return person


def team(bulk: Bulk, unit: str, number: int, people: Sequence[str], since: Mapping[str, Any]) -> str:
    """Add the team of a unit, of which only some of its people are."""
    found = bulk.add(
        f.FeedbackTeam, {**since, "code": f"T{number}", "name": f"客服组{number}", "department_id": unit}
    )
    for person in people:
        member = {"team_id": found, "employee_id": person, "valid_from": date(2020, 1, 6)}
        bulk.add(f.FeedbackTeamMember, {**since, **member})
    return found


# --- Measuring ---


def document(name: str) -> str:
    return (ROOT / "ui" / f"{name}.graphql").read_text("utf-8")


def questions() -> Mapping[str, tuple[str, dict[str, Any]]]:
    views = wheres("", NOW)
    counted = {name: views[name] for name in ("mine", "team", "close", "late", "unrouted")}
    inbox = document("feedback/inbox")
    return {
        "inbox": (inbox, {"where": views["open"], "order": ORDERS["due"], **counted}),
        "inbox_resolved": (inbox, {"where": views["done"], "order": ORDERS["new"], **counted}),
        "search": (inbox, {"where": {}, "search": "退款一直", "order": ORDERS["new"], **counted}),
        "search_english": (inbox, {"where": {}, "search": "parcel", "order": ORDERS["new"], **counted}),
        "board": (document("board/today"), asked("", NOW, TODAY)),
        "topics": (document("library/topics"), pareto()),
    }


def pareto() -> dict[str, Any]:
    """Return what the page of topics asks for: a quarter of a year."""
    where = {"receivedAt": {"gte": (NOW - timedelta(days=90)).isoformat()}, "state": {"ne": "INVALID"}}
    return {
        "where": where, "negative": {**where, "sentiment": {"eq": "NEGATIVE"}}, "all": where,
        "nameless": {**where, "topicCode": {"isNull": True}}, "months": {"last": {"count": 12, "complete": True}},
    }  # fmt: skip


@asynccontextmanager
async def opened(tickets: int, url: str) -> AsyncIterator[tuple[Store, Engine, strawberry.Schema]]:
    store = await opened_store(await build(tickets, url))
    schema = root.build()
    try:
        yield store, Engine(schema._schema, entities(), ROOTS, store), schema  # noqa: SLF001 (as the server takes it)
    finally:
        await store.close()


async def of_size(tickets: int, url: str) -> dict[str, tuple[float, int]]:
    """Return the median milliseconds and the statements of each question of each role."""
    async with opened(tickets, url) as (store, engine, schema):
        return await taken(store, engine, schema, TIMES)


async def taken(
    store: Store, engine: Engine, schema: strawberry.Schema, times: int
) -> dict[str, tuple[float, int]]:
    found = {}
    for role, pages in SEEN_BY.items():
        call = Call(Context(await caller(store, role), NOW, TODAY, load(), store), engine, nobody)
        for name, (text, variables) in questions().items():
            if name not in pages:
                continue
            said: list[str] = []
            spent = []
            for _ in range(times):
                said.clear()
                store.reads.on_statement = said.append
                began = time.perf_counter()
                answer = await schema.execute(text, variable_values=variables, context_value=call)
                spent.append(1000 * (time.perf_counter() - began))
                store.reads.on_statement = None
                if answer.errors:
                    raise RuntimeError(f"{role} {name}: {answer.errors}")
            found[f"{role}.{name}"] = statistics.median(spent), len(said)
    return found


async def caller(store: Store, role: str) -> Principal:
    """Return who asks: the first agent, and as a head the head of their unit."""
    ((person,),) = await store.reads.rows("select id from employee where code='E0'")
    ((unit,),) = await store.reads.rows("select id from department where code='D0'")
    grant = Grant(role, (unit,) if role == "department_manager" else ())
    return Principal("bench", "bench", "bench", None if role == "hr_manager" else person, (grant,))


async def nobody() -> list[Principal]:
    return []


def sqlite(tickets: int) -> str:
    """Return that a file is enough for a world of any size."""
    del tickets
    return ""


def bench(database: Callable[[int], str] = sqlite) -> Iterator[Line]:
    """Yield for each page what it takes of a hundred thousand, and how many statements more than of a thousand.

    `database` tells where a world of so many tickets is kept.
    """
    urls = {size: database(size) for size in (SMALL, LARGE)}
    small, large = (asyncio.run(of_size(size, url)) for size, url in urls.items())
    kind = "postgres" if urls[LARGE] else "sqlite"
    for name, (spent, statements) in large.items():
        yield Line(f"feedback.{kind}.{LARGE}.{name}.ms", spent, MOST_MS, spent <= MOST_MS)
        more = statements - small[name][1]
        yield Line(f"feedback.{kind}.{LARGE}.{name}.statements_more", more, 0, more <= 0)


if __name__ == "__main__":
    lines = list(bench())
    for line in lines:
        print(line, flush=True)
    sys.exit(1 if any(not line.is_met for line in lines) else 0)
