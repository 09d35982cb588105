"""Links for feedback of the sample worlds: shops, a desk, agents and wards; and what shops call three agents."""

from __future__ import annotations

from typing import Any

from server.demo.rows import sample_id
from server.feedback.models import AgentNickname, FeedbackChannel, FeedbackLink, FeedbackLinkKind
from server.kernel.context import Context
from server.store.base import stamp

SHOPS = (
    ("R-S01", "L-R1", "悦邻旗舰店", "Flagship store", "收银台"),
    ("R-S02", "L-R2", "城西店", "West store", "收银台"),
    ("R-S03", "L-R3", "滨江店", "Riverside store", "试衣间"),
)
UNITS = (
    ("E-AFT-1", FeedbackLinkKind.DEPARTMENT, "售后一组", "After-sales team 1", ""),
    ("H-W01", FeedbackLinkKind.WARD, "内科病区", "Internal medicine ward", "护士站"),
    ("H-W02", FeedbackLinkKind.WARD, "外科病区", "Surgical ward", "护士站"),
    ("H-OPD", FeedbackLinkKind.WARD, "门诊", "Outpatients", "导诊台"),
)
AGENTS = (
    "select e.id,e.code,e.name from employee e join assignment a on a.employee_id=e.id and a.superseded_at is null and "
    "a.valid_to is null and a.is_primary join department d on d.id=a.department_id join employment n on "
    "n.employee_id=e.id and n.superseded_at is null and n.left_on is null where d.code='E-AFT-1' order by e.code"
)
NICKNAMES = ("小安", "小北", "小程")


async def link_customers(ctx: Context) -> None:
    """Write the links with addresses that stay, so that a printed one of the demo goes on working."""
    known = {
        str(code): str(row) for row, code in await ctx.store.reads.rows("select id,code from department")
    }
    places = {str(code): str(row) for row, code in await ctx.store.reads.rows("select id,code from location")}
    agents = [tuple(map(str, row)) for row in await ctx.store.reads.rows(AGENTS)][: len(NICKNAMES)]

    async def whole() -> None:
        for code, place, title, title_en, where in SHOPS:
            if place in places:
                about = {"location_id": places[place], "department_id": known.get(code)}
                await make(ctx, code, FeedbackLinkKind.STORE, title, title_en, place=where, **about)
        for code, kind, title, title_en, where in UNITS:
            if code in known:
                await make(ctx, code, kind, title, title_en, place=where, department_id=known[code])
        for (person, code, name), nickname in zip(agents, NICKNAMES, strict=False):
            rating = {"employee_id": person, "channel": FeedbackChannel.RATING}
            await make(ctx, code, FeedbackLinkKind.AGENT, f"客服{name}", f"Agent {name}", **rating)
            await AgentNickname.create(**stamp(ctx), source="qianniu", nickname=nickname, employee_id=person)

    await ctx.store.write(whole)


async def make(
    ctx: Context, code: str, kind: FeedbackLinkKind, title: str, title_en: str, **about: Any
) -> None:  # columns of mixed types
    row_id = sample_id("FeedbackLink", code)
    await FeedbackLink.create(
        **stamp(ctx), id=row_id, code=f"{kind.value[0]}-{code}", title=title, title_en=title_en, kind=kind,
        token=f"demo-{row_id.replace('-', '')[-18:]}", **about,
    )  # fmt: skip
