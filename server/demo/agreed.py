"""The sample company's dictionary: its core figures signed by both sides and in force since its data begin."""

from __future__ import annotations

from datetime import date

from server.kernel.context import Context, Grant, Principal
from server.metrics.definitions import Metric
from server.metrics.dictionary.load import load_builtin
from server.metrics.governance.agreeing import agree, put_in_force
from server.metrics.governance.drafting import enter_review, row_of
from server.metrics.models import MetricVersion
from server.metrics.words import Side
from server.store.store import Store

SINCE = date(2020, 1, 1)
SIGNERS = {Side.HR: "hr_manager", Side.BUSINESS: "general_manager"}
SECONDS = 120.0


async def agree_on_core(store: Store, ctx: Context, accounts: dict[str, tuple[str, str]]) -> int:
    """Publish every core figure; `accounts` are the (id, name) of an account by role. Returns how many there are."""
    core = [metric for metric in load_builtin().metrics.values() if metric.is_core or metric.is_core12]
    signers = {side: signer(ctx, role, *accounts[role]) for side, role in SIGNERS.items()}

    async def sign() -> None:
        for metric in core:
            await publish(ctx, signers, metric)

    await store.write(sign, seconds=SECONDS)
    return len(core)


def signer(ctx: Context, role: str, account: str, name: str) -> Context:
    return ctx.acting_as(Principal(account, role, name, grants=(Grant(role),)))


async def publish(ctx: Context, signers: dict[Side, Context], metric: Metric) -> None:
    """Take one definition the whole way, as its people would."""
    row = await row_of(ctx, metric)
    await enter_review(ctx, row, metric)
    for side, who in signers.items():
        await agree(who, await MetricVersion.get(id=row.id), metric, side, None)
    await put_in_force(ctx, await MetricVersion.get(id=row.id), SINCE)
