"""What the operations of schemes share: finding one, cleaning what is written, keeping its lines, the trail."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from server import audit
from server.incentives.scheme_models import IncentiveScheme, SchemeRule, SchemeState
from server.kernel.context import Context
from server.kernel.errors import Conflict, InvalidInput, InvalidState, not_found
from server.kernel.money import to_minor
from server.people.operations.access import Place
from server.store.base import stamp

CODE = re.compile(r"[A-Z][A-Z0-9_-]{0,63}")
EVERYWHERE = Place()
UNSETTLED = (SchemeState.DRAFT, SchemeState.PROPOSED)


class SchemeUnready(InvalidInput):
    """The rules of a scheme can't be proposed as they stand; the first thing in the way is said."""

    code = "SCHEME_UNREADY"


class BudgetRequired(InvalidInput):
    """A scheme without a budget can't be proposed: nothing would bound what it pays."""

    code = "BUDGET_REQUIRED"


class SchemeCodeTaken(Conflict):
    """Another scheme, or an unsettled revision of this one, has the code already."""

    code = "SCHEME_CODE_TAKEN"


async def find_scheme(scheme_id: str) -> IncentiveScheme:
    """Find a scheme and lock it."""
    found = await IncentiveScheme.filter(id=scheme_id).select_for_update().get_or_none()
    if found is None:
        raise not_found()
    return found


def require_draft(scheme: IncentiveScheme) -> None:
    if scheme.state != SchemeState.DRAFT:
        raise InvalidState(
            "方案已提交或启用，不能修改；请修订出新的一版。",
            "The scheme is proposed or in force and can't be changed; revise it instead.",
            path=("input", "id"),
        )


async def require_new(code: str) -> None:
    if await IncentiveScheme.exists(code=code):
        raise SchemeCodeTaken(
            f"已有编码为 {code} 的方案，请修订它或换一个编码。",
            f"There is a scheme {code} already; revise that one, or choose another code.",
            path=("input", "code"),
        )


def wrong(field: str, zh: str, en: str) -> InvalidInput:
    return InvalidInput(zh, en, path=("input", field))


def clean_code(text: str) -> str:
    key = text.strip().upper()
    if not CODE.fullmatch(key):
        raise wrong(
            "code",
            "编码用大写字母、数字、横线，以字母开头。",
            "A code has capitals, digits and dashes, a letter first.",
        )
    return key


def clean_name(text: str) -> str:
    clean = text.strip()
    if not 1 <= len(clean) <= 128:  # noqa: PLR2004 (the column's length)
        raise wrong("name", "名称须有 1 至 128 字。", "A name has 1 to 128 characters.")
    return clean


def minor(amount: Decimal | None) -> int | None:
    """Return an amount as minor units; a budget is above 0."""
    if amount is None:
        return None
    try:
        cents = to_minor(amount)
    except ValueError:
        cents = 0
    if cents <= 0:
        raise wrong(
            "budget", "预算须大于 0，最多两位小数。", "A budget is above 0 and has at most two places."
        )
    return cents


def later(first: date, last: date | None) -> date | None:
    if last is not None and last < first:
        raise wrong(
            "endsOn", f"结束日期不能早于开始日期 {first}。", f"The end can't come before the start, {first}."
        )
    return last


async def note_scheme(
    ctx: Context, scheme_id: str, action: str, changes: dict[str, tuple[object, object]]
) -> None:
    await audit.record(
        ctx, f"incentives.{action}", subject_type="IncentiveScheme", subject_id=scheme_id, changes=changes
    )


async def keep_lines(ctx: Context, scheme_id: str, lines: Iterable[dict[str, object]]) -> None:
    await SchemeRule.filter(scheme_id=scheme_id).delete()
    await SchemeRule.bulk_create(
        [
            SchemeRule(**stamp(ctx), scheme_id=scheme_id, place=place, **line)
            for place, line in enumerate(lines, 1)
        ]
    )
