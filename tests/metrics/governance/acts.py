"""A draft and the hands it passes through, for tests of the dictionary's governance."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from server.kernel.context import Context, Grant, Principal
from server.metrics.agreed.registry import Registry
from server.metrics.definitions import Label, Metric
from server.metrics.governance.agreeing import publish_metric, sign_metric
from server.metrics.governance.drafting import Draft, draft_metric, submit_metric
from server.metrics.words import Decision, Direction, Grain, Side
from server.store.store import Store
from tests.plan.world import NOW, POLICY, TODAY

KEY = "custom.early_exits"
EXAMPLE: dict[str, Any] = {
    "given": {
        "employment": [
            {"repeat": 9, "start_date": "2024-01-01"},
            {"start_date": "2024-01-01", "end_date": "2025-03-20", "exit_type": "voluntary"},
        ]
    },
    "period": "2025-03",
    "value": "0.1",
}
DRAFT = Draft(
    key=KEY,
    name=Label("期初离开比", "Share who went"),
    definition=Label("期内离职人次与期初在职人数之比", "Leavers of the period over those there at its start"),
    formula="leavers[exit_type = 'voluntary'] / opening(headcount)",
    unit="percent",
    direction=Direction.DOWN,
    grains=(Grain.MONTH,),
    dimensions=("department",),
    sensitivity="people",
    examples=(EXAMPLE,),
)


def caller(store: Store, name: str, *roles: str, at: datetime = NOW) -> Context:
    who = Principal(f"account-{name}", name, name, grants=tuple(Grant(role) for role in roles))
    return Context(who, at, TODAY, POLICY, store, "zh", "r-test")


def later(ctx: Context, minutes: int) -> Context:
    return replace(ctx, now=ctx.now + timedelta(minutes=minutes))


class Hands:
    """The people a definition passes through."""

    def __init__(self, store: Store) -> None:
        self.registry = Registry(store)
        self.author = caller(store, "author", "performance_specialist")
        self.hr = caller(store, "hr", "hr_manager")
        self.business = caller(store, "boss", "general_manager")
        self.stranger = caller(store, "staff", "employee")

    async def drafted(self, draft: Draft = DRAFT) -> str:
        return await draft_metric(self.author, self.registry, draft=draft)

    async def submitted(self, draft: Draft = DRAFT, number: int = 1) -> str:
        row_id = await self.drafted(draft)
        await submit_metric(self.author, self.registry, key=draft.key, number=number)
        return row_id

    async def agreed(self, draft: Draft = DRAFT, number: int = 1) -> str:
        row_id = await self.submitted(draft, number)
        for ctx, side in ((self.hr, Side.HR), (self.business, Side.BUSINESS)):
            await self.sign(ctx, side, draft.key, number)
        return row_id

    async def published(self, day: Any, draft: Draft = DRAFT, number: int = 1) -> str:
        row_id = await self.agreed(draft, number)
        await publish_metric(self.hr, self.registry, key=draft.key, number=number, effective_from=day)
        return row_id

    async def sign(
        self,
        ctx: Context,
        side: Side,
        key: str = KEY,
        number: int = 1,
        decision: Decision = Decision.AGREE,
        **more: Any,
    ) -> str:
        return await sign_metric(
            ctx, self.registry, key=key, number=number, side=side, decision=decision, **more
        )

    async def metric(self, key: str = KEY, number: int = 1) -> Metric:
        known = (await self.registry.governed(self.hr)).dictionary
        return next(each for each in known.versions[key] if each.version == number)
