"""The mutations of score plans: each hands its input to one operation and answers with the row it changed."""

from __future__ import annotations

from datetime import date

import strawberry

from schema.acts import act
from schema.call import call, changed
from schema.inputs import Once, given, needed, optional
from schema.plan_inputs import SaveScorePlanInput, components_given
from schema.plans import RoleFamily, ScorePlan, TransformationStage
from server.kernel.labels import label
from server.performance.plans.operations import plans, stages

SEEN = ("所见版本，已被他人修改时拒绝", "The version seen; refused if it has changed since")


@strawberry.input(description=label("一个方案", "One plan"))
class PlanInput(Once):
    id: strawberry.ID = needed("方案编号", "Id")
    version: int | None = optional(*SEEN)


@strawberry.input(description=label("修订方案", "Revision of a plan"))
class ReviseScorePlanInput(Once):
    id: strawberry.ID = needed("方案编号", "Id")
    note: str | None = optional("修订说明", "What it is for")


@strawberry.input(description=label("提交发布", "Proposal of a plan"))
class ProposeScorePlanInput(PlanInput):
    """Which draft."""


@strawberry.input(description=label("停用方案", "Retirement of a plan"))
class RetireScorePlanInput(PlanInput):
    """Which plan."""


@strawberry.input(description=label("丢弃草稿", "A draft thrown away"))
class DiscardScorePlanInput(PlanInput):
    """Which draft."""


@strawberry.input(description=label("设定转型阶段", "A stage begun"))
class SetTransformationStageInput(Once):
    code: str = needed("阶段编码，如 EARLY、MID、LATE", "Code, as EARLY, MID, LATE")
    valid_from: date = needed("开始日期", "First day")
    name: str | None = optional("名称", "Name")
    name_en: str | None = optional("英文名称", "Name in English")
    department_id: strawberry.ID | None = optional(
        "部门，不填为全公司", "Department; none is the whole company"
    )
    department_code: str | None = optional("部门编码，可代替编号", "Its code, instead of the id")
    version: int | None = optional(*SEEN)


@strawberry.input(description=label("移除转型阶段", "A stage taken out"))
class RemoveTransformationStageInput(Once):
    id: strawberry.ID = needed("阶段编号", "Id")
    version: int | None = optional(*SEEN)


@strawberry.input(description=label("职类", "A family of roles"))
class SaveRoleFamilyInput(Once):
    code: str = needed("职类编码，与岗位一致", "Code, as positions name it")
    name: str | None = optional("名称", "Name")
    name_en: str | None = optional("英文名称", "Name in English")
    is_front_line: bool | None = optional("一线职类", "Front line")
    version: int | None = optional(*SEEN)


async def save(info: strawberry.Info, input: SaveScorePlanInput) -> ScorePlan | None:
    here = call(info)
    members = given(input) | {"components": components_given(input.components)}
    row_id = await plans.save_score_plan(here.ctx, here.figures.registry, **members)
    found: ScorePlan | None = await changed(info, "ScorePlan", row_id)
    return found


async def propose(info: strawberry.Info, input: ProposeScorePlanInput) -> ScorePlan | None:
    here = call(info)
    row_id = await plans.propose_score_plan(here.ctx, here.figures.registry, **given(input))
    found: ScorePlan | None = await changed(info, "ScorePlan", row_id)
    return found


async def discard(info: strawberry.Info, input: DiscardScorePlanInput) -> strawberry.ID:
    return strawberry.ID(await plans.discard_score_plan(call(info).ctx, **given(input)))


async def remove_stage(info: strawberry.Info, input: RemoveTransformationStageInput) -> strawberry.ID:
    return strawberry.ID(await stages.remove_transformation_stage(call(info).ctx, **given(input)))


@strawberry.type(description=label("考核方案变更", "Changes of score plans"))
class PlanMutation:
    save_score_plan = strawberry.mutation(
        save, description=label("新建方案或修改草稿", "Draft a plan, or change a draft")
    )
    revise_score_plan = act(
        "修订已发布的方案",
        "Begin the next revision of a plan",
        ReviseScorePlanInput,
        ScorePlan,
        plans.revise_score_plan,
    )
    propose_score_plan = strawberry.mutation(
        propose, description=label("提交他人审批并发布", "Ask somebody else to publish a draft")
    )
    retire_score_plan = act(
        "停用方案", "Retire a plan", RetireScorePlanInput, ScorePlan, plans.retire_score_plan
    )
    discard_score_plan = strawberry.mutation(
        discard,
        description=label("丢弃草稿，返回其编号", "Throw a draft away; answers with its id"),
    )
    set_transformation_stage = act(
        "从某日起进入一个转型阶段",
        "Let a stage hold from a day on",
        SetTransformationStageInput,
        TransformationStage,
        stages.set_transformation_stage,
    )
    remove_transformation_stage = strawberry.mutation(
        remove_stage,
        description=label("移除转型阶段，返回其编号", "Take a stage out; answers with its id"),
    )
    save_role_family = act(
        "新增或修改职类",
        "Add or change a family of roles",
        SaveRoleFamilyInput,
        RoleFamily,
        stages.save_role_family,
    )
