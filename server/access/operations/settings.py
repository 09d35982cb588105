"""Changing a company setting: who may is a matter of its class; the old value stays in the audit trail."""

from __future__ import annotations

from server.access.models import Setting
from server.access.registry import SETTINGS
from server.access.settings import adopt, dump, held, read, spell
from server.audit import record
from server.kernel.context import Context
from server.kernel.errors import Conflict, InvalidState, not_found
from server.kernel.rights import allow
from server.store.base import stamp
from server.store.idempotency import once


async def change_setting(
    ctx: Context,
    *,
    name: str,
    value: str | None = None,
    version: int | None = None,
    idempotency_key: str | None = None,
) -> str:
    """Set a value, or go back to the default with None; return the setting's name.

    Raises InvalidState where a start-up setting rules, Conflict if the version seen is no longer the one there.
    """
    request = {"operation": "change_setting", "name": name, "value": value, "version": version}

    async def work() -> str:
        return await once(ctx, idempotency_key, request, lambda: _change(ctx, name, value, version))

    changed = await ctx.store.write(work)
    await adopt(ctx.store)
    return changed


async def _change(ctx: Context, name: str, value: str | None, version: int | None) -> str:
    rule = SETTINGS.get(name)
    if rule is None:
        raise not_found()
    allow(ctx, rule.of)
    now = (await held(ctx.store))[name]
    if now.is_fixed:
        raise InvalidState(
            "这项设置由启动变量或 zhiren.toml 决定，请在那里修改。",
            "A variable or zhiren.toml rules this setting; change it there.",
            path=("input", "name"),
        )
    wanted = rule.default if value is None else read(rule, value)
    row = await Setting.filter(name=name).select_for_update().get_or_none()
    seen = row.version if row else 0
    if version is not None and version != seen:
        raise Conflict(
            f"这项设置已被他人改为 {spell(now.value)}，请刷新后重试。",
            f"Someone else set it to {spell(now.value)}; reload and try again.",
            path=("input", "version"),
        )
    if row is None:
        await Setting.create(**stamp(ctx), name=name, value=dump(wanted))
    else:
        await Setting.filter(id=row.id).update(value=dump(wanted), version=seen + 1, updated_at=ctx.now)
    changes = {name: [spell(now.value), spell(wanted)]}
    await record(ctx, "access.change_setting", subject_type="Setting", subject_id=name, changes=changes)
    return name
