"""Company settings as they hold: kept ones over their defaults, start-up settings over both.

Read one with the function of its kind, wherever a context is, inside a transaction or out of it:

    days = await read_days(ctx, "probation_reminder_days")      # (14, 7, 1)
    most = await read_number(ctx, "severance_month_cap")        # 12
    hours = await read_amount(ctx, "onboarding_hours")          # Decimal("10")
    value = await read_setting(ctx, name)                       # any kind

A name that `registry.py` does not list is a mistake of the program and raises KeyError.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal, InvalidOperation

import orjson

from server.access.registry import SETTINGS, Rule, SettingKind, Value
from server.kernel.clock import read_instant
from server.kernel.context import Context
from server.kernel.errors import InvalidInput
from server.kernel.labels import split
from server.kernel.settings import Settings
from server.store.store import Store

LONGEST_TEXT = 200
MOST_DAYS = 10
KEPT = "SELECT name, value, version, updated_at FROM setting"


@dataclass(frozen=True)
class Held:
    """A setting as it holds; `version` is 0 while it was never changed, `is_fixed` while a start-up setting rules."""

    name: str
    rule: Rule
    value: Value
    is_fixed: bool
    version: int = 0
    changed_at: datetime | None = None


async def read_setting(ctx: Context, name: str) -> Value:
    """Return the value that holds now."""
    return (await held(ctx.store))[name].value


async def read_number(ctx: Context, name: str) -> int:
    value = await read_setting(ctx, name)
    assert isinstance(value, int)  # noqa: S101 (the registry says so)
    return value


async def read_amount(ctx: Context, name: str) -> Decimal:
    value = await read_setting(ctx, name)
    assert isinstance(value, Decimal)  # noqa: S101 (as above)
    return value


async def read_days(ctx: Context, name: str) -> tuple[int, ...]:
    """Return a list of whole numbers, the largest first."""
    value = await read_setting(ctx, name)
    assert isinstance(value, tuple)  # noqa: S101 (as above)
    return value


async def read_flag(ctx: Context, name: str) -> bool:
    return bool(await read_setting(ctx, name))


async def read_text(ctx: Context, name: str) -> str:
    return str(await read_setting(ctx, name))


async def held(store: Store) -> Mapping[str, Held]:
    """Return every setting as it holds, by name."""
    kept = {row[0]: row for row in await store.reads.rows(KEPT)}
    found: dict[str, Held] = {}
    for name, rule in SETTINGS.items():
        is_fixed = bool(rule.backs) and rule.backs in store.settings.model_fields_set
        if name in kept and not is_fixed:
            _, text, version, at = kept[name]
            found[name] = Held(name, rule, load(rule, text), is_fixed, version, read_instant(at))
        else:
            found[name] = Held(
                name, rule, getattr(store.settings, rule.backs) if is_fixed else rule.default, is_fixed
            )
    return found


async def adopt(store: Store, *, at_start: bool = False) -> None:
    """Let kept settings stand where start-up settings are read; the time zone only while the server starts."""
    wanted = {
        each.rule.backs: each.value
        for each in (await held(store)).values()
        if each.rule.backs and (at_start or not each.rule.at_start)
    }
    if any(getattr(store.settings, name) != value for name, value in wanted.items()):
        now = {name: getattr(store.settings, name) for name in Settings.model_fields}
        store.settings = Settings.model_construct(store.settings.model_fields_set, **{**now, **wanted})


# --- Spelling ---


def spell(value: Value) -> str:
    """Write a value as a form shows it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)


def dump(value: Value) -> str:
    return orjson.dumps(value, default=str).decode()


def load(rule: Rule, text: str) -> Value:
    raw = orjson.loads(text)
    if rule.kind is SettingKind.AMOUNT:
        return Decimal(raw)
    return tuple(raw) if rule.kind is SettingKind.DAYS else raw


def read(rule: Rule, text: str) -> Value:
    """Read what somebody typed. Raises InvalidInput that says what would be right."""
    text = text.strip()
    match rule.kind:
        case SettingKind.TEXT:
            return _text(rule, text)
        case SettingKind.CHOICE:
            return _choice(rule, text)
        case SettingKind.FLAG:
            return _flag(text)
        case SettingKind.NUMBER:
            return int(_inside(rule, _number(rule, text)))
        case SettingKind.AMOUNT:
            return _inside(rule, _decimal(rule, text))
        case SettingKind.DAYS:
            parts = text.replace("，", ",").replace("、", ",").replace(" ", ",").split(",")
            days = {int(_inside(rule, _number(rule, part))) for part in parts if part}
            if len(days) > MOST_DAYS:
                raise wrong(f"最多 {MOST_DAYS} 个。", f"At most {MOST_DAYS} of them.")
            return tuple(sorted(days, reverse=True))


def wrong(zh: str, en: str) -> InvalidInput:
    return InvalidInput(zh, en, path=("input", "value"))


def _text(rule: Rule, text: str) -> str:
    least = 1 if rule.default else 0  # what begins empty may be empty again
    if not least <= len(text) <= LONGEST_TEXT or not text.isprintable():
        zh, en = split(rule.label)
        raise wrong(
            f"{zh}须为 {least} 到 {LONGEST_TEXT} 字。", f"{en}: {least} to {LONGEST_TEXT} characters."
        )
    return text


def _choice(rule: Rule, text: str) -> str:
    if text not in rule.choices:
        few = "、".join(rule.choices[:8])
        raise wrong(f"请从选项中选一个，如 {few}。", f"Choose one of the options, such as {few}.")
    return text


def _flag(text: str) -> bool:
    if text.lower() not in ("true", "false"):
        raise wrong("请填 true 或 false。", "Write true or false.")
    return text.lower() == "true"


def _number(rule: Rule, text: str) -> Decimal:
    if not text.removeprefix("-").isascii() or not text.removeprefix("-").isdigit():
        raise _outside(rule)
    return Decimal(text)


def _decimal(rule: Rule, text: str) -> Decimal:
    try:
        found = Decimal(text)
        is_plain = found.is_finite() and found == found.quantize(Decimal("0.01"))
    except InvalidOperation as error:
        raise _outside(rule) from error
    if not is_plain:
        raise _outside(rule)
    return found


def _inside(rule: Rule, value: Decimal) -> Decimal:
    if (rule.least is not None and value < rule.least) or (rule.most is not None and value > rule.most):
        raise _outside(rule)
    return value


def _outside(rule: Rule) -> InvalidInput:
    return wrong(
        f"请填 {rule.least} 到 {rule.most} 之间的数。", f"Write a number from {rule.least} to {rule.most}."
    )
