"""Who saw contact data, papers or pay of others is kept; what was hidden, or one's own, is not."""

from __future__ import annotations

import asyncio

import pytest

from server.catalog import ROOTS, entities
from server.plan.engine import Engine
from server.web import looks
from server.web.asked import Asked
from server.web.health import Health
from server.web.protected import reached
from tests.plan.world import context, uid
from tests.schema.world import SCHEMA


async def kept(world):
    await world.settle()
    return await world.house.store.reads.rows(
        "SELECT actor_name, subject_id, field_group, rows FROM access_log ORDER BY actor_name, field_group, rows"
    )


CASES = {
    "one person's phone, by id": (
        "hr_manager", f'{{ employee(id: "{uid("E3")}") {{ phone }} }}', [("hr_manager", uid("E3"), "contact", 1)],
    ),
    "by code, without asking for the id": (
        "hr_manager", '{ x: employee(code: "E3") { y: phone } }', [("hr_manager", uid("E3"), "contact", 1)],
    ),
    "by a variable": (
        "hr_manager", 'query($c: String = "E3") { employee(code: $c) { id phone } }',
        [("hr_manager", uid("E3"), "contact", 1)],
    ),
    "through a fragment": (
        "hr_manager", '{ employee(code: "E3") { ...F } } fragment F on Employee { ... on Employee { baseSalary } }',
        [("hr_manager", uid("E3"), "pay", 1)],
    ),
    "beside a field of Strawberry's": (
        "hr_manager", '{ hello employee(code: "E3") { id phone } }', [("hr_manager", uid("E3"), "contact", 1)],
    ),
    "pay history": (
        "payroll_specialist", '{ employee(code: "E3") { compensations { nodes { baseSalary } } } }',
        [("payroll_specialist", uid("E3"), "pay", 1)],
    ),
    "a list, once": (
        "payroll_specialist", "{ employees { nodes { code baseSalary } } }", [("payroll_specialist", None, "pay", 6)],
    ),
    "a list without oneself": (
        "hr_manager", "{ employees { nodes { id phone email } } }", [("hr_manager", None, "contact", 5)],
    ),
    "two classes": (
        "hr_manager", '{ employee(code: "E3") { id phone baseSalary } }',
        [("hr_manager", uid("E3"), "contact pay", 1)],
    ),
    "two classes, of the same list": (
        "hr_manager", "{ employees { nodes { id baseSalary email } } }", [("hr_manager", None, "contact pay", 5)],
    ),
    "two classes, of different people": (
        "hr_manager", '{ employee(code: "E3") { phone manager { baseSalary } } }',
        [("hr_manager", uid("E3"), "contact", 1), ("hr_manager", None, "pay", 1)],
    ),
    "two classes, under two roots": (
        "hr_manager", '{ a: employee(code: "E3") { id phone } b: employee(code: "E3") { id baseSalary } }',
        [("hr_manager", uid("E3"), "contact", 1), ("hr_manager", uid("E3"), "pay", 1)],
    ),
    "one's own": ("employee", "{ me { phone baseSalary } }", []),
    "one's own, as HR": ("hr_manager", "{ me { phone baseSalary } }", []),
    "masked": ("department_manager", '{ employee(code: "E3") { phone } }', []),
    "hidden": ("department_manager", '{ employee(code: "E3") { baseSalary } }', []),
    "nothing protected": ("hr_manager", '{ employee(code: "E3") { code name } }', []),
    "nobody": ("hr_manager", '{ employee(code: "E9") { phone } }', []),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
async def test_looks(world, case):
    role, query, expected = CASES[case]
    answer = await world.ask(role, query)
    assert "errors" not in answer.json()

    assert await kept(world) == expected


async def test_a_look_tells_rule_purpose_and_request(world):
    answer = await world.ask(
        "hr_manager", '{ employee(code: "E3") { phone } }', headers={"x-zhiren-purpose": "welfare"}
    )
    await world.settle()

    rows = await world.house.store.reads.rows("SELECT rule, purpose, request_id, roles FROM access_log")

    assert rows[0][0].startswith("rules/people.csv:")
    assert rows[0][1:] == ("welfare", answer.headers["x-request-id"], "hr_manager employee")


async def test_a_look_at_several_classes_names_every_rule(world):
    await world.ask("hr_manager", '{ employee(code: "E3") { baseSalary phone } }')
    await world.settle()

    rows = await world.house.store.reads.rows("SELECT field_group, rule FROM access_log")

    policy = world.house.parts.policy()
    rules = [
        policy.decide("hr_manager", "org", f"Employee.{each}", "read").rule
        for each in ("phone", "baseSalary")
    ]
    assert rows == [("contact pay", " ".join(rule.where for rule in rules))]


async def test_looks_that_cannot_be_kept_turn_health_red(world, monkeypatch):
    async def fails(_):
        raise OSError

    monkeypatch.setattr(looks, "log_access", fails)
    await world.ask("hr_manager", '{ employee(code: "E3") { phone } }')
    await world.settle()
    async with world.client() as client:
        red = await client.get("/readyz")
    monkeypatch.undo()
    await world.ask("hr_manager", '{ employee(code: "E3") { phone } }')
    await world.settle()
    async with world.client() as client:
        green = await client.get("/readyz")

    assert (red.status_code, red.json()) == (503, {"status": "red", "trouble": ["access log"]})
    assert green.status_code == 200


async def test_a_full_queue_turns_health_red_and_stops_nobody(world):
    log = world.house.looks
    log.queue = asyncio.Queue(1)
    for _ in range(3):
        answer = await world.ask("hr_manager", '{ employee(code: "E3") { phone } }')

    assert answer.status_code == 200
    assert "access log" in world.house.health.troubles


def test_reached_follows_lists_and_leaves_nulls_out():
    data = {"a": [{"b": [1, None, 2]}, {"b": None}, None, {"c": 1}]}

    assert reached(data, ("a", "b")) == [1, 2]
    assert reached(data, ("x", "y")) == []


async def test_a_look_at_a_customer_is_kept_under_the_account_for_who_looks_after_it_too(store):
    engine = Engine(SCHEMA._schema, entities(), ROOTS, store)
    asked = "{ customerAccounts { nodes { name contacts { nodes { openedAt } } agent { code } } } }"
    parsed = engine.documents.get(asked)
    operation, ctx = parsed.operation(None), context(store, "employee")
    log = looks.LookLog(store, engine, Health())

    seen = log.places_of(ctx, parsed, operation)
    one = log.one(looks.Waiting(ctx, parsed, operation, Asked(asked), seen, {}), uid("Y1"), 1, list(seen))

    names = [(".".join(each.path[2:]), each.person, each.group) for each in seen]
    assert names == [("name", 2, "crm"), ("contacts.nodes.openedAt", 2, "crm")]
    assert (one.subject_type, one.subject_id, one.field_group) == ("CustomerAccount", uid("Y1"), "crm")
