"""The way of a scheme: revised, handed to a second person, ended, or thrown away as a draft."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from server.incentives.reckoning.reading import read_scheme
from server.incentives.rules.form import Problem
from server.incentives.scheme_models import IncentiveScheme, SchemeRule, SchemeState
from server.incentives.schemes.checking import check
from server.incentives.schemes.operations.asking import ask_second
from server.incentives.schemes.operations.ground import (
    EVERYWHERE,
    UNSETTLED,
    BudgetRequired,
    SchemeCodeTaken,
    SchemeUnready,
    find_scheme,
    keep_lines,
    later,
    note_scheme,
    require_draft,
)
from server.kernel.context import Context
from server.kernel.errors import Denied, InvalidState
from server.kernel.ids import new_id
from server.kernel.labels import label
from server.metrics.agreed.registry import Registry
from server.people.operations.access import allow, link
from server.people.operations.record import operation
from server.performance.plans.operations.ground import SalesOnly
from server.store.base import change_row, stamp

KIND = "incentive_scheme"


@operation
async def revise_incentive_scheme(ctx: Context, *, id: str, note: str = "") -> str:  # noqa: A002 (the contract's word)
    """Begin the next revision of a scheme that is or was in force, as it stands; return the new draft's id."""
    allow(ctx, EVERYWHERE, "reviseIncentiveScheme")
    scheme = await find_scheme(id)
    if scheme.state in UNSETTLED:
        raise InvalidState("草稿可直接修改。", "A draft can be changed as it is.", path=("input", "id"))
    open_one = await IncentiveScheme.filter(code=scheme.code, state__in=UNSETTLED).first()
    if open_one is not None:
        raise SchemeCodeTaken(
            f"第 {open_one.revision} 版还没有办结，请先处理它。",
            f"Revision {open_one.revision} is not settled yet; finish that one first.",
            path=("input", "id"),
        )
    latest = await IncentiveScheme.filter(code=scheme.code).order_by("-revision").first()
    row_id, revision = new_id(), (latest or scheme).revision + 1
    same = (
        "name", "name_en", "grain", "basis", "family", "currency", "budget", "over_budget", "is_prorated", "rules",
        "ends_on",
    )  # fmt: skip
    await IncentiveScheme.create(
        **stamp(ctx), id=row_id, code=scheme.code, revision=revision, note=note.strip()[:300],
        department_id=link(scheme, "department_id") or None, starts_on=max(scheme.starts_on, ctx.today),
        **{column: getattr(scheme, column) for column in same},
    )  # fmt: skip
    columns = ("kind", "text", "condition", "condition_en", "reward", "reward_en", "metrics")
    old = await SchemeRule.filter(scheme_id=id).order_by("place").values(*columns)
    await keep_lines(ctx, row_id, old)
    await note_scheme(ctx, row_id, "revise_scheme", {"revision": (scheme.revision, revision)})
    return row_id


async def propose_incentive_scheme(
    ctx: Context,
    registry: Registry,
    *,
    id: str,  # noqa: A002 (the contract's word)
    version: int | None = None,
    idempotency_key: str | None = None,
) -> str:
    """Ask somebody else to put a draft in force; return its id. What the linter finds is refused."""
    allow(ctx, EVERYWHERE, "proposeIncentiveScheme")
    scheme = await read_scheme(ctx, id)
    if scheme is not None and scheme.state == SchemeState.DRAFT:
        refuse((await check(ctx, registry, scheme.rules, scheme.scope.family, scheme.budget)).problems)
    return await hand_in(ctx, idempotency_key=idempotency_key, id=id, version=version)


def refuse(problems: Iterable[Problem]) -> None:
    """Raise the first of the problems that is more than a warning."""
    grave = next((problem for problem in problems if not problem.is_warning), None)
    if grave is None:
        return
    kinds = {kind.code: kind for kind in (BudgetRequired, SalesOnly)}
    path = ("input", "budget" if grave.code == BudgetRequired.code else "rules")
    at = (f"第 {grave.line} 行：", f"Line {grave.line}: ") if grave.line else ("", "")
    raise kinds.get(grave.code, SchemeUnready)(at[0] + grave.zh, at[1] + grave.en, path=path)


@operation
async def hand_in(ctx: Context, *, id: str, version: int | None) -> str:  # noqa: A002 (the contract's word)
    scheme = await find_scheme(id)
    require_draft(scheme)
    person = ctx.principal.employee_id
    if person is None:
        raise Denied("只有员工账号可以提交审批。", "Only an employee's account can ask for approval.")
    await change_row(ctx, IncentiveScheme, id, version=version, state=SchemeState.PROPOSED)
    request = await ask_second(
        ctx, KIND, subject_type="IncentiveScheme", subject_id=id, employee_id=person, summary=summary(scheme)
    )
    await IncentiveScheme.filter(id=id).update(approval_id=request)
    await note_scheme(ctx, id, "propose_scheme", {"state": (SchemeState.DRAFT, SchemeState.PROPOSED)})
    return id


def summary(scheme: IncentiveScheme) -> str:
    """Name the scheme, and no amount."""
    return label(
        f"启用激励方案 {scheme.name}（{scheme.code} 第 {scheme.revision} 版）",
        f"Put the scheme {scheme.name_en or scheme.name} in force ({scheme.code}, revision {scheme.revision})",
    )


@operation
async def end_incentive_scheme(
    ctx: Context,
    *,
    id: str,  # noqa: A002 (the contract's word)
    ends_on: date | None = None,
    version: int | None = None,
) -> str:
    """Let a scheme in force end, today unless another last day is given; return its id.

    Periods that begin after the last day are not paid; what has been paid stays.
    """
    allow(ctx, EVERYWHERE, "endIncentiveScheme")
    scheme = await find_scheme(id)
    if scheme.state != SchemeState.ACTIVE:
        raise InvalidState(
            "只有执行中的方案可以结束。", "Only a scheme in force can be ended.", path=("input", "id")
        )
    last = ends_on or ctx.today
    later(scheme.starts_on, last)
    state = SchemeState.ENDED if last <= ctx.today else SchemeState.ACTIVE
    await change_row(ctx, IncentiveScheme, id, version=version, state=state, ends_on=last)
    await note_scheme(
        ctx, id, "end_scheme", {"state": (scheme.state, state), "endsOn": (scheme.ends_on, last)}
    )
    return id


@operation
async def discard_incentive_scheme(ctx: Context, *, id: str, version: int | None = None) -> str:  # noqa: A002 (as above)
    """Throw a draft away; return its id."""
    allow(ctx, EVERYWHERE, "discardIncentiveScheme")
    scheme = await find_scheme(id)
    require_draft(scheme)
    await change_row(ctx, IncentiveScheme, id, version=version)
    await SchemeRule.filter(scheme_id=id).delete()
    await IncentiveScheme.filter(id=id).delete()
    await note_scheme(ctx, id, "discard_scheme", {"code": (scheme.code, None)})
    return id
