"""Leaks that happened elsewhere, each tried here; the number is its place in the security notes' table of real ones."""

# ruff: noqa: E501 (a document reads best in one line)

from __future__ import annotations

from typing import Any

import pytest

from server.plan.documents import InvalidDocument
from tests.plan.harness import Bench
from tests.plan.world import uid

REFUSED = "FIELD_NOT_FILTERABLE"


REFERENCES = (
    (
        "frappe 1: order by a hidden field",
        "hr_specialist",
        "{ employees(orderBy: [{baseSalary: DESC}]) { nodes { id } } }",
    ),
    (
        "frappe 1: order by a masked field",
        "department_manager",
        "{ employees(orderBy: [{phone: ASC}]) { nodes { id } } }",
    ),
    (
        "data api builder 2: order, then read the cursor",
        "auditor",
        "{ employees(orderBy: [{hiredOn: ASC}]) { pageInfo { endCursor } } }",
    ),
    (
        "data api builder 2: the hidden key second",
        "auditor",
        "{ employees(orderBy: [{id: ASC}, {code: ASC}]) { nodes { id } } }",
    ),
    (
        "wavehouse 3: filter",
        "performance_specialist",
        '{ employees(where: {baseSalary: {gt: "1"}}) { totalCount } }',
    ),
    (
        "parse 5: isNull is a bit too",
        "performance_specialist",
        "{ employees(where: {baseSalary: {isNull: false}}) { totalCount } }",
    ),
    (
        "directus 15: alias of a refused filter",
        "auditor",
        "{ a: employees(where: {status: {eq: LEFT}}) { n: totalCount } }",
    ),
    ("directus 16: search", "auditor", '{ employees(search: "王") { totalCount } }'),
    (
        "drupal 27: dichotomy by startsWith",
        "department_manager",
        '{ employees(where: {phone: {startsWith: "138"}}) { nodes { id } } }',
    ),
    (
        "drupal 27: dichotomy by less than",
        "payroll_specialist",
        '{ employees(where: {hiredOn: {lt: "2021-01-01"}}) { nodes { id } } }',
    ),
    (
        "drupal 27: equality of a masked field",
        "payroll_specialist",
        '{ employees(where: {phone: {eq: "13800000001"}}) { totalCount } }',
    ),
    (
        "drupal 27: in, of a masked field",
        "payroll_specialist",
        '{ employees(where: {idNumber: {in: ["x"]}}) { totalCount } }',
    ),
    ("prisma 28: inside not", "auditor", '{ employees(where: {not: {code: {eq: "E1"}}}) { totalCount } }'),
    (
        "prisma 28: inside or",
        "auditor",
        '{ employees(where: {or: [{id: {eq: "x"}}, {name: {contains: "王"}}]}) { totalCount } }',
    ),
    (
        "prisma 28: through a to-one",
        "payroll_specialist",
        '{ employees(where: {department: {code: {eq: "D1"}}}) { totalCount } }',
    ),
    (
        "prisma 28: of a to-one's hidden field",
        "hr_specialist",
        "{ employees(where: {manager: {baseSalary: {isNull: true}}}) { totalCount } }",
    ),
    (
        "odoo 29: to-many",
        "department_manager",
        "{ employees(where: {compensations: {some: {}}}) { totalCount } }",
    ),
    (
        "odoo 29: hidden column of a to-many",
        "payroll_specialist",
        '{ employees(where: {attendance: {some: {overtimeHours: {gt: "0"}}}}) { totalCount } }',
    ),
    (
        "odoo 30: order of a nested list",
        "payroll_specialist",
        "{ employees { nodes { attendance(orderBy: [{overtimeHours: DESC}]) { nodes { month } } } } }",
    ),
    (
        "odoo 30: filter of a nested list",
        "payroll_specialist",
        "{ employees { nodes { attendance(where: {lateCount: {gt: 0}}) { totalCount } } } }",
    ),
    ("oracle by code", "auditor", '{ employee(code: "E1") { id } }'),
    (
        "encrypted: no order even in the clear",
        "hr_manager",
        "{ employees(orderBy: [{phone: ASC}]) { nodes { id } } }",
    ),
    (
        "encrypted: no range even in the clear",
        "payroll_specialist",
        '{ employees(where: {baseSalary: {gt: "1"}}) { totalCount } }',
    ),
)


@pytest.mark.parametrize(("title", "who", "source"), REFERENCES, ids=[each[0] for each in REFERENCES])
async def test_a_field_not_shown_in_full_cannot_be_referred_to(
    planted: Bench, title: str, who: str, source: str
):
    planted.statements.clear()

    assert await planted.code(who, source) == REFUSED
    assert planted.statements == []


VARIED = (
    (
        "query($w: EmployeeWhere) { employees(where: $w) { totalCount } }",
        {"w": {"or": [{"not": {"status": {"eq": "LEFT"}}}]}},
    ),
    ("query($o: [EmployeeOrder!]) { employees(orderBy: $o) { totalCount } }", {"o": [{"hiredOn": "ASC"}]}),
    ("query($c: String) { employee(code: $c) { id } }", {"c": "E1"}),
    ("query($s: String) { employees(search: $s) { totalCount } }", {"s": "王"}),
    (
        "query($f: EmployeeListWhere) { departments(where: {employees: $f}) { totalCount } }",
        {"f": {"some": {"code": {"eq": "E1"}}}},
    ),
)


@pytest.mark.parametrize(("source", "given"), VARIED)
async def test_strapi_20_a_filter_by_variable_is_refused_alike(
    planted: Bench, source: str, given: dict[str, Any]
):
    assert await planted.code("auditor", source, given) == REFUSED


async def test_strapi_20_an_unknown_key_never_reaches_the_database(planted: Bench):
    source = "query($w: EmployeeWhere) { employees(where: $w) { totalCount } }"
    for given in (
        {"password": {"eq": "x"}},
        {"name": {"regex": "x"}},
        {"phone_hash": {"eq": "x"}},
        {"manager": {"phoneHash": {"eq": "x"}}},
    ):
        with pytest.raises(InvalidDocument):
            await planted.run("hr_manager", source, {"w": given})


async def test_directus_15_an_alias_shows_what_its_field_shows(planted: Bench):
    found = await planted.data(
        "department_manager", '{ employee(code: "E3") { phone a: phone b: baseSalary c: idNumber d: email } }'
    )

    assert found["employee"] == {
        "phone": "138****0003",
        "a": "138****0003",
        "b": None,
        "c": None,
        "d": "e***@example.com",
    }


async def test_out_of_scope_answers_as_what_does_not_exist(planted: Bench):
    source = "query($id: ID) { employee(id: $id) { id name manager { id } assignments { totalCount } } }"

    answers = [await planted.run("employee", source, {"id": uid(code)}) for code in ("E1", "E9")]

    assert answers[0].data() == answers[1].data() == b'{"employee":null}'
    assert answers[0].masked == answers[1].masked


async def test_counts_count_only_what_is_in_view(planted: Bench):
    found = await planted.data(
        "department_manager",
        "{ employees { totalCount } departments { nodes { code employees { totalCount } } } }",
    )

    assert found["employees"]["totalCount"] == 4
    assert {each["code"]: each["employees"]["totalCount"] for each in found["departments"]["nodes"]} == {
        "D1": 0,
        "D2": 2,
        "D3": 2,
        "D4": 0,
    }


async def test_a_filter_through_a_link_finds_only_rows_in_view(planted: Bench):
    boss = '{ departments(where: {manager: {name: {eq: "王芳"}}}) { totalCount } employees(where: {manager: {code: {eq: "E1"}}}) { totalCount } }'

    assert await planted.data("employee", boss) == {
        "departments": {"totalCount": 0},
        "employees": {"totalCount": 0},
    }
    assert await planted.data("department_manager", boss) == {
        "departments": {"totalCount": 0},
        "employees": {"totalCount": 0},
    }
    assert (await planted.data("hr_manager", boss))["departments"]["totalCount"] == 1


async def test_one_s_own_manager_is_in_view_only_through_one_s_own_row(planted: Bench):
    source = "{ me { manager { code name phone email hiredOn department { code } manager { code } reports { totalCount } assignments { totalCount } } } employees { totalCount } }"

    found = await planted.data("employee", source)

    blank = dict.fromkeys(("phone", "email", "hiredOn", "department", "manager", "reports", "assignments"))
    assert found == {
        "me": {"manager": {"code": "E2", "name": "李娜"} | blank},
        "employees": {"totalCount": 1},
    }


async def test_one_s_manager_under_an_assignment_or_a_department_is_out_of_sight(planted: Bench):
    source = "{ me { department { manager { name } } assignments { nodes { manager { name } } } } }"

    found = await planted.data("employee", source)

    assert found["me"]["department"] == {"manager": None}
    assert {each["manager"] for each in found["me"]["assignments"]["nodes"]} == {None}


async def test_the_auditor_tells_people_apart_without_knowing_them(planted: Bench):
    source = (
        "{ a: employees { nodes { id name } } b: employees(orderBy: [{id: DESC}]) { nodes { id name } } }"
    )

    first, second = [await planted.data("auditor", source) for _ in range(2)]

    names = {each["id"]: each["name"] for each in first["a"]["nodes"]}
    assert sorted(names.values()) == [f"员工{letter}" for letter in "ABCDEF"]
    assert names == {each["id"]: each["name"] for each in first["b"]["nodes"]}
    orders = {
        tuple(each["name"] for each in (await planted.data("auditor", source))["a"]["nodes"])
        for _ in range(8)
    }
    assert len(orders | {tuple(each["name"] for each in second["a"]["nodes"])}) > 1


async def test_the_administrator_reads_nothing_of_people_or_places(planted: Bench):
    source = '{ employees { totalCount nodes { id } } departments { totalCount } employee(code: "E1") { id } me { id } positions { nodes { id } } }'

    assert await planted.data("administrator", source) == {
        "employees": {"totalCount": 0, "nodes": []},
        "departments": {"totalCount": 0},
        "employee": None,
        "me": None,
        "positions": {"nodes": []},
    }


async def test_a_cursor_neither_shows_nor_lends_its_keys(planted: Bench):
    source = "{ employees(first: 1, orderBy: [{name: ASC}]) { pageInfo { endCursor } } }"
    cursors = [
        (await planted.data("hr_manager", source))["employees"]["pageInfo"]["endCursor"] for _ in range(2)
    ]

    assert cursors[0] != cursors[1]
    assert "chenjia" not in str(cursors)
    other = "query($c: String) { employees(first: 1, after: $c, orderBy: [{code: ASC}]) { nodes { id } } }"
    for bad in (cursors[0], cursors[0][:-4], "", "王", "AAAA", "A" * 200):
        assert await planted.code("hr_manager", other, {"c": bad}) == "INVALID_INPUT"


async def test_what_is_masked_is_told_with_its_rule(planted: Bench):
    answer = await planted.run("department_manager", "{ employees { nodes { phone pay: baseSalary code } } }")

    told = {(each["path"], each["kind"], each["shown"], each["relation"]) for each in answer.masked}
    assert told == {
        ("employees.nodes.phone", "masked", "phone", "team"),
        ("employees.nodes.pay", "hidden", "null", "team"),
    }
    assert all(each["rule"].startswith("rules/people.csv:") for each in answer.masked)
