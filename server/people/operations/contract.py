"""The terms somebody is employed on: kind and end of the contract, end of the probation, legal traits of leaving."""

from __future__ import annotations

from datetime import date

from server.kernel.context import Context
from server.people import rules
from server.people.models import Contract
from server.people.operations.access import allow, find_target
from server.people.operations.record import amend_stay, conclude, operation


@operation
async def change_contract(
    ctx: Context,
    *,
    id: str | None = None,  # noqa: A002 (the contract's word)
    code: str | None = None,
    contract: Contract | None = None,
    contract_ends_on: date | None = None,
    probation_ends_on: date | None = None,
    version: int | None = None,
) -> str:
    """Record the contract somebody now has, or a probation that ends on another day than agreed first.

    A fixed term needs its end; an open-ended contract has none.
    """
    target = await find_target(ctx, id, code)
    told: dict[str, object] = {
        "contract": contract, "contract_ends_on": contract_ends_on, "probation_ends_on": probation_ends_on
    }  # fmt: skip
    changes = {name: value for name, value in told.items() if value is not None}
    if not changes:
        raise rules.invalid("contract", "请至少填写一项变动。", "Name at least one thing that changes.")
    fields = {
        "contract": "contract",
        "contract_ends_on": "contractEndsOn",
        "probation_ends_on": "probationEndsOn",
    }
    allow(ctx, target.place, "changeContract", *(f"Employment.{fields[name]}" for name in changes))
    rules.require_still_here(target.stay)
    kind = contract or (Contract.FIXED_TERM if contract_ends_on else Contract(target.stay.contract))
    end = contract_ends_on or (target.stay.contract_ends_on if kind is Contract.FIXED_TERM else None)
    changes |= {"contract": kind, "contract_ends_on": clean_end(kind, end, target.stay.hired_on)}
    if probation_ends_on is not None:
        rules.require_probation(target.stay)
        rules.clean_probation(probation_ends_on, target.stay.hired_on)
    await amend_stay(ctx, target.stay, **changes)
    shown = {fields[name]: (getattr(target.stay, name), value) for name, value in changes.items()}
    return await conclude(ctx, target, "change_contract", shown, version=version, on=ctx.today)


def clean_end(kind: Contract, end: date | None, hired_on: date) -> date | None:
    if kind is Contract.OPEN_ENDED:
        return None
    if end is None:
        raise rules.invalid(
            "contractEndsOn", "固定期限合同须填写到期日。", "A fixed term needs its last day."
        )
    if rules.clean_day(end, "contractEndsOn") < hired_on:
        raise rules.invalid(
            "contractEndsOn", "合同到期日不能早于入职日期。", "A contract cannot end before the hire date."
        )
    return end
