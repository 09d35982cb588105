"""What meetings take from the customer domain, and what retrospectives hand to the library of training."""

from __future__ import annotations

from collections.abc import Sequence

from tortoise.expressions import Q
from tortoise.functions import Count

from server.engagement.jobs import daily_works
from server.engagement.models import MeetingMatter, RetroCase, RetroCaseKind, SupportRequest
from server.engagement.operations.meetings import Matter, collecting
from server.engagement.operations.retros import sharing
from server.engagement.operations.support_ground import OPEN
from server.feedback.models import ClusterState, FeedbackCluster, FeedbackState, FeedbackTicket
from server.kernel.context import Context
from server.people.models import Department
from server.people.operations.access import Place, decide, link
from server.training.models import CaseKind, LibraryCase
from server.training.operations.cases import Told, add_case

MOST = 12
WAITING = (FeedbackState.RECEIVED, FeedbackState.ROUTED)


async def open_matters(ctx: Context, departments: Sequence[str]) -> list[Matter]:
    """List what is open between departments: clusters of feedback, late feedback and late requests for support.

    Titles name a topic, a product or a number; no customer's words and nobody's name.
    """
    names = {row.id: row.name for row in await Department.filter(id__in=list(departments))}
    return [*await clusters(departments), *await late_feedback(names), *await late_support(ctx, names)]


async def clusters(departments: Sequence[str]) -> list[Matter]:
    found = FeedbackCluster.filter(
        Q(topic__department_id__in=list(departments)) | Q(topic__department_id=None),
        state__in=[str(ClusterState.FOUND), str(ClusterState.TAKEN)],
    )
    return [
        Matter(
            MeetingMatter.CLUSTER, row.id,
            f"{row.topic.name}{product_of(row)}：{row.count} 条反馈，建议{row.suggestion or '定措施'}",
            f"{row.topic.name_en or row.topic.name}{product_of(row)}: {row.count} pieces of feedback; "
            f"{row.suggestion_en or 'a measure is wanted'}",
            "/feedback/topics", link(row.topic, "department_id") or None,
        )
        for row in await found.select_related("topic").order_by("-count").limit(MOST)
    ]  # fmt: skip


def product_of(row: FeedbackCluster) -> str:
    return f" · {row.product}" if row.product else ""


async def late_feedback(names: dict[str, str]) -> list[Matter]:
    late = FeedbackTicket.filter(
        handler_department_id__in=list(names), is_breached=True, state__in=[str(state) for state in WAITING]
    )
    rows = (
        late.annotate(late=Count("id"))
        .group_by("handler_department_id")
        .values("handler_department_id", "late")
    )
    return [
        Matter(
            MeetingMatter.FEEDBACK, f"late:{unit}",
            f"{names[unit]}：{number} 条客户反馈超时未答复",
            f"{names[unit]}: {number} pieces of customer feedback late without an answer",
            "/feedback", unit,
        )
        for unit, number in sorted((str(row["handler_department_id"]), row["late"]) for row in await rows)
    ]  # fmt: skip


async def late_support(ctx: Context, names: dict[str, str]) -> list[Matter]:
    late = SupportRequest.filter(
        department_id__in=list(names), state__in=[str(state) for state in OPEN], due_at__lt=ctx.now
    )
    return [
        Matter(
            MeetingMatter.SUPPORT, row.id, f"{names[link(row, 'department_id')]}：支持请求超时 · {row.title}",
            f"{names[link(row, 'department_id')]}: support past its limit · {row.title}",
            f"/support/{row.id}", link(row, "department_id"),
        )
        for row in await late.order_by("due_at").limit(MOST)
    ]  # fmt: skip


async def share_case(ctx: Context, case: RetroCase) -> str:
    """Put a case of a retrospective into the library; who may keep the library shares it at once."""
    good = case.kind is RetroCaseKind.GOOD
    told = Told(
        case.title, case.situation, CaseKind.FEEDBACK if case.feedback_id else CaseKind.RETRO, case.answer,
        feedback_id=case.feedback_id, source="团队复盘：值得学习" if good else "团队复盘：引以为戒",
    )  # fmt: skip
    added = await add_case(ctx, told)
    if decide(ctx, Place(), "Mutation.saveLibraryCase", "write").allowed:
        await LibraryCase.filter(id=added).update(is_shared=True)
    return added


collect_agenda = collecting(open_matters)
share_retro_case = sharing(share_case)
engagement_works = daily_works(open_matters)
