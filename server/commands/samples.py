"""The sample worlds of the demo: built once into an empty data folder, with one login per role."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from policies import load
from server.commands.accounts import accounts_of
from server.commands.base import clock_of, ensure_secrets, say, system_context
from server.demo import ACCOUNTS, build
from server.demo.agreed import agree_on_core
from server.demo.loading import load_some
from server.demo.paying import pay_out
from server.demo.resigning import begin_exits, hand_in_some
from server.demo.working import ask_for_some
from server.kernel.context import Context
from server.kernel.settings import Settings
from server.store.migrate import migrate
from server.store.store import Store

FILE = "demo.json"
PASSWORD = "zhiren-demo"  # noqa: S105 (shown on the sign-in page of the demo)
SINCE = date(2020, 1, 1)


def samples_in(data: Path) -> dict[str, Any] | None:
    """Return what a demo's data folder says of itself; None for any other folder."""
    file = data / FILE
    found: dict[str, Any] | None = json.loads(file.read_text("utf-8")) if file.exists() else None
    return found


def demo_accounts(data: Path) -> Sequence[Mapping[str, str]]:
    """Return the logins the sign-in page offers."""
    found = samples_in(data)
    return found["accounts"] if found else ()


async def build_samples(settings: Settings, today: date | None = None) -> dict[str, Any]:
    """Make the worlds and their accounts, and note them in the data folder."""
    secrets = ensure_secrets(settings)
    say("making the sample worlds | 正在生成示例数据")
    await migrate(settings)
    store = await Store.open(settings, secrets)
    try:
        showcase = await build(store, settings, today or clock_of(settings).today())
        accounts = await open_accounts(store)
    finally:
        await store.close()
    found = {
        "data": str(settings.data.resolve()),
        "accounts": accounts,
        "showcase": {"department": showcase.department, "period": showcase.period},
    }
    (settings.data / FILE).write_text(json.dumps(found, ensure_ascii=False, indent=1), "utf-8")
    return found


async def open_accounts(store: Store) -> list[dict[str, str]]:
    policy, out = load(), []
    signers: dict[str, tuple[str, str]] = {}
    ctx = system_context(store, policy)
    people = await ids(store, "employee")
    departments = await ids(store, "department")
    async with accounts_of(store) as accounts:
        for role, username, employee, department in ACCOUNTS:
            name = people[employee][1] if employee else policy.label(role, "zh")
            made = await accounts.create_account(
                ctx,
                username=username,
                display_name=name,
                password=PASSWORD,
                employee_id=people[employee][0] if employee else None,
                is_demo=True,
            )
            scope = departments[department][0] if department else None
            await accounts.grant_role(ctx, account_id=made, role=role, department_id=scope, valid_from=SINCE)
            token = await accounts.create_token(ctx, username=username, days=365)
            out.append(described(ctx, role, username, name, token))
            signers[role] = (made, name)
    await agree_on_core(store, ctx, signers)
    await hand_in_some(store, ctx)
    await begin_exits(store, ctx)
    await ask_for_some(store, ctx)
    await pay_out(store, ctx)
    codes = {role: code for role, _, code, _ in ACCOUNTS}
    await load_some(store, ctx, signers["hr_manager"], people[codes["hr_manager"] or ""][0])
    return out


def described(ctx: Context, role: str, username: str, name: str, token: str) -> dict[str, str]:
    return {
        "role": role,
        "label_zh": ctx.policy.label(role, "zh"),
        "label_en": ctx.policy.label(role, "en"),
        "username": username,
        "password": PASSWORD,
        "name": name,
        "token": token,
    }


async def ids(store: Store, table: str) -> dict[str, tuple[str, str]]:
    rows = await store.reads.rows(f"select code,id,name from {table}", [])  # noqa: S608 (one of two names above)
    return {code: (row_id, name) for code, row_id, name in rows}
