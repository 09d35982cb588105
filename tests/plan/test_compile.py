"""Root fields find their rows by kind, also for the ordinary executor: one's own, one by id, any by id."""

# ruff: noqa: E501 (a document reads best in one line)

from __future__ import annotations

import pytest

from schema.root import unbacked
from tests.plan.harness import SCHEMA, Bench
from tests.plan.world import uid

NODE = """query($id: ID!) { node(id: $id) { __typename id
  ... on Employee { name phone department { code } } ... on Department { code manager { code } } ... on Attendance { month workedHours } } }"""
NODES = (
    (
        "hr_manager",
        "E3",
        {
            "__typename": "Employee",
            "id": uid("E3"),
            "name": "陈佳",
            "phone": "13800000003",
            "department": {"code": "D2"},
        },
    ),
    (
        "hr_manager",
        "D2",
        {"__typename": "Department", "id": uid("D2"), "code": "D2", "manager": {"code": "E2"}},
    ),
    ("employee", "D2", {"__typename": "Department", "id": uid("D2"), "code": "D2", "manager": None}),
    (
        "employee",
        "A4",
        {"__typename": "Attendance", "id": uid("A4"), "month": "2025-04", "workedHours": "160.50"},
    ),
    (
        "payroll_specialist",
        "A4",
        {"__typename": "Attendance", "id": uid("A4"), "month": "2025-04", "workedHours": None},
    ),
    ("employee", "E1", None),
    ("hr_manager", "Z9", None),
)


@pytest.mark.parametrize(("who", "code", "expected"), NODES)
async def test_any_row_by_its_id(planted: Bench, who: str, code: str, expected: dict[str, object] | None):
    found = await planted.ordinary(who, NODE, {"id": uid(code)})

    assert found == {"data": {"node": expected}, "codes": []}


async def test_the_account_s_own_record(planted: Bench):
    source = "{ viewer { username employee { code manager { code } reports(first: 1) { nodes { code } totalCount } } } me { code } }"

    found = await planted.ordinary("department_manager", source)

    own = {"code": "E2", "manager": {"code": "E1"}, "reports": {"nodes": [{"code": "E3"}], "totalCount": 3}}
    assert found["data"] == {
        "viewer": {"username": "department_manager", "employee": own},
        "me": {"code": "E2"},
    }


async def test_what_is_not_all_planned_is_left_to_the_ordinary_executor(planted: Bench):
    documents = planted.engine.documents
    for source in (
        "{ viewer { username } me { id } }",
        "{ __schema { queryType { name } } }",
        "{ ... on Query { me { id } } }",
        'mutation { updateEmployee(input: {code: "E1"}) { id } }',
    ):
        assert not documents.get(source).operation(None).planned, source


async def test_a_required_root_that_fails_takes_the_answer_with_it(planted: Bench):
    refused = '{ me { id } employees(search: "x") { totalCount } }'
    nullable = '{ me { id } employee(code: "E1") { id } }'

    assert (await planted.run("auditor", refused)).data() == b"null"
    assert (await planted.run("auditor", nullable)).data() == b'{"me":null,"employee":null}'


async def test_a_kept_refusal_keeps_no_trace(planted: Bench):
    for _ in range(5):
        answer = await planted.run("auditor", '{ employee(code: "E1") { id } }')
    trace, depth = answer.failures[0].trouble.__traceback__, 0
    while trace:
        trace, depth = trace.tb_next, depth + 1

    assert depth < 6


def test_every_field_has_a_column_or_link(planted: Bench):
    assert unbacked(SCHEMA, planted.engine.entities) == []
