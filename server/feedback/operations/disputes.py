"""Disputes of customers' answers: who is spoken of objects, a second person decides, and all of it is written down."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from server import audit
from server.desk.notices import notify
from server.feedback.models import AnswerDispute, AnswerDisputeState, CustomerFeedback
from server.kernel.context import Context
from server.kernel.errors import InvalidInput, InvalidState, not_found
from server.kernel.ids import new_id
from server.kernel.labels import label
from server.metrics.kept.dirty import touched_row
from server.people.operations.access import Target, allow, allow_anywhere, find_target, link
from server.people.operations.record import operation
from server.store.base import change_row, stamp

LONGEST, SHORTEST = 500, 4
LATEST = timedelta(days=60)
"""So long after an answer came an agent may object."""
OPEN = (AnswerDisputeState.WAITING, AnswerDisputeState.EXCLUDED)


class AlreadyDisputed(InvalidState):
    """The answer has been disputed before."""

    code = "ALREADY_DISPUTED"


@operation
async def dispute_answer(ctx: Context, *, answer_id: str, reason: str) -> str:
    """Object to a customer's answer about oneself; it counts until somebody else decides. Return the dispute's id."""
    me = ctx.principal.employee_id
    if me is None:
        allow_anywhere(ctx, "disputeAnswer")
        raise not_found()
    target = await find_target(ctx, me, None)
    allow(ctx, target.place, "disputeAnswer")
    answer = await CustomerFeedback.filter(id=answer_id, superseded_at=None).select_for_update().get_or_none()
    if answer is None or link(answer, "agent_id") != me:
        raise not_found()
    if not answer.is_valid or ctx.now - answer.received_at > LATEST:
        raise InvalidState(
            f"只能申诉最近 {LATEST.days} 天内计分的评价。",
            f"Only answers of the last {LATEST.days} days that count can be disputed.",
        )
    if await AnswerDispute.exists(answer_id=answer_id):
        raise AlreadyDisputed(
            "这条评价已申诉过。", "This answer has been disputed already.", path=("input", "answerId")
        )
    row = await AnswerDispute.create(
        **stamp(ctx), agent_id=me, answer_id=answer_id, reason=clean(reason, "reason")
    )
    await note(ctx, row.id, "dispute", {"state": (None, AnswerDisputeState.WAITING)})
    return row.id


@operation
async def withdraw_answer_dispute(
    ctx: Context,
    *,
    id: str,  # noqa: A002 (the contract's word)
    version: int | None = None,
) -> str:
    """Take back an objection of one's own that nobody has decided."""
    row, _ = await find_dispute(ctx, id, "withdrawAnswerDispute")
    require_state(row, AnswerDisputeState.WAITING)
    await change_row(ctx, AnswerDispute, id, version=version, state=AnswerDisputeState.WITHDRAWN)
    await note(ctx, id, "withdraw", {"state": (row.state, AnswerDisputeState.WITHDRAWN)})
    return id


@operation
async def decide_answer_dispute(
    ctx: Context,
    *,
    id: str,  # noqa: A002 (the contract's word)
    exclude: bool,
    decision: str,
    version: int | None = None,
) -> str:
    """Take the answer out of the figures, or let it stand; never about oneself."""
    row, target = await find_dispute(ctx, id, "decideAnswerDispute")
    require_state(row, AnswerDisputeState.WAITING)
    why = clean(decision, "decision")
    state = AnswerDisputeState.EXCLUDED if exclude else AnswerDisputeState.UPHELD
    answer = await restate(ctx, link(row, "answer_id"), counts=False) if exclude else link(row, "answer_id")
    await change_row(
        ctx, AnswerDispute, id, version=version, state=state, decision=why, answer_id=answer,
        decided_by_id=ctx.principal.employee_id, decided_at=ctx.now,
    )  # fmt: skip
    title = label("您对客户评价的申诉已有结果", "Your objection to a customer's answer is decided")
    await notify(ctx, [target.person.id], "quality", title=title, link="/quality/answers", key=f"answer:{id}")
    await note(ctx, id, "decide", {"state": (row.state, state), "decision": (None, why)})
    return id


@operation
async def reverse_answer_exclusion(
    ctx: Context,
    *,
    id: str,  # noqa: A002 (the contract's word)
    reason: str,
    version: int | None = None,
) -> str:
    """Let an answer count again that had been taken out."""
    row, _ = await find_dispute(ctx, id, "reverseAnswerExclusion")
    require_state(row, AnswerDisputeState.EXCLUDED)
    why = clean(reason, "reason")
    answer = await restate(ctx, link(row, "answer_id"), counts=True)
    await change_row(
        ctx, AnswerDispute, id, version=version, state=AnswerDisputeState.REVERSED, answer_id=answer,
        reversed_at=ctx.now,
    )  # fmt: skip
    await note(ctx, id, "reverse", {"state": (row.state, AnswerDisputeState.REVERSED), "reason": (None, why)})
    return id


async def restate(ctx: Context, answer_id: str, *, counts: bool) -> str:
    """Record anew whether an answer counts, so that what was known before stays readable; return the new row's id."""
    row = await CustomerFeedback.filter(id=answer_id, superseded_at=None).select_for_update().get_or_none()
    if row is None:
        raise InvalidState(
            "这条评价已被更新，请刷新后重试。", "This answer was updated; reload and try again."
        )
    kept = {name: getattr(row, name) for name in row._meta.db_fields}
    fresh = {"id": new_id(), "is_valid": counts, "recorded_at": ctx.now, "updated_at": ctx.now}
    await CustomerFeedback.filter(id=answer_id).update(superseded_at=ctx.now, updated_at=ctx.now)
    made = await CustomerFeedback.create(**{**kept, **fresh, "version": row.version + 1})
    await touched_row(
        ctx, "customer_feedback", row.received_at.date(), row.received_at.date() + timedelta(days=1)
    )
    return made.id


async def find_dispute(ctx: Context, dispute_id: str, verb: str) -> tuple[AnswerDispute, Target]:
    """Find a dispute and lock it; one of somebody out of sight is as one that does not exist."""
    if verb != "withdrawAnswerDispute":
        allow_anywhere(ctx, verb)
    row = await AnswerDispute.filter(id=dispute_id).select_for_update().get_or_none()
    if row is None:
        raise not_found()
    target = await find_target(ctx, link(row, "agent_id"), None)
    allow(ctx, target.place, verb)
    return row, target


def require_state(row: AnswerDispute, state: AnswerDisputeState) -> None:
    if row.state is not state:
        raise InvalidState(
            "这项申诉的状态已变，请刷新后重试。",
            "This dispute is in another state by now; reload and try again.",
        )


def clean(text: str, field: str) -> str:
    found = text.strip()
    if not SHORTEST <= len(found) <= LONGEST:
        raise InvalidInput(
            f"请填写 {SHORTEST} 至 {LONGEST} 字。",
            f"Write {SHORTEST} to {LONGEST} characters.",
            path=("input", field),
        )
    return found


async def note(
    ctx: Context, dispute_id: str, action: str, changes: Mapping[str, tuple[object, object]]
) -> None:
    await audit.record(
        ctx, f"answers.{action}", subject_type="AnswerDispute", subject_id=dispute_id, changes=dict(changes)
    )
