"""Who would decide is told as it would be asked: the chain, the people at each step, and nobody whom it concerns."""

from __future__ import annotations

from dataclasses import asdict

from server import approvals
from server.approvals import DEFAULT_STEPS, Step
from server.kernel.errors import Denied, NotFound
from server.people.operations import foreseeing
from tests.approvals.cast import resign, signed_in
from tests.approvals.conftest import town  # noqa: F401 (the fixture)
from tests.people.town import refused, rows
from tests.plan.world import context, uid


async def foreseen(ctx, steps=DEFAULT_STEPS):
    found = await foreseeing.foresee_approval(ctx, "resignation", steps)
    return [tuple(asdict(each).values()) for each in found]


async def test_the_steps_are_those_a_request_then_goes_through(town):  # noqa: F811
    me = signed_in(town, "E3")

    told = await foreseen(me)
    names = await rows(town, "select id, name from employee")
    request = await resign(town)
    asked = await rows(
        town, f"select step, approver_id from approval_task where request_id='{request}' order by step"
    )

    known = {row[0]: row[1] for row in names}
    assert [(step.approver, step.any_of) for step in DEFAULT_STEPS] == [each[:2] for each in told]
    assert [(int(at), known[who]) for at, who in asked] == [
        (at, name) for at, (*_, people) in enumerate(told) for name in people
    ]


async def test_the_companys_chain_goes_before_the_usual_and_nobody_is_their_own_approver(town):  # noqa: F811
    hr = signed_in(town, "E6", "hr_manager")
    await town.write(lambda: approvals.set_chain(hr, "resignation", [Step("role:hr_manager")]))

    assert [each[0] for each in await foreseen(signed_in(town, "E3"))] == ["role:hr_manager"]
    assert await foreseen(hr) == []


async def test_only_who_works_here_asks_and_nothing_is_kept(town):  # noqa: F811
    await refused(town, lambda: foreseen(context(town, "administrator")), Denied)
    nobody = context(town, "employee")
    if nobody.principal.employee_id is None:
        await refused(town, lambda: foreseen(nobody), NotFound)
    await foreseen(signed_in(town, "E3"))

    assert await rows(town, f"select id from approval_request where employee_id='{uid('E3')}'") == []
