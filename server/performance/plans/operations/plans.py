"""Keeping score plans: drafting, revising, handing to a second person, retiring."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from server import approvals, audit
from server.approvals import NoApprover, Step
from server.kernel.context import Context
from server.kernel.errors import Denied, InvalidInput, InvalidState
from server.kernel.ids import new_id
from server.kernel.labels import label
from server.metrics.agreed.registry import Registry
from server.people.operations.access import Place, allow, find_department, link
from server.people.operations.approving import approvers_of
from server.people.operations.record import operation
from server.performance.plans.lint import spelled
from server.performance.plans.models import (
    FULL,
    PlanComponent,
    PlanGrain,
    PlanState,
    RoleFamily,
    ScorePlan,
    StageWeight,
)
from server.performance.plans.operations.ground import (
    CodeTaken,
    find_plan,
    judge,
    keep_components,
    refuse,
    require_draft,
)
from server.performance.plans.points import Component
from server.performance.plans.reading import components_of
from server.store.base import change_row, stamp

KIND = "score_plan"
STEPS = (Step("role:hr_manager"),)
INSTEAD = (Step("role:general_manager"),)
"""Who decides where nobody else than who asks is at the first."""
CODE = re.compile(r"[A-Z][A-Z0-9_-]{0,31}")
MOST_COMPONENTS = 20
EVERYWHERE = Place()


async def save_score_plan(
    ctx: Context,
    registry: Registry,
    *,
    components: Sequence[Component],
    family: str | None = None,
    allow_unfinished: bool = False,
    idempotency_key: str | None = None,
    **given: object,
) -> str:
    """Draft a plan, or change a draft, as a whole; return its id.

    What the linter finds is refused, unless it is kept unfinished; nobody is scored by it before it is published.
    """
    allow(ctx, EVERYWHERE, "saveScorePlan")
    cleaned = clean_components(components)
    if not allow_unfinished:
        refuse(await judge(ctx, registry, family, cleaned), cleaned)
    return await keep_plan(ctx, idempotency_key=idempotency_key, components=cleaned, family=family, **given)


@operation
async def keep_plan(
    ctx: Context,
    *,
    code: str,
    name: str,
    components: Sequence[Component],
    id: str | None = None,  # noqa: A002 (the contract's word)
    name_en: str = "",
    family: str | None = None,
    department_id: str | None = None,
    grain: PlanGrain = PlanGrain.QUARTER,
    standard: Decimal | None = None,
    note: str = "",
    version: int | None = None,
) -> str:
    department = await find_department(department_id, None)
    values: dict[str, Any] = {  # columns of mixed types
        "name": clean_name(name, "name"),
        "name_en": name_en.strip()[:64],
        "family": await known_family(family),
        "department_id": department.id if department else None,
        "grain": grain,
        "note": note.strip()[:500],
        **({} if standard is None else {"standard": points(standard, "standard")}),
    }
    plan_id = id or new_id()
    if id is None:
        key = clean_code(code, "code")
        await require_new(key)
        await ScorePlan.create(**stamp(ctx), id=plan_id, code=key, **values)
    else:
        require_draft(await find_plan(plan_id))
        await change_row(ctx, ScorePlan, plan_id, version=version, **values)
    await keep_components(ctx, plan_id, components)
    said: dict[str, tuple[object, object]] = {name: (None, value) for name, value in values.items()}
    await note_plan(ctx, plan_id, "save_score_plan", said | {"components": (None, told(components))})
    return plan_id


def told(components: Sequence[Component]) -> str:
    """Say the weights in one line, as the audit keeps them."""
    return " ".join(f"{each.code}={spelled(each.weight)}" for each in components)


async def require_new(code: str) -> None:
    if await ScorePlan.exists(code=code):
        raise CodeTaken(
            f"已有编码为 {code} 的方案，请修订它或换一个编码。",
            f"There is a plan {code} already; revise that one, or choose another code.",
            path=("input", "code"),
        )


async def known_family(code: str | None) -> str | None:
    if code and not await RoleFamily.exists(code=code):
        raise InvalidInput(
            f"没有职类“{code}”，请先建立。",
            f"There is no role family '{code}'; add it first.",
            path=("input", "family"),
        )
    return code or None


# --- Clean input ---


def clean_components(components: Sequence[Component]) -> tuple[Component, ...]:
    """Return the components if each can be kept."""
    if not 1 <= len(components) <= MOST_COMPONENTS:
        raise InvalidInput(
            f"方案须有 1 到 {MOST_COMPONENTS} 个考核项。",
            f"A plan has 1 to {MOST_COMPONENTS} components.",
            path=("input", "components"),
        )
    codes: set[str] = set()
    for place, each in enumerate(components):
        where = ("components", str(place))
        clean_code(each.code, *where, "code")
        clean_name(each.name, *where, "name")
        weights = (each.weight, *each.stages.values())
        if each.code in codes:
            raise wrong(f"编码 {each.code} 重复。", f"The code {each.code} stands twice.", *where, "code")
        if any(not 0 <= weight <= FULL for weight in weights):
            raise wrong("权重须在 0 到 100 之间。", "A weight is 0 to 100.", *where, "weight")
        codes.add(each.code)
    return tuple(components)


def clean_code(text: str, *where: str) -> str:
    key = text.strip().upper()
    if not CODE.fullmatch(key):
        raise wrong("编码用大写字母、数字、横线。", "A code has capitals, digits and dashes.", *where)
    return key


def clean_name(text: str, *where: str) -> str:
    clean = text.strip()
    if not 1 <= len(clean) <= 64:  # noqa: PLR2004 (the column's length)
        raise wrong("名称须有 1 至 64 字。", "A name has 1 to 64 characters.", *where)
    return clean


def points(value: Decimal, *where: str) -> int:
    """Return points as hundredths; they are 0 to 100."""
    hundredths = int(value * 100)
    if hundredths != value * 100 or not 0 <= hundredths <= FULL:
        raise wrong("分数须在 0 到 100 之间，最多两位小数。", "Points are 0 to 100, to two places.", *where)
    return hundredths


def wrong(zh: str, en: str, *where: str) -> InvalidInput:
    return InvalidInput(zh, en, path=("input", *where))


# --- Its way ---


@operation
async def revise_score_plan(ctx: Context, *, id: str, note: str = "") -> str:  # noqa: A002 (the contract's word)
    """Begin the next revision of a published or retired plan, as it stands; return the new draft's id."""
    allow(ctx, EVERYWHERE, "reviseScorePlan")
    plan = await find_plan(id)
    if plan.state in (PlanState.DRAFT, PlanState.PROPOSED):
        raise InvalidState("草稿可直接修改。", "A draft can be changed as it is.", path=("input", "id"))
    open_one = await ScorePlan.filter(code=plan.code, state__in=(PlanState.DRAFT, PlanState.PROPOSED)).first()
    if open_one is not None:
        raise CodeTaken(
            f"第 {open_one.revision} 次修订还没有办结，请先处理它。",
            f"Revision {open_one.revision} is not settled yet; finish that one first.",
            path=("input", "id"),
        )
    latest = await ScorePlan.filter(code=plan.code).order_by("-revision").first()
    row_id, revision = new_id(), (latest.revision if latest else plan.revision) + 1
    await ScorePlan.create(
        **stamp(ctx), id=row_id, code=plan.code, revision=revision, name=plan.name, name_en=plan.name_en,
        family=plan.family, department_id=link(plan, "department_id") or None, grain=plan.grain,
        standard=plan.standard, note=note.strip()[:500],
    )  # fmt: skip
    await keep_components(ctx, row_id, (await components_of([id])).get(id, ()))
    await note_plan(ctx, row_id, "revise_score_plan", {"revision": (plan.revision, revision)})
    return row_id


async def propose_score_plan(
    ctx: Context,
    registry: Registry,
    *,
    id: str,  # noqa: A002 (the contract's word)
    version: int | None = None,
    idempotency_key: str | None = None,
) -> str:
    """Ask somebody else to publish a draft; return its id."""
    allow(ctx, EVERYWHERE, "proposeScorePlan")
    plan, components = await ctx.store.write(lambda: read_draft(id))
    if plan is not None:
        refuse(await judge(ctx, registry, plan.family, components), components)
    return await hand_in(ctx, idempotency_key=idempotency_key, id=id, version=version)


async def read_draft(plan_id: str) -> tuple[ScorePlan | None, tuple[Component, ...]]:
    plan = await ScorePlan.get_or_none(id=plan_id, state=PlanState.DRAFT)
    return plan, (await components_of([plan_id])).get(plan_id, ())


@operation
async def hand_in(ctx: Context, *, id: str, version: int | None) -> str:  # noqa: A002 (the contract's word)
    plan = await find_plan(id)
    require_draft(plan)
    person = ctx.principal.employee_id
    if person is None:
        raise Denied("只有员工账号可以提交审批。", "Only an employee's account can ask for approval.")
    await change_row(ctx, ScorePlan, id, version=version, state=PlanState.PROPOSED)
    await ScorePlan.filter(id=id).update(approval_id=await ask(ctx, plan, person))
    await note_plan(ctx, id, "propose_score_plan", {"state": (PlanState.DRAFT, PlanState.PROPOSED)})
    return id


async def ask(ctx: Context, plan: ScorePlan, person: str) -> str:
    """Ask who decides on plans; where that is nobody but who asks, the general manager."""
    for steps in (STEPS, INSTEAD):
        try:
            return await approvals.submit_request(
                ctx, KIND, subject_type="ScorePlan", subject_id=plan.id, employee_id=person,
                summary=summary(plan), approvers=approvers_of(ctx, person), steps=steps,
            )  # fmt: skip
        except NoApprover:
            if steps is INSTEAD:
                raise
    raise AssertionError("one of the two has answered")


def summary(plan: ScorePlan) -> str:
    return label(
        f"发布考核方案 {plan.name}（{plan.code} 第 {plan.revision} 版）",
        f"Publish the score plan {plan.name_en or plan.name} ({plan.code}, revision {plan.revision})",
    )


@operation
async def retire_score_plan(ctx: Context, *, id: str, version: int | None = None) -> str:  # noqa: A002 (the contract's word)
    """Let a published plan hold for no further cycle; return its id."""
    allow(ctx, EVERYWHERE, "retireScorePlan")
    plan = await find_plan(id)
    if plan.state != PlanState.PUBLISHED:
        raise InvalidState(
            "只有已发布的方案可以停用。", "Only a published plan can be retired.", path=("input", "id")
        )
    await change_row(ctx, ScorePlan, id, version=version, state=PlanState.RETIRED)
    await note_plan(ctx, id, "retire_score_plan", {"state": (PlanState.PUBLISHED, PlanState.RETIRED)})
    return id


@operation
async def discard_score_plan(ctx: Context, *, id: str, version: int | None = None) -> str:  # noqa: A002 (the contract's word)
    """Throw a draft away; return its id."""
    allow(ctx, EVERYWHERE, "discardScorePlan")
    plan = await find_plan(id)
    require_draft(plan)
    await change_row(ctx, ScorePlan, id, version=version)
    parts = [str(each) for each in await PlanComponent.filter(plan_id=id).values_list("id", flat=True)]
    await StageWeight.filter(component_id__in=parts).delete()
    await PlanComponent.filter(id__in=parts).delete()
    await ScorePlan.filter(id=id).delete()
    await note_plan(ctx, id, "discard_score_plan", {"code": (plan.code, None)})
    return id


async def note_plan(ctx: Context, plan_id: str, action: str, what: dict[str, tuple[object, object]]) -> None:
    await audit.record(
        ctx, f"performance.{action}", subject_type="ScorePlan", subject_id=plan_id, changes=what
    )
