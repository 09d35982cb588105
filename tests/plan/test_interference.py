"""What a caller may not see has no effect on anything they get: values, rows, order, counts, cursors, refusals."""

# ruff: noqa: E501 (a document reads best in one line)

from __future__ import annotations

import pytest

from server.people import models as m
from server.store.models import PersonKey
from server.store.store import Store
from tests.plan import oracle
from tests.plan.generate import Generator
from tests.plan.harness import Bench, normal
from tests.plan.test_oracle import TEAM
from tests.plan.world import CALLERS, uid

ROOTS = ("employees", "employee", "departments", "department", "orgChart", "me")
SECRET = {"phone": "13899990003", "idNumber": "99988877700101" + "0003", "email": "elsewhere@example.com"}
POINTED = (
    "{ employees { nodes { id phone email idNumber baseSalary compensations { nodes { baseSalary } } } edges { cursor } totalCount } }",
    '{ a: employees(where: {phone: {eq: "13899990003"}}) { totalCount } b: employees(where: {phone: {in: ["13899990003"]}}) { totalCount } }',
    "{ employees(orderBy: [{baseSalary: DESC}]) { nodes { id } } }",
    '{ employees(where: {or: [{email: {eq: "elsewhere@example.com"}}, {code: {eq: "E1"}}]}) { nodes { id } pageInfo { hasNextPage } } }',
    '{ employees(search: "13899990003") { totalCount } }',
    '{ departments(where: {employees: {some: {phone: {eq: "13899990003"}}}}) { nodes { code } } }',
)


def shows(role: str, field: str) -> str:
    caller = CALLERS[role]
    grants = [(grant.role, TEAM.get(grant.role, ())) for grant in caller.principal().grants]
    return oracle.may(grants, caller.person, "E3", "D2", field)


def visible(role: str, field: str, value: str) -> str | None:
    return oracle.show(shows(role, field), value)


async def rewrite(store: Store, field: str, value: str) -> None:
    """Give E3 another value, without any other trace."""
    column = {"idNumber": "id_number"}.get(field, field)

    async def work() -> None:
        key = (await PersonKey.get(person_id=uid("E3"))).wrapped
        if field == "baseSalary":
            sealed = store.vault.seal(key, f"compensation.base_salary|{uid('C3')}", value)
            await m.Compensation.filter(id=uid("C3")).update(base_salary=sealed)
            return
        sealed, blind = (
            store.vault.seal(key, f"employee.{column}|{uid('E3')}", value),
            store.vault.blind(f"employee.{column}", value),
        )
        await m.Employee.filter(id=uid("E3")).update(**{column: sealed, f"{column}_hash": blind})

    await store.write(work)


@pytest.mark.parametrize(
    ("field", "old", "new"),
    [("phone", "13800000003", SECRET["phone"]), ("idNumber", "999999199001010003", SECRET["idNumber"]),
     ("email", "e3@example.com", SECRET["email"]), ("baseSalary", "9000.50", "66000.00")],
)  # fmt: skip
async def test_a_hidden_value_changes_nothing_for_whoever_may_not_see_it(
    planted: Bench, field: str, old: str, new: str
):
    blind = [role for role in CALLERS if visible(role, field, old) == visible(role, field, new)]
    made = Generator(planted.engine.schema, 11, ROOTS)
    documents = [*POINTED, *(made.document() for _ in range(20))]
    assert 0 < len(blind) < len(CALLERS)

    before = [(role, each, await seen(planted, role, each)) for role in blind for each in documents]
    await rewrite(planted.store, field, new)
    changed = [(role, each) for role, each, found in before if await seen(planted, role, each) != found]

    assert changed == []
    assert (
        str(await seen(planted, "hr_manager", POINTED[0])).count(visible("hr_manager", field, new) or "-") > 0
    )


async def seen(planted: Bench, role: str, document: str) -> object:
    """Return all a caller gets, cursors by their length."""
    found = await planted.compiled(role, document)
    lengths = [len(each) for each in cursors(found)]
    return normal(found), lengths


def cursors(value: object, key: str = "") -> list[str]:
    if isinstance(value, dict):
        return [each for name, item in value.items() for each in cursors(item, name)]
    if isinstance(value, list):
        return [each for item in value for each in cursors(item, key)]
    return [value] if isinstance(value, str) and key in ("cursor", "startCursor", "endCursor") else []
