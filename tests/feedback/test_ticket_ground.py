"""Who sees a ticket, by every way of asking: whom it is about, its team, the heads of both units, HR; nobody else."""

from __future__ import annotations

import asyncio
from typing import Any

from schema import news as told_by
from schema.call import Call
from server.catalog import ROOTS, entities
from server.feedback.models import FeedbackTeamMember
from server.kernel.errors import Trouble
from server.plan.engine import Engine
from server.store import news
from tests.feedback.ticketing import came, member, town
from tests.performance.judged import caller
from tests.plan.world import TODAY, uid
from tests.schema.world import SCHEMA, everyone

READERS = {
    "about": ("E3", "employee", ()),
    "colleague": ("E4", "employee", ()),
    "lead": ("E2", "employee", ()),
    "head of the team": ("E2", "department_manager", ("D2", "D3")),
    "other team": ("E6", "employee", ()),
    "other head": ("E6", "department_manager", ("D4",)),
    "other HR": ("E6", "hr_specialist", ("D4",)),
    "HR": ("E1", "hr_manager", ()),
    "performance": ("E6", "performance_specialist", ()),
    "payroll": ("E6", "payroll_specialist", ()),
    "general manager": ("E1", "general_manager", ()),
    "auditor": ("E1", "auditor", ()),
    "administrator": ("E1", "administrator", ()),
}
SEEING = {"about", "colleague", "lead", "head of the team", "HR", "performance"}
WAYS = """query Ways($id: ID!, $person: ID!) {
  one: customerFeedback(id: $id) { id text customerRef replies { nodes { text } } events { nodes { act } } }
  list: customerFeedbacks { totalCount nodes { id text } }
  filter: customerFeedbacks(where: {state: {eq: ROUTED}}) { totalCount }
  found: customerFeedbacks(search: "太慢") { totalCount }
  employee(id: $person) { customerFeedbacks { totalCount } }
}"""


def reader(store, person, role, team):
    return caller(store, person, role, tuple(map(uid, team)))


def seen_of(found) -> tuple[Any, ...]:
    """Reduce an answer to how much of the ticket each way shows."""
    data = found.data or {}
    person = (data.get("employee") or {}).get("customerFeedbacks") or {"totalCount": 0}
    counts = [(data.get(name) or {}).get("totalCount", 0) for name in ("list", "filter", "found")]
    return (data.get("one") is not None, *counts, person["totalCount"])


async def test_each_reader_sees_it_by_every_way_or_by_none(store):
    await town(store)
    found = await came(store, "N1", agent_id=uid("E3"), score=1, text="太慢")
    engine = Engine(SCHEMA._schema, entities(), ROOTS, store)
    outcome, texts = {}, {}
    for name, who in READERS.items():
        given = {"id": found, "person": uid("E3")}
        call = Call(reader(store, *who), engine, everyone)
        answer = await SCHEMA.execute(WAYS, variable_values=given, context_value=call)
        outcome[name] = seen_of(answer)
        texts[name] = "太慢" in str(answer.data)
        assert all(isinstance(error.original_error, Trouble) for error in answer.errors or ())

    assert {name for name, says in texts.items() if says} == SEEING
    for name, (one, *counts, of_person) in outcome.items():
        assert (one, counts) == (name in SEEING, [1, 1, 1] if name in SEEING else [0, 0, 0]), name
        assert of_person <= (name in SEEING), name


async def test_who_left_the_team_sees_it_no_more(store):
    await town(store)
    found = await came(store, "N1", score=1, text="太慢", department_id=uid("D2"))
    engine = Engine(SCHEMA._schema, entities(), ROOTS, store)
    ask = "query One($id: ID!) { customerFeedback(id: $id) { id isMine } }"

    async def shown():
        call = Call(member(store, "E4"), engine, everyone)
        return (await SCHEMA.execute(ask, variable_values={"id": found}, context_value=call)).data

    assert await shown() == {"customerFeedback": {"id": found, "isMine": True}}
    await store.write(lambda: FeedbackTeamMember.filter(employee_id=uid("E4")).update(valid_to=TODAY))
    assert await shown() == {"customerFeedback": None}


async def test_the_person_concerned_hears_at_once_and_nobody_else(store, monkeypatch):
    """What comes in is pushed to whom it is about, the team and HR; a reader of another unit is told nothing."""
    monkeypatch.setattr(news, "LOOK_SECONDS", 0.02)
    monkeypatch.setattr(told_by, "LOOK_SECONDS", 0.02)
    await town(store)
    engine = Engine(SCHEMA._schema, entities(), ROOTS, store)
    streams, told = {}, asyncio.Event()
    heard: dict[str, list[Any]] = {name: [] for name in READERS}
    for name, who in READERS.items():
        call = Call(reader(store, *who), engine, everyone)
        streams[name] = await SCHEMA.subscribe(
            "subscription { customerFeedbackReceived { id text } }", context_value=call
        )

    async def hear(name):
        async for event in streams[name]:
            heard[name].append((event.data or {})["customerFeedbackReceived"])
            if all(heard[each] for each in SEEING):
                told.set()

    tasks = [asyncio.create_task(hear(name)) for name in READERS]
    await asyncio.sleep(0.3)
    found = await came(store, "N1", agent_id=uid("E3"), score=1, text="太慢")
    await asyncio.wait_for(told.wait(), 20)
    await asyncio.sleep(0.3)
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)

    assert {name: rows for name, rows in heard.items() if rows} == {
        name: [{"id": found, "text": "太慢"}] for name in SEEING
    }
