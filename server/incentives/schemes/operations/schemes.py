"""Drafting schemes: a draft is kept as a whole, finished or not."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from server import audit
from server.incentives.basis import Basis
from server.incentives.scheme_models import IncentiveScheme, OverBudget, SchemeGrain
from server.incentives.schemes.checking import Checked, check
from server.incentives.schemes.operations.ground import (
    EVERYWHERE,
    clean_code,
    clean_name,
    find_scheme,
    keep_lines,
    later,
    minor,
    note_scheme,
    require_draft,
    require_new,
    wrong,
)
from server.kernel.context import Context
from server.kernel.ids import new_id
from server.metrics.agreed.registry import Registry
from server.people.operations.access import allow, find_department
from server.people.operations.record import operation
from server.store.base import change_row, stamp

LONGEST_RULES = 8000


async def save_incentive_scheme(
    ctx: Context,
    registry: Registry,
    *,
    rules: str = "",
    family: str = "",
    budget: Decimal | None = None,
    idempotency_key: str | None = None,
    **given: object,
) -> str:
    """Draft a scheme, or change a draft, as a whole; return its id.

    A draft may be unfinished: what is wrong with its rules is told by `checkScheme` and refused on proposing.
    """
    allow(ctx, EVERYWHERE, "saveIncentiveScheme")
    if len(rules) > LONGEST_RULES:
        raise wrong(
            "rules", f"规则最多 {LONGEST_RULES} 字。", f"Rules have at most {LONGEST_RULES} characters."
        )
    cents = minor(budget)
    checked = await check(ctx, registry, rules, family.strip(), cents)
    return await keep_scheme(
        ctx, idempotency_key=idempotency_key, rules=rules, family=family.strip(), budget=cents,
        lines=lines_of(checked), **given,
    )  # fmt: skip


def lines_of(checked: Checked) -> list[dict[str, object]]:
    """Return the columns of each rule that could be read."""
    return [
        {
            "kind": line.kind,
            "text": line.text[:500],
            "condition": line.condition.zh[:500],
            "condition_en": line.condition.en[:500],
            "reward": line.reward.zh[:500],
            "reward_en": line.reward.en[:500],
            "metrics": " ".join(line.metrics)[:500],
        }
        for line in checked.lines
    ]


@operation
async def keep_scheme(
    ctx: Context,
    *,
    code: str,
    name: str,
    rules: str,
    lines: Sequence[dict[str, object]],
    family: str,
    budget: int | None,
    starts_on: date,
    department_id: str | None = None,
    department_code: str | None = None,
    ends_on: date | None = None,
    id: str | None = None,  # noqa: A002 (the contract's word)
    name_en: str = "",
    grain: SchemeGrain = SchemeGrain.QUARTER,
    basis: Basis = Basis.SERVICE_QUALITY,
    over_budget: OverBudget = OverBudget.CUT,
    is_prorated: bool = True,
    currency: str = "CNY",
    note: str = "",
    version: int | None = None,
) -> str:
    department = await find_department(department_id, department_code)
    values: dict[str, Any] = {  # a column each, of mixed types
        "name": clean_name(name),
        "name_en": name_en.strip()[:128],
        "rules": rules,
        "family": family,
        "department_id": department.id if department else None,
        "budget": budget,
        "starts_on": starts_on,
        "ends_on": later(starts_on, ends_on),
        "grain": grain,
        "basis": basis,
        "over_budget": over_budget,
        "is_prorated": is_prorated,
        "currency": currency.strip().upper()[:3] or "CNY",
        "note": note.strip()[:300],
    }
    scheme_id = id or new_id()
    if id is None:
        key = clean_code(code)
        await require_new(key)
        await IncentiveScheme.create(**stamp(ctx), id=scheme_id, code=key, **values)
    else:
        require_draft(await find_scheme(scheme_id))
        await change_row(ctx, IncentiveScheme, scheme_id, version=version, **values)
    await keep_lines(ctx, scheme_id, lines)
    told = {name: (None, value) for name, value in values.items() if name not in ("budget", "rules")}
    await note_scheme(ctx, scheme_id, "save_scheme", {**told, "rules": (None, audit.HIDDEN)})
    return scheme_id
