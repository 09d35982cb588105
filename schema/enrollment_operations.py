"""The lists and the mutations of requirements, enrollments, sessions, exams and outside learning."""

from __future__ import annotations

from typing import Any

import strawberry

from schema import enrollment_inputs as i
from schema.call import call, changed
from schema.enrollments import (
    Certificate,
    CoachingTask,
    Enrollment,
    OutsideLearning,
    TrainingRule,
    TrainingSession,
)
from schema.filters import MOMENTS
from schema.listing import listed, root
from schema.people_mutations import given, needed
from schema.planned import Connection
from server.kernel.labels import label
from server.people.operations.record import Operation
from server.training.operations import enrolling, exams, outside, requirements, seats, sessions
from server.training.operations.exams import RubricLine
from server.training.operations.learning import Chosen

ONE = (("id", "strawberry.ID", "编号", "Id"), *MOMENTS)


@strawberry.type(description=label("培训查询", "Questions about training"))
class EnrollmentQuery:
    training_rules: Connection[TrainingRule] = listed(
        "培训要求", "Training rules", "TrainingRule", search=False
    )
    enrollments: Connection[Enrollment] = listed("学习任务", "Enrollments", "Enrollment", search=False)
    enrollment: Enrollment | None = root("一项学习任务", "One enrollment", ONE)
    training_sessions: Connection[TrainingSession] = listed(
        "培训场次", "Sessions", "TrainingSession", search=False
    )
    training_session: TrainingSession | None = root("一场培训", "One session", ONE)
    certificates: Connection[Certificate] = listed("证书", "Certificates", "Certificate", search=False)
    coaching_tasks: Connection[CoachingTask] = listed("辅导", "Coaching", "CoachingTask", search=False)
    outside_learnings: Connection[OutsideLearning] = listed(
        "校外学习", "Outside learning", "OutsideLearning", search=False
    )


# --- Mutations ---


@strawberry.type(description=label("一批安排", "What was assigned together"))
class EnrollmentBatch:
    id: strawberry.ID = needed("编号，用于撤销", "Id, to take it back with")
    count: int = needed("安排人数", "How many got it")


PARTS: dict[str, type] = {"rubric": RubricLine, "answers": Chosen}
"""Members of an input that are inputs themselves, and what the operations take in their place."""


def handed(value: object) -> dict[str, Any]:
    """Return what an operation is handed: the members that were sent, those inside of them too."""
    out = given(value)
    for name, kind in PARTS.items():
        if name in out:
            out[name] = [kind(**given(each)) for each in out[name]]
    return out


def act(
    zh: str, en: str, argument: type, answer: type, run: Operation
) -> Any:  # stands where dataclasses expect the field's own type
    """Declare a mutation that runs an operation and answers with the changed row."""

    async def resolve(
        info: strawberry.Info, input: Any
    ) -> Any:  # an instance of `argument`; a row of the engine
        row_id = await run(call(info).ctx, **handed(input))
        return await changed(info, answer.__name__, row_id)

    resolve.__annotations__ |= {"info": strawberry.Info, "input": argument, "return": answer | None}
    return strawberry.mutation(resolve, description=label(zh, en))


@strawberry.type(description=label("培训变更", "Changes of training"))
class EnrollmentMutation:
    save_training_rule = act(
        "设定培训要求", "Set a training rule", i.SaveTrainingRuleInput, TrainingRule,
        requirements.save_training_rule,
    )  # fmt: skip
    end_training_rule = act(
        "停止培训要求", "End a rule", i.EndTrainingRuleInput, TrainingRule, requirements.end_training_rule
    )

    @strawberry.mutation(description=label("安排课程，一人或多人", "Assign a course to one or several"))
    async def enroll(self, info: strawberry.Info, input: i.EnrollInput) -> EnrollmentBatch:
        ctx = call(info).ctx
        batch = await enrolling.enroll(ctx, **given(input))
        return EnrollmentBatch(id=strawberry.ID(batch), count=await enrolling.size_of(ctx, batch))

    @strawberry.mutation(description=label("撤销刚做的安排", "Take an assignment back"))
    async def undo_enrollments(self, info: strawberry.Info, input: i.UndoEnrollmentsInput) -> strawberry.ID:
        return strawberry.ID(await enrolling.undo_enrollments(call(info).ctx, **given(input)))

    waive_enrollment = act(
        "免修", "Waive a course", i.WaiveEnrollmentInput, Enrollment, enrolling.waive_enrollment
    )
    withdraw_enrollment = act(
        "撤回学习任务", "Withdraw a course", i.WithdrawEnrollmentInput, Enrollment,
        enrolling.withdraw_enrollment,
    )  # fmt: skip
    complete_enrollment = act(
        "确认在岗学习完成", "Confirm learning at work", i.CompleteEnrollmentInput, Enrollment,
        enrolling.complete_enrollment,
    )  # fmt: skip
    rate_exam = act("录入考核成绩", "Rate an exam", i.RateExamInput, Enrollment, exams.rate_exam)
    record_coaching = act(
        "记录辅导", "Write coaching down", i.RecordCoachingInput, Enrollment, exams.record_coaching
    )
    take_exam = act("参加笔试", "Take the written exam", i.TakeExamInput, Enrollment, exams.take_exam)
    save_training_session = act(
        "保存场次", "Plan a session", i.SaveTrainingSessionInput, TrainingSession,
        sessions.save_training_session,
    )  # fmt: skip
    cancel_training_session = act(
        "取消场次", "Cancel a session", i.CancelTrainingSessionInput, TrainingSession,
        sessions.cancel_training_session,
    )  # fmt: skip
    join_training_session = act(
        "报名", "Take a seat", i.JoinTrainingSessionInput, TrainingSession, seats.join_training_session
    )
    leave_training_session = act(
        "取消报名", "Give a seat back", i.LeaveTrainingSessionInput, TrainingSession,
        seats.leave_training_session,
    )  # fmt: skip
    attend_training_session = act(
        "签到", "Be there", i.AttendTrainingSessionInput, TrainingSession, seats.attend_training_session
    )
    close_training_session = act(
        "登记到场",
        "Note who was there",
        i.CloseTrainingSessionInput,
        TrainingSession,
        seats.close_training_session,
    )
    report_outside_learning = act(
        "申报校外学习", "Tell of outside learning", i.ReportOutsideLearningInput, OutsideLearning,
        outside.report_outside_learning,
    )  # fmt: skip
    withdraw_outside_learning = act(
        "撤回校外学习", "Take outside learning back", i.WithdrawOutsideLearningInput, OutsideLearning,
        outside.withdraw_outside_learning,
    )  # fmt: skip
