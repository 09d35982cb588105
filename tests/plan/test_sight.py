"""Views unite over roles and relations: the best one shows, but what a guard refuses stays refused."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

import orjson

from policies import Policy
from server.kernel.context import Context, Grant, Principal
from server.plan.sight import Eye, Sight
from tests.plan.harness import Bench
from tests.plan.world import NOW, POLICY, TODAY, uid


@dataclass
class Altered:
    """The policy in force but for a few decisions: (role, relation, field) to (view, whether a guard says so)."""

    given: dict[tuple[str, str, str], tuple[str, bool]]
    version: str = "altered"
    policy: Policy = field(default=POLICY)

    def decide(self, role: str, relation: str, obj: str, act: str) -> Any:
        found = self.given.get((role, relation, obj))
        if found is None:
            return self.policy.decide(role, relation, obj, act)
        rule = SimpleNamespace(where="altered:1", is_guard=found[1])
        return SimpleNamespace(allowed=found[0] != "null", view=found[0], rule=rule)


def altered(planted: Bench, *roles: str, me: str | None = None, **given: Any) -> Context:
    policy: Any = Altered(given["given"])
    principal = Principal("x", "x", "x", me and uid(me), tuple(Grant(role) for role in roles))
    return Context(principal, NOW, TODAY, policy, planted.store, "zh", "r")


async def ask(planted: Bench, ctx: Context, source: str) -> Any:
    parsed = planted.engine.documents.get(source)
    operation = parsed.operation(None)
    answer = await planted.engine.run(ctx, parsed, operation, planted.engine.variables(operation, {}))
    return [each.trouble.code for each in answer.failures] or orjson.loads(answer.data())


async def test_a_mask_on_a_text_that_is_not_sealed(planted: Bench):
    ctx = altered(
        planted,
        "performance_specialist",
        given={("performance_specialist", "org", "Employee.name"): ("surname", False)},
    )

    found = await ask(planted, ctx, '{ employees(where: {code: {eq: "E1"}}) { nodes { name code } } }')

    assert found == {"employees": {"nodes": [{"name": "王*", "code": "E1"}]}}
    gone = altered(
        planted,
        "performance_specialist",
        given={("performance_specialist", "org", "Employee.vendor"): ("surname", False)},
    )
    assert await ask(planted, gone, "{ employees(first: 1) { nodes { vendor } } }") == {
        "employees": {"nodes": [{"vendor": None}]}
    }
    assert await ask(planted, ctx, '{ employees(search: "王") { totalCount } }') == ["FIELD_NOT_FILTERABLE"]


async def test_a_mask_on_what_is_no_text_hides_it(planted: Bench):
    masks = {
        ("hr_manager", "org", f"Employee.{name}"): ("month", False)
        for name in ("hiredOn", "baseSalary", "status")
    }
    ctx = altered(
        planted,
        "hr_manager",
        given=masks
        | {
            ("hr_manager", "self", f"Employee.{n}"): ("month", False)
            for n in ("hiredOn", "baseSalary", "status")
        },
    )

    found = await ask(planted, ctx, "{ employees(first: 1) { nodes { hiredOn baseSalary status code } } }")

    assert found == {
        "employees": {"nodes": [{"hiredOn": None, "baseSalary": None, "status": None, "code": "E1"}]}
    }


async def test_two_masks_of_one_text_are_told_apart_by_row(planted: Bench):
    given = {
        ("auditor", "org", "Employee.name"): ("surname", False),
        ("employee", "self", "Employee.name"): ("plain", False),
    }
    ctx = altered(planted, "auditor", "employee", me="E3", given=given)

    found = await ask(planted, ctx, "{ employees(first: 3) { nodes { name } } }")

    assert [each["name"] for each in found["employees"]["nodes"]] == ["王*", "李*", "陈佳"]


async def test_a_guard_refuses_what_a_role_gives(planted: Bench):
    fields = ("Employee.phone", "Employee.hiredOn", "Employee.assignments", "Employee.manager")
    given = {("hr_manager", "self", name): ("null", True) for name in fields}
    ctx = altered(planted, "hr_manager", me="E3", given=given)

    found = await ask(
        planted,
        ctx,
        "{ employees(first: 3) { nodes { phone hiredOn assignments { totalCount } manager { code } } } }",
    )

    rows = found["employees"]["nodes"]
    assert rows[2] == {"phone": None, "hiredOn": None, "assignments": None, "manager": None}
    assert rows[1] == {
        "phone": "13800000002",
        "hiredOn": "2021-03-01",
        "assignments": {"totalCount": 1},
        "manager": {"code": "E1"},
    }
    assert await ask(planted, ctx, "{ employees(orderBy: [{hiredOn: ASC}]) { totalCount } }") == [
        "FIELD_NOT_FILTERABLE"
    ]


async def test_a_field_open_through_one_role_may_be_used_whatever_another_says(planted: Bench):
    ctx = altered(planted, "hr_manager", "department_manager", "auditor", given={})

    found = await ask(
        planted,
        ctx,
        '{ employees(where: {phone: {eq: "13800000003"}, hiredOn: {gt: "2000-01-01"}}) { nodes { code } } }',
    )

    assert found == {"employees": {"nodes": [{"code": "E3"}]}}


def test_an_unclassified_field_is_hidden():
    eye = Eye(POLICY, Principal("x", "x", "x", None, (Grant("hr_manager"),)))

    view = eye.view(Sight("hr_manager", "org", ""), "Employee.phoneHash")

    assert (view.view, view.rule) == ("null", "unclassified")
