"""The mutations of cycles and scorecards: each hands its input to one operation and answers with what it changed."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import date
from typing import Any

import strawberry

from schema.call import call, changed
from schema.jobs import Job, job_of
from schema.people_mutations import Once, given, needed, optional
from schema.performance import ReviewCycle, Scorecard, ScoreDispute
from server.kernel.labels import label
from server.performance.operations import card_steps, closing, corrections, cycles, disputes, publishing
from server.performance.plan_models import PlanGrain

SEEN = ("所见版本，已被他人修改时拒绝", "The version seen; refused if it has changed since")


@strawberry.input(description=label("建立考核周期", "A new review cycle"))
class CreateReviewCycleInput(Once):
    grain: PlanGrain = needed("周期长度", "Length")
    starts_on: date = needed("开始日期", "First day")
    self_due_on: date | None = optional(
        "自评截止，默认按设置", "Self-assessments due, by the settings if not given"
    )
    manager_due_on: date | None = optional("上级评分截止，默认按设置", "Managers' scores due, likewise")


@strawberry.input(description=label("一个考核周期或绩效单", "One cycle or scorecard"))
class StepInput(Once):
    id: strawberry.ID = needed("编号", "Id")
    version: int | None = optional(*SEEN)


@strawberry.input(description=label("重算周期得分", "Scoring of a cycle"))
class ScoreReviewCycleInput(Once):
    id: strawberry.ID = needed("周期编号", "Id of the cycle")


@strawberry.input(description=label("一项评分", "A rating of one component"))
class ComponentValueInput:
    component_code: str = needed("考核项编码", "Code of the component")
    value: str | None = optional("数值，空为清除", "Value; none takes it away")


@strawberry.input(description=label("自评", "Self-assessment"))
class SaveSelfAssessmentInput(Once):
    scorecard_id: strawberry.ID = needed("绩效单编号", "Id of the scorecard")
    values: list[ComponentValueInput] | None = optional("自评分", "Own ratings")
    submit: bool | None = optional("提交给上级", "Hand it on to the manager")
    version: int | None = optional(*SEEN)


@strawberry.input(description=label("提交评分", "A rated card"))
class SubmitScorecardInput(StepInput):
    accept_missing: bool | None = optional("有缺项也提交", "Hand it in though ratings are missing")


@strawberry.input(description=label("一步及其原因", "A step with its reason"))
class ReasonedStepInput(StepInput):
    reason: str = needed("原因", "Reason")


@strawberry.input(description=label("提出异议", "Dispute of a scorecard"))
class DisputeScorecardInput(ReasonedStepInput):
    line_id: strawberry.ID | None = optional("针对的考核项，空为整张", "The line, none for the whole card")


@strawberry.input(description=label("处理异议", "Decision on a dispute"))
class DecideDisputeInput(StepInput):
    is_upheld: bool = needed("维持原判", "The card stands")
    answer: str = needed("答复", "Answer")
    values: list[ComponentValueInput] | None = optional("改后的评分", "Ratings as they shall be")


@strawberry.input(description=label("开始评分", "Begin a review"))
class StartReviewInput(StepInput):
    pass


@strawberry.input(description=label("开始校准", "Begin to calibrate"))
class CalibrateReviewCycleInput(StepInput):
    pass


@strawberry.input(description=label("公布周期结果", "Publish a cycle"))
class PublishReviewCycleInput(StepInput):
    pass


@strawberry.input(description=label("关闭周期", "Close a cycle"))
class CloseReviewCycleInput(StepInput):
    pass


@strawberry.input(description=label("公布一张绩效单", "Publish a card"))
class PublishScorecardInput(StepInput):
    pass


@strawberry.input(description=label("确认结果", "Take note of a result"))
class AcknowledgeScorecardInput(StepInput):
    pass


@strawberry.input(description=label("关闭一张绩效单", "Close a card"))
class CloseScorecardInput(StepInput):
    pass


@strawberry.input(description=label("退回绩效单", "Hand a card back"))
class ReturnScorecardInput(ReasonedStepInput):
    pass


@strawberry.input(description=label("更正绩效单", "Correct a card"))
class CorrectScorecardInput(ReasonedStepInput):
    pass


def act(
    work: Callable[..., Awaitable[str]], zh: str, en: str, argument: type, answer: type
) -> Any:  # stands where dataclasses expect the field's own type
    """Declare a mutation that runs an operation and answers with the row it changed."""

    async def resolve(
        info: strawberry.Info, input: Any
    ) -> Any:  # an instance of `argument`; a row of the engine
        handed = given(input)
        if handed.get("values"):
            handed["values"] = [given(each) for each in handed["values"]]
        return await changed(info, answer.__name__, await work(call(info).ctx, **handed))

    resolve.__annotations__ |= {"info": strawberry.Info, "input": argument, "return": answer | None}
    return strawberry.mutation(resolve, description=label(zh, en))


async def score_cycle(info: strawberry.Info, input: ScoreReviewCycleInput) -> Job | None:
    return await job_of(info, await cycles.score_review_cycle(call(info).ctx, **given(input)))


@strawberry.type(description=label("考核周期变更", "Changes of cycles and scorecards"))
class CycleMutation:
    create_review_cycle = act(
        cycles.create_review_cycle, "建立考核周期", "Make a review cycle", CreateReviewCycleInput, ReviewCycle
    )
    score_review_cycle = strawberry.mutation(
        score_cycle, description=label("重算周期得分", "Work a cycle's figures out anew")
    )
    start_review = act(
        cycles.start_review, "开始评分", "Begin the review of a cycle", StartReviewInput, ReviewCycle
    )
    calibrate_review_cycle = act(
        cycles.calibrate_review_cycle,
        "开始校准",
        "Begin to calibrate a cycle",
        CalibrateReviewCycleInput,
        ReviewCycle,
    )
    publish_review_cycle = act(
        cycles.publish_review_cycle,
        "公布周期结果",
        "Publish a cycle's scores",
        PublishReviewCycleInput,
        ReviewCycle,
    )
    close_review_cycle = act(
        cycles.close_review_cycle, "关闭周期", "Close a cycle for good", CloseReviewCycleInput, ReviewCycle
    )
    save_self_assessment = act(
        card_steps.save_self_assessment,
        "保存自评",
        "Keep one's own ratings",
        SaveSelfAssessmentInput,
        Scorecard,
    )
    submit_scorecard = act(
        card_steps.submit_scorecard, "提交评分", "Hand a rated card in", SubmitScorecardInput, Scorecard
    )
    return_scorecard = act(
        card_steps.return_scorecard, "退回绩效单", "Hand a card back", ReturnScorecardInput, Scorecard
    )
    publish_scorecard = act(
        publishing.publish_scorecard, "公布一张绩效单", "Publish one card", PublishScorecardInput, Scorecard
    )
    acknowledge_scorecard = act(
        card_steps.acknowledge_scorecard,
        "确认结果",
        "Take note of one's result",
        AcknowledgeScorecardInput,
        Scorecard,
    )
    dispute_scorecard = act(
        disputes.dispute_scorecard, "提出异议", "Object to one's result", DisputeScorecardInput, Scorecard
    )
    decide_dispute = act(
        disputes.decide_dispute, "处理异议", "Decide a dispute", DecideDisputeInput, ScoreDispute
    )
    close_scorecard = act(
        closing.close_scorecard, "关闭一张绩效单", "Close one card", CloseScorecardInput, Scorecard
    )
    correct_scorecard = act(
        corrections.correct_scorecard, "更正绩效单", "Correct a closed card", CorrectScorecardInput, Scorecard
    )
