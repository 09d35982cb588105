"""The mutations of cycles and scorecards: each hands its input to one operation and answers with what it changed."""

from __future__ import annotations

from datetime import date

import strawberry

from schema.acts import act
from schema.call import call
from schema.inputs import Once, given, given_with, needed, optional
from schema.jobs import Job, job_of
from schema.performance import ReviewCycle, Scorecard, ScoreDispute
from server.kernel.labels import label
from server.performance.cycles.operations import (
    card_steps,
    closing,
    corrections,
    cycles,
    disputes,
    publishing,
)
from server.performance.plans.models import PlanGrain

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


async def score_cycle(info: strawberry.Info, input: ScoreReviewCycleInput) -> Job | None:
    return await job_of(info, await cycles.score_review_cycle(call(info).ctx, **given(input)))


@strawberry.type(description=label("考核周期变更", "Changes of cycles and scorecards"))
class CycleMutation:
    create_review_cycle = act(
        "建立考核周期", "Make a review cycle", CreateReviewCycleInput, ReviewCycle, cycles.create_review_cycle
    )
    score_review_cycle = strawberry.mutation(
        score_cycle, description=label("重算周期得分", "Work a cycle's figures out anew")
    )
    start_review = act(
        "开始评分", "Begin the review of a cycle", StartReviewInput, ReviewCycle, cycles.start_review
    )
    calibrate_review_cycle = act(
        "开始校准",
        "Begin to calibrate a cycle",
        CalibrateReviewCycleInput,
        ReviewCycle,
        cycles.calibrate_review_cycle,
    )
    publish_review_cycle = act(
        "公布周期结果",
        "Publish a cycle's scores",
        PublishReviewCycleInput,
        ReviewCycle,
        cycles.publish_review_cycle,
    )
    close_review_cycle = act(
        "关闭周期", "Close a cycle for good", CloseReviewCycleInput, ReviewCycle, cycles.close_review_cycle
    )
    save_self_assessment = act(
        "保存自评",
        "Keep one's own ratings",
        SaveSelfAssessmentInput,
        Scorecard,
        card_steps.save_self_assessment,
        handed=given_with({"values": dict}),
    )
    submit_scorecard = act(
        "提交评分", "Hand a rated card in", SubmitScorecardInput, Scorecard, card_steps.submit_scorecard
    )
    return_scorecard = act(
        "退回绩效单", "Hand a card back", ReturnScorecardInput, Scorecard, card_steps.return_scorecard
    )
    publish_scorecard = act(
        "公布一张绩效单", "Publish one card", PublishScorecardInput, Scorecard, publishing.publish_scorecard
    )
    acknowledge_scorecard = act(
        "确认结果",
        "Take note of one's result",
        AcknowledgeScorecardInput,
        Scorecard,
        card_steps.acknowledge_scorecard,
    )
    dispute_scorecard = act(
        "提出异议", "Object to one's result", DisputeScorecardInput, Scorecard, disputes.dispute_scorecard
    )
    decide_dispute = act(
        "处理异议",
        "Decide a dispute",
        DecideDisputeInput,
        ScoreDispute,
        disputes.decide_dispute,
        handed=given_with({"values": dict}),
        reads_figures=True,
    )
    close_scorecard = act(
        "关闭一张绩效单", "Close one card", CloseScorecardInput, Scorecard, closing.close_scorecard
    )
    correct_scorecard = act(
        "更正绩效单", "Correct a closed card", CorrectScorecardInput, Scorecard, corrections.correct_scorecard
    )
