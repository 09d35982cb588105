"""A root field is one statement whatever it asks for, of known tables only, in both dialects' grammar."""

# ruff: noqa: E501 (a document reads best in one line)

from __future__ import annotations

import re
from dataclasses import replace

import sqlglot
from sqlglot import exp

from server.people import models as m
from server.store.store import Store
from tests.plan.corpus import CORPUS
from tests.plan.generate import Generator
from tests.plan.harness import Bench
from tests.plan.world import CALLERS, PAST, fact, uid

LIST = "{ employees { nodes { id code name department { name } position { name } manager { name } } } }"


async def more_people(store: Store, count: int) -> None:
    async def work() -> None:
        for number in range(count):
            person = uid(f"X{number}")
            await m.Employee.create(
                id=person, code=f"X{number}", name=f"新{number}", created_at=PAST, updated_at=PAST
            )
            since = PAST.date()
            await m.Employment.create(
                **fact(since), employee_id=person, is_initial=True, type="FULL_TIME", hired_on=since
            )
            await m.Assignment.create(
                **fact(since), employee_id=person, is_initial=True, department_id=uid("D3")
            )

    await store.write(work)


async def test_a_list_with_its_links_is_one_statement_however_long(planted: Bench):
    counts = []
    for size in (0, 14):
        await more_people(planted.store, size)
        planted.statements.clear()
        found = await planted.data("hr_manager", LIST)
        counts.append((len(found["employees"]["nodes"]), len(planted.statements)))

    assert counts == [(6, 1), (20, 1)]


async def test_nested_lists_add_no_statement_and_roots_one_each(planted: Bench):
    planted.statements.clear()

    await planted.data(
        "hr_manager",
        "{ employees { nodes { assignments { nodes { department { employees { totalCount } } } } } totalCount } departments { totalCount } }",
    )

    assert len(planted.statements) == 2


async def test_a_known_document_is_neither_parsed_nor_planned_again(planted: Bench):
    await planted.data("hr_manager", LIST)
    plan = next(iter(planted.engine.plans.items.values()))

    await planted.data("hr_manager", LIST)

    assert list(planted.engine.plans.items.values()) == [plan]


async def test_statements_parse_in_their_dialect_and_read_only_known_tables(planted: Bench):
    made = Generator(planted.engine.schema, 5)
    for _, source, given in (*CORPUS, *(("", made.document(), {}) for _ in range(40))):
        for role in ("hr_manager", "department_manager", "auditor"):
            await planted.compiled(role, source, given)

    tables = {entity.table for entity in planted.engine.entities.values()} | {
        "person_key",
        "department_version",
        "json_each",
    }
    for spelled in set(planted.statements):
        sql = re.sub(r"\?(\d+)", r":p\1", spelled)  # the parser does not know SQLite's numbered marks
        tree = sqlglot.parse_one(sql, dialect=planted.store.dialect)
        assert isinstance(tree, exp.Select)
        named_within = {found.alias for found in tree.find_all(exp.CTE)}
        read = {found.name for found in tree.find_all(exp.Table) if found.name}
        assert read - named_within <= tables
        assert (
            sqlglot.parse_one(tree.sql(dialect=planted.store.dialect), dialect=planted.store.dialect) == tree
        )


async def test_no_value_of_a_caller_is_spelled_into_the_text(planted: Bench):
    planted.statements.clear()

    await planted.data(
        "hr_manager",
        '{ employees(where: {name: {contains: "robert"}, hiredOn: {gt: "2001-02-03"}}, search: "tables", first: 17, asOf: "2024-04-05") { nodes { id } } }',
    )

    assert not any(
        word in planted.statements[0] for word in ("robert", "2001", "tables", "17", "2024", uid("E1"))
    )


async def test_callers_of_one_shape_share_a_plan(planted: Bench):
    first = CALLERS["employee"].principal()
    for person in ("E3", "E4", "E5"):
        await planted.data(replace(first, employee_id=uid(person)), "{ me { code } }")

    assert len(planted.engine.plans.items) == 1
