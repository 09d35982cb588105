"""Learning elsewhere or by oneself: told with evidence, and counted once the manager agrees."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from server import approvals
from server.approvals import Kind
from server.approvals.kinds import Step
from server.approvals.models import ApprovalRequest
from server.kernel.context import Context
from server.kernel.errors import InvalidState, not_found
from server.kernel.ids import new_id
from server.kernel.labels import label
from server.kernel.upload import Upload
from server.metrics.kept.dirty import touched_row
from server.people.files import clean_file_name
from server.people.operations.access import allow, allow_anywhere, find_target, link
from server.people.operations.approving import approvers_of, departments_of
from server.people.operations.record import operation
from server.store.base import change_row, stamp
from server.training.models import CourseType, OutsideLearning, OutsideState, TrainingTask
from server.training.operations.evidence import keep
from server.training.operations.ground import clean, hundredths, note, wrong
from server.training.operations.hours import count_hours

KIND = "outside_learning"
STEPS = (Step("manager"),)
MOST_HOURS = 20000
COUNTS_AS = {
    CourseType.ONBOARDING_BASE: ("，算作入职基础", ", as base training"),
    CourseType.UPSKILL: ("，算作技能提升", ", as a skills course"),
    CourseType.COMPLIANCE: ("，算作合规", ", as a compliance course"),
    CourseType.KEY_ACCOUNT: ("，算作大客户", ", as a key account course"),
}
LONGEST_TITLE, LONGEST_EVIDENCE, SHORTEST = 128, 500, 2


@operation
async def report_outside_learning(
    ctx: Context,
    *,
    title: str,
    learned_on: date,
    hours: Decimal,
    evidence: str,
    provider: str = "",
    course_type: CourseType = CourseType.OTHER,
    file: Upload | None = None,
) -> str:
    """Tell what one has learned outside, with evidence, and hand it to one's manager; return its id.

    A file is evidence by itself: without words its name stands for them.

    What kind of course it counts as, the manager agrees to as well: the request says it.
    """
    me = ctx.principal.employee_id
    if me is None:
        allow_anywhere(ctx, "reportOutsideLearning")
        raise not_found()
    target = await find_target(ctx, me, None)
    allow(ctx, target.place, "reportOutsideLearning")
    if learned_on > ctx.today:
        raise wrong("learnedOn", "完成日期不能晚于今天。", "It cannot be finished after today.")
    count = hundredths(hours, "hours", MOST_HOURS)
    if not count:
        raise wrong("hours", "学时须大于 0。", "Hours are more than 0.")
    row_id, what = new_id(), clean(title, "title", LONGEST_TITLE, SHORTEST)
    words = evidence.strip() or (clean_file_name(file.name) if file else "")
    proof = clean(words, "evidence", LONGEST_EVIDENCE, SHORTEST)
    as_kind = COUNTS_AS.get(course_type, ("", ""))
    approval = await approvals.submit_request(
        ctx, KIND, subject_type="OutsideLearning", subject_id=row_id, employee_id=me,
        summary=label(
            f"校外学习 {hours:f} 学时{as_kind[0]}：{what}", f"{hours:f} hours learned outside{as_kind[1]}: {what}"
        ),
        approvers=approvers_of(ctx, me), departments=await departments_of(ctx, me), steps=STEPS,
    )  # fmt: skip
    await OutsideLearning.create(
        **stamp(ctx), id=row_id, employee_id=me, title=what, provider=clean(provider, "provider", LONGEST_TITLE),
        learned_on=learned_on, hours=count, evidence=proof, approval_id=approval, course_type=course_type,
    )  # fmt: skip
    if file is not None:
        await keep(ctx, target, file, outside_id=row_id)
    await note(ctx, "report_outside", "OutsideLearning", row_id, {"hours": (None, count)})
    return row_id


@operation
async def withdraw_outside_learning(
    ctx: Context,
    *,
    id: str,  # noqa: A002 (the contract's word)
    version: int | None = None,
) -> str:
    """Take back what nobody has decided yet."""
    row = await OutsideLearning.filter(id=id).select_for_update().get_or_none()
    if row is None or link(row, "employee_id") != ctx.principal.employee_id:
        raise not_found()
    target = await find_target(ctx, link(row, "employee_id"), None)
    allow(ctx, target.place, "withdrawOutsideLearning")
    if row.state is not OutsideState.SENT:
        raise InvalidState("已有审批结果，不能撤回。", "It has been decided and cannot be taken back.")
    await change_row(ctx, OutsideLearning, id, version=version, state=OutsideState.WITHDRAWN)
    await approvals.withdraw(ctx, row.approval_id)
    await note(ctx, "withdraw_outside", "OutsideLearning", id, {"state": (row.state, OutsideState.WITHDRAWN)})
    return id


# --- What an approval brings ---


async def approved(ctx: Context, request: ApprovalRequest) -> None:
    """Count the hours: a fact of the day on which it was learned."""
    row = await settled(ctx, request, OutsideState.APPROVED)
    if row is None:
        return
    await TrainingTask.create(
        **stamp(ctx), source_key=f"outside:{row.id}", recorded_at=ctx.now, employee_id=link(row, "employee_id"),
        course_type=row.course_type, assigned_on=None, completed_on=row.learned_on, hours=row.hours,
    )  # fmt: skip
    await touched_row(ctx, "training_task", row.learned_on)
    await count_hours(ctx, [link(row, "employee_id")])


async def refused(ctx: Context, request: ApprovalRequest) -> None:
    await settled(ctx, request, OutsideState.REFUSED)


async def withdrawn(ctx: Context, request: ApprovalRequest) -> None:
    await settled(ctx, request, OutsideState.WITHDRAWN)


async def settled(ctx: Context, request: ApprovalRequest, state: OutsideState) -> OutsideLearning | None:
    """Set how it ended; what has been settled is not settled again."""
    found = OutsideLearning.filter(id=request.subject_id, state=OutsideState.SENT)
    row = await found.select_for_update().get_or_none()
    if row is not None:
        await change_row(ctx, OutsideLearning, row.id, state=state, decided_on=ctx.today)
        await note(ctx, "settle_outside", "OutsideLearning", row.id, {"state": (row.state, state)})
    return row


OUTSIDE = Kind(
    KIND, label("校外学习", "Outside learning"), approved, refused=refused, returned=refused, withdrawn=withdrawn,
    steps=STEPS,
)  # fmt: skip
"""The kind of request by which outside learning is approved."""
