"""A plan depends on the structure of its variables, and on the values that name an order or a size."""

# ruff: noqa: E501 (a document reads best in one line)

from __future__ import annotations

from typing import Any

from tests.plan.harness import Bench


async def test_plans_differ_where_the_structure_of_variables_does(planted: Bench):
    source = "query($w: EmployeeWhere, $n: Int, $o: [EmployeeOrder!], $b: Boolean = false) { employees(where: $w, first: $n, orderBy: $o) { nodes { code name @include(if: $b) } } }"

    async def ask(**given: Any) -> Any:
        return (await planted.data("hr_manager", source, given))["employees"]["nodes"]

    assert len(await ask()) == 6
    assert await ask(w={"code": {"eq": "E2"}}) == [{"code": "E2"}]
    assert await ask(w={"code": {"eq": "E3"}}, b=True) == [{"code": "E3", "name": "陈佳"}]
    assert len(await ask(w={"code": {"eq": None}})) == 6
    assert len(await ask(w={"code": {"in": ["E1", "E2"]}})) == 2
    assert await ask(w={"code": {"in": []}}) == []
    assert await ask(n=1, o=[{"code": "DESC"}]) == [{"code": "E6"}]
    assert await ask(n=2, o=[{"code": "ASC"}]) == [{"code": "E1"}, {"code": "E2"}]
    assert len(await ask(n=None, o=[])) == 6
    assert await ask(w={"leftOn": {"isNull": False}}) == [{"code": "E5"}]
    assert len(await ask(w={"leftOn": {"isNull": True}})) == 5
