"""Moving on: transfer, promote, change pay. Each takes effect on a day, which may lie in the past."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from server import audit
from server.kernel.context import Context
from server.people import rules
from server.people.models import Assignment, Compensation
from server.people.operations.access import (
    Place,
    allow,
    find_department,
    find_location,
    find_manager,
    find_position,
    find_target,
    require_open,
)
from server.people.operations.outcomes import follow_moves
from server.people.operations.record import add_fact, change_fact, conclude, live_spans, operation
from server.people.rules import NOTHING, Span


async def transfer(
    ctx: Context,
    *,
    id: str | None = None,  # noqa: A002 (the contract's word)
    code: str | None = None,
    effective_on: date | None = None,
    department_id: str | None = None,
    department_code: str | None = None,
    position_id: str | None = None,
    position_code: str | None = None,
    location_id: str | None = None,
    location_code: str | None = None,
    manager_id: str | None = None,
    manager_code: str | None = None,
    reason: str = "",
    version: int | None = None,
) -> str:
    """Move somebody to another department, position, place or manager from a day on, today unless named.

    Who moves a person must be in charge at both ends. A day in the past corrects history: what was known until
    now stays readable with `asKnownAt`.
    """
    target = await find_target(ctx, id, code)
    allow(ctx, target.place, "transferEmployee")
    found = {
        "department": await find_department(department_id, department_code),
        "position": await find_position(position_id, position_code),
        "location": await find_location(location_id, location_code),
    }
    day = rules.clean_day(effective_on or ctx.today, "effectiveOn")
    require_open(day, **found)
    post: dict[str, object] = {f"{name}_id": row.id for name, row in found.items() if row is not None}
    if (boss := await find_manager(ctx, manager_id, manager_code)) is not None:
        post["manager_id"] = boss
    if not post:
        raise rules.invalid("departmentCode", "请至少填写一项变动。", "Name at least one thing that changes.")
    if boss == target.person.id:
        raise rules.invalid("managerCode", "不能是自己的上级。", "Nobody is their own manager.")
    fields = [name.removesuffix("_id") for name in post]
    allow(ctx, target.place, "transferEmployee", *fields)
    destination = Place(target.person.id, str(post.get("department_id", target.department_id)))
    allow(ctx, destination, "transferEmployee", *fields)
    rules.require_employed(target.stay, day, "effectiveOn")
    old = await change_fact(ctx, Assignment, target.person.id, day, post, here={"reason": reason})
    await follow_moves(ctx, target.person.id, day)
    changes = {name.removesuffix("_id"): (old[name], new) for name, new in post.items()} | {
        "effectiveOn": (None, day)
    }
    return await conclude(ctx, target, "transfer_employee", changes, version=version, on=day)


transfer_employee = operation(transfer)


@operation
async def promote_employee(
    ctx: Context,
    *,
    id: str | None = None,  # noqa: A002 (the contract's word)
    code: str | None = None,
    position_id: str | None = None,
    position_code: str | None = None,
    effective_on: date | None = None,
    version: int | None = None,
) -> str:
    """Promote somebody to a higher grade of their career ladder from a day on, today unless named."""
    target = await find_target(ctx, id, code)
    allow(ctx, target.place, "promoteEmployee", "position")
    new = await find_position(position_id, position_code)
    if new is None:
        raise rules.invalid("positionCode", "请填写新岗位。", "Name the new position.")
    day = rules.clean_day(effective_on or ctx.today, "effectiveOn")
    rules.require_employed(target.stay, day, "effectiveOn")
    spans = await live_spans(ctx, Assignment, target.person.id)
    held = next((span.values["position_id"] for span in spans if span.covers(day)), None)
    rules.require_step_up(await find_position(str(held), None) if held else None, new)
    why = {"reason": "promotion"}
    old = await change_fact(ctx, Assignment, target.person.id, day, {"position_id": new.id}, here=why)
    await follow_moves(ctx, target.person.id, day)
    changes = {"position": (old["position_id"], new.id), "effectiveOn": (None, day)}
    return await conclude(ctx, target, "promote_employee", changes, version=version, on=day)


@operation
async def change_pay(
    ctx: Context,
    *,
    base_salary: Decimal,
    id: str | None = None,  # noqa: A002 (the contract's word)
    code: str | None = None,
    effective_on: date | None = None,
    market_salary: Decimal | None = None,
    currency: str | None = None,
    version: int | None = None,
) -> str:
    """Set the monthly base pay from a day on, today unless named. The amounts are sealed and never audited in clear."""
    target = await find_target(ctx, id, code)
    extra = ["Compensation.marketSalary"] if market_salary is not None else []
    allow(ctx, target.place, "changePay", "baseSalary", *extra, *(["currency"] if currency else []))
    day = rules.clean_day(effective_on or ctx.today, "effectiveOn")
    rules.require_employed(target.stay, day, "effectiveOn")
    pay: dict[str, object] = {"base_salary": rules.clean_pay(base_salary)}
    if market_salary is not None:
        pay["market_salary"] = rules.clean_pay(market_salary, "marketSalary")
    if currency:
        pay["currency"] = currency
    await set_pay(ctx, target.person.id, day, pay)
    changes: dict[str, tuple[object, object]] = {
        "effectiveOn": (None, day),
        "baseSalary": (audit.HIDDEN, audit.HIDDEN),
    }
    return await conclude(ctx, target, "change_pay", changes, version=version, on=day)


async def set_pay(ctx: Context, person_id: str, day: date, pay: dict[str, object]) -> None:
    """Add the pay from a day on, as a decision of that day which reaches into no later one.

    The first pay known may start before what is known later.
    """
    spans = await live_spans(ctx, Compensation, person_id)
    if spans and day >= spans[0].start:
        await change_fact(ctx, Compensation, person_id, day, NOTHING, here=pay)
        return
    if spans:  # it is the first no longer; which fact comes first is no knowledge of its own
        await Compensation.filter(id=spans[0].key).update(is_initial=False)
    first: dict[str, object] = {"currency": "CNY", "is_initial": True} | pay
    await add_fact(ctx, Compensation, person_id, Span(day, spans[0].start if spans else None, first))
