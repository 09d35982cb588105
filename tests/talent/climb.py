"""What the talent tests share: two conditions, a way to set them, and a way to ask."""

from __future__ import annotations

from decimal import Decimal

from server.metrics.agreed.registry import Registry
from server.store.store import Store
from server.talent.careers import Career, careers_of
from server.talent.models import ConditionKind
from server.talent.operations import set_ladder_rung
from server.talent.rules import Condition
from tests.plan.world import context, uid

SCORE = Condition(ConditionKind.METRIC, Decimal(80), "appraisal_score_weighted")
POST = Condition(ConditionKind.MONTHS_IN_POST, Decimal(3))


async def ask(store: Store, role: str, *codes: str) -> dict[str, Career | None]:
    found = await careers_of(context(store, role), Registry(store), [uid(code) for code in codes])
    return {code: found.get(uid(code)) for code in codes}


async def rule(
    store: Store, *conditions: Condition, role: str = "hr_manager", version: int | None = None
) -> str:
    return await set_ladder_rung(
        context(store, role), Registry(store), conditions=conditions, position_code="P2", version=version
    )
