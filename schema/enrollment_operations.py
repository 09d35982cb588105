"""The lists and the mutations of requirements, enrollments, sessions, exams and outside learning."""

from __future__ import annotations

from base64 import b64encode

import strawberry

from schema import enrollment_inputs as i
from schema.acts import act
from schema.call import call
from schema.enrollments import (
    Certificate,
    CoachingTask,
    Enrollment,
    HoursDuty,
    LearningEvidence,
    OpenedEvidence,
    OutsideLearning,
    TrainingRule,
    TrainingRulePreview,
    TrainingRuleUnit,
    TrainingSession,
)
from schema.filters import MOMENTS
from schema.inputs import given, given_with, needed, optional
from schema.listing import listed, root
from schema.planned import Connection
from server.catalog import learning
from server.kernel.labels import label
from server.training.operations import (
    duties,
    enrolling,
    evidence,
    exams,
    many,
    outside,
    requirements,
    seats,
    sessions,
)
from server.training.operations.exams import RubricLine
from server.training.operations.learning import Chosen

ONE = (("id", "strawberry.ID", "编号", "Id"), *MOMENTS)


@strawberry.type(description=label("培训查询", "Questions about training"))
class EnrollmentQuery:
    training_rules: Connection[TrainingRule] = listed(
        "培训要求", "Training rules", "TrainingRule", search=False
    )

    @strawberry.field(
        description=label("预览培训要求，不保存", "What a rule would assign, without keeping it")
    )
    async def preview_training_rule(
        self, info: strawberry.Info, input: i.SaveTrainingRuleInput
    ) -> TrainingRulePreview:
        written = given(input)
        written.pop("idempotency_key", None)
        found = await learning.preview_training_rule(call(info).ctx, **written)
        units = [TrainingRuleUnit(name=each.name, people=each.people) for each in found.units]
        return TrainingRulePreview(people=found.people, asked=found.asked, overdue=found.overdue, units=units)

    enrollments: Connection[Enrollment] = listed("学习任务", "Enrollments", "Enrollment", search=False)
    enrollment: Enrollment | None = root("一项学习任务", "One enrollment", ONE)
    training_sessions: Connection[TrainingSession] = listed(
        "培训场次", "Sessions", "TrainingSession", search=False
    )
    training_session: TrainingSession | None = root("一场培训", "One session", ONE)
    certificates: Connection[Certificate] = listed("证书", "Certificates", "Certificate", search=False)
    coaching_tasks: Connection[CoachingTask] = listed("辅导", "Coaching", "CoachingTask", search=False)
    hours_duties: Connection[HoursDuty] = listed("学时要求", "Hours required", "HoursDuty", search=False)
    outside_learnings: Connection[OutsideLearning] = listed(
        "校外学习", "Outside learning", "OutsideLearning", search=False
    )


# --- Mutations ---


async def opened(info: strawberry.Info, input: i.LearningEvidenceInput) -> OpenedEvidence:
    found = await evidence.open_learning_evidence(call(info).ctx, id=str(input.id))
    return OpenedEvidence(
        id=strawberry.ID(found.id), file_name=found.file_name, media_type=found.media_type,
        base64=b64encode(found.content).decode(),
    )  # fmt: skip


async def removed(info: strawberry.Info, input: i.LearningEvidenceInput) -> strawberry.ID:
    return strawberry.ID(await evidence.remove_learning_evidence(call(info).ctx, **given(input)))


@strawberry.type(description=label("一批安排", "What was assigned together"))
class EnrollmentBatch:
    id: strawberry.ID = needed("编号，用于撤销", "Id, to take it back with")
    count: int = needed("安排人数", "How many got it")
    job_id: strawberry.ID | None = optional("人多时的任务", "The job, where they are many")


@strawberry.type(description=label("培训变更", "Changes of training"))
class EnrollmentMutation:
    save_training_rule = act(
        "设定培训要求",
        "Set a training rule",
        i.SaveTrainingRuleInput,
        TrainingRule,
        learning.save_training_rule,
    )
    end_training_rule = act(
        "停止培训要求", "End a rule", i.EndTrainingRuleInput, TrainingRule, requirements.end_training_rule
    )

    @strawberry.mutation(description=label("安排课程，一人或多人", "Assign a course to one or several"))
    async def enroll(self, info: strawberry.Info, input: i.EnrollInput) -> EnrollmentBatch:
        ctx = call(info).ctx
        batch = await enrolling.enroll(ctx, **given(input))
        count, job = await many.size_of(ctx, batch)
        return EnrollmentBatch(
            id=strawberry.ID(batch), count=count, job_id=strawberry.ID(job) if job else None
        )

    @strawberry.mutation(description=label("撤销刚做的安排", "Take an assignment back"))
    async def undo_enrollments(self, info: strawberry.Info, input: i.UndoEnrollmentsInput) -> strawberry.ID:
        return strawberry.ID(await enrolling.undo_enrollments(call(info).ctx, **given(input)))

    waive_enrollment = act(
        "免修", "Waive a course", i.WaiveEnrollmentInput, Enrollment, enrolling.waive_enrollment
    )
    waive_hours_duty = act(
        "免除学时要求", "Waive hours", i.WaiveHoursDutyInput, HoursDuty, duties.waive_hours_duty
    )
    withdraw_enrollment = act(
        "撤回学习任务",
        "Withdraw a course",
        i.WithdrawEnrollmentInput,
        Enrollment,
        enrolling.withdraw_enrollment,
    )
    complete_enrollment = act(
        "确认在岗学习完成",
        "Confirm learning at work",
        i.CompleteEnrollmentInput,
        Enrollment,
        enrolling.complete_enrollment,
    )
    rate_exam = act(
        "录入考核成绩",
        "Rate an exam",
        i.RateExamInput,
        Enrollment,
        exams.rate_exam,
        handed=given_with({"rubric": RubricLine}),
    )
    record_coaching = act(
        "记录辅导", "Write coaching down", i.RecordCoachingInput, Enrollment, exams.record_coaching
    )
    take_exam = act(
        "参加笔试",
        "Take the written exam",
        i.TakeExamInput,
        Enrollment,
        exams.take_exam,
        handed=given_with({"answers": Chosen}),
    )
    save_training_session = act(
        "保存场次",
        "Plan a session",
        i.SaveTrainingSessionInput,
        TrainingSession,
        sessions.save_training_session,
    )
    cancel_training_session = act(
        "取消场次",
        "Cancel a session",
        i.CancelTrainingSessionInput,
        TrainingSession,
        sessions.cancel_training_session,
    )
    join_training_session = act(
        "报名", "Take a seat", i.JoinTrainingSessionInput, TrainingSession, seats.join_training_session
    )
    leave_training_session = act(
        "取消报名",
        "Give a seat back",
        i.LeaveTrainingSessionInput,
        TrainingSession,
        seats.leave_training_session,
    )
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
        "申报校外学习",
        "Tell of outside learning",
        i.ReportOutsideLearningInput,
        OutsideLearning,
        outside.report_outside_learning,
    )
    withdraw_outside_learning = act(
        "撤回校外学习",
        "Take outside learning back",
        i.WithdrawOutsideLearningInput,
        OutsideLearning,
        outside.withdraw_outside_learning,
    )
    add_learning_evidence = act(
        "上传学习证明",
        "Add a file of evidence",
        i.AddLearningEvidenceInput,
        LearningEvidence,
        evidence.add_learning_evidence,
    )
    open_learning_evidence = strawberry.mutation(
        opened, description=label("打开学习证明，会记入访问记录", "Open a file of evidence; it is logged")
    )
    remove_learning_evidence = strawberry.mutation(
        removed, description=label("移除学习证明，内容随即销毁", "Remove a file of evidence and its content")
    )
