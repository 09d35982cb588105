"""What Python finishes: opening, masking, naming."""

from __future__ import annotations

from dataclasses import replace

from server.store.models import PersonKey
from tests.plan.harness import Bench
from tests.plan.world import uid


async def test_an_erased_person_s_values_read_as_nothing(planted: Bench):
    async def erase() -> None:
        await PersonKey.filter(person_id=uid("E3")).update(wrapped="")

    await planted.store.write(erase)
    found = await planted.data(
        "hr_manager",
        '{ employee(code: "E3") { name phone idNumber baseSalary compensations { nodes { baseSalary } } } }',
    )

    assert found["employee"] == {
        "name": "陈佳",
        "phone": None,
        "idNumber": None,
        "baseSalary": None,
        "compensations": {"nodes": [{"baseSalary": None}]},
    }


async def test_a_person_has_one_alias_in_a_whole_answer(planted: Bench):
    source = "{ a: employees(first: 2) { nodes { id name } } b: employees(last: 6) { edges { node { id name } } } }"

    for answer in (await planted.compiled("auditor", source), await planted.ordinary("auditor", source)):
        first = [(each["id"], each["name"]) for each in answer["data"]["a"]["nodes"]]
        second = [(each["node"]["id"], each["node"]["name"]) for each in answer["data"]["b"]["edges"]]
        assert set(first) < set(second)
        assert len({name for _, name in second}) == 6


async def test_an_alias_speaks_the_caller_s_language(planted: Bench):
    ctx = replace(planted.context("auditor"), language="en")
    parsed = planted.engine.documents.get("{ employees(first: 1) { nodes { name } } }")
    operation = parsed.operation(None)

    answer = await planted.engine.run(ctx, parsed, operation, planted.engine.variables(operation, None))

    assert answer.data() == b'{"employees":{"nodes":[{"name":"Person A"}]}}'
