"""Showing a masked ID number in full: an act of its own, with a reason, that is always written down."""

from __future__ import annotations

from dataclasses import dataclass, replace

from policies import Decision
from server import audit
from server.kernel.context import Context
from server.people import rules
from server.people.operations.access import Target, decide, find_target, require
from server.store.idempotency import once
from server.store.keys import person_key

FIELD, VERB = "Employee.idNumber", "revealIdNumber"
SHORTEST_REASON, LONGEST_REASON = 4, 200


@dataclass(frozen=True)
class Revealed:
    """A person and their ID number in full; None if none is on record."""

    employee_id: str
    id_number: str | None


async def reveal_id_number(
    ctx: Context,
    *,
    reason: str,
    id: str | None = None,  # noqa: A002 (the contract's word)
    code: str | None = None,
    idempotency_key: str | None = None,
) -> Revealed:
    """Return an ID number in full, and keep who wanted it and why in the same transaction.

    Permission is decided and the look is logged on every call, a repeated one too; the audit entry is made once
    for each idempotency key.
    """
    why = clean_reason(reason)
    asking = replace(ctx, purpose=why)
    request = {"operation": VERB, "id": id, "code": code, "reason": why}

    async def whole() -> Revealed:
        target = await find_target(ctx, id, code)
        decision = decide(ctx, target.place, FIELD, "reveal")
        require(decision)
        await once(ctx, idempotency_key, request, lambda: keep(asking, target))
        await audit.log_access([looked(asking, target, decision)])
        return Revealed(target.person.id, await opened(ctx, target))

    return await ctx.store.write(whole)


def clean_reason(reason: str) -> str:
    found = " ".join(reason.split())
    if not SHORTEST_REASON <= len(found) <= LONGEST_REASON:
        raise rules.invalid(
            "reason",
            f"请写明查看原因（{SHORTEST_REASON} 至 {LONGEST_REASON} 字）。",
            f"Say why you need it, in {SHORTEST_REASON} to {LONGEST_REASON} characters.",
        )
    return found


async def keep(ctx: Context, target: Target) -> str:
    """Add the audit entry; the number itself is never in it."""
    person = target.person.id
    await audit.record(ctx, "people.reveal_id_number", subject_type="Employee", subject_id=person, changes={})
    return person


def looked(ctx: Context, target: Target, decision: Decision) -> audit.Look:
    return audit.look(
        ctx,
        subject_type="Employee",
        subject_id=target.person.id,
        field_group=ctx.policy.field_class(FIELD) or "",
        rule=decision.rule.where if decision.rule else "",
        document=VERB,
        rows=1,
    )


async def opened(ctx: Context, target: Target) -> str | None:
    person = target.person
    if person.id_number is None:
        return None
    key = await person_key(ctx.store.vault, person.id)
    return ctx.store.vault.open(key, f"employee.id_number|{person.id}", person.id_number)
