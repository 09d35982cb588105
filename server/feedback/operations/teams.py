"""Teams that answer customers, their members, and the rules by which feedback finds them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from zoneinfo import available_timezones

from server import audit
from server.feedback.models import (
    FeedbackChannel,
    FeedbackState,
    FeedbackTeam,
    FeedbackTeamMember,
    FeedbackTicket,
    FeedbackTopic,
    RoutedBy,
    RoutingRule,
    Segment,
)
from server.feedback.operations.product_texts import product_meant
from server.feedback.operations.routing import find_way, send
from server.feedback.operations.ticket_ground import clean, members
from server.feedback.operations.untold import segment_of
from server.feedback.rules import Hours, Piece
from server.kernel.context import Context
from server.kernel.errors import Conflict, InvalidInput, not_found
from server.kernel.rights import allow
from server.people.models import Employee
from server.people.operations.access import find_department, find_location, link, present_department
from server.people.operations.approving import is_here
from server.people.operations.record import operation
from server.store.base import change_row, stamp

LONGEST_CODE, LONGEST_NAME, LONGEST_PRODUCT = 32, 64, 80
MOST_MEMBERS, MOST_RULES, MOST_AT_ONCE = 100, 200, 500
BEST_SCORE, MOST_HOURS, WHOLE = 5, 240, 100


# --- Teams ---


@operation
async def save_feedback_team(
    ctx: Context,
    *,
    code: str,
    name: str,
    name_en: str = "",
    department_code: str | None = None,
    lead_code: str | None = None,
    member_codes: Sequence[str] | None = None,
    zone: str = "",
    opens_at: int | None = None,
    closes_at: int | None = None,
    workdays: str = "1234567",
    keeps_calendar: bool = True,
    answer_hours: int | None = None,
    lead_percent: int | None = None,
    late_hours: int | None = None,
    is_fallback: bool = False,
    is_active: bool = True,
    version: int | None = None,
) -> str:
    """Make a team or change it, found by its code; members named are all there are from today on."""
    allow(ctx, "Mutation.saveFeedbackTeam")
    key = clean(code, "code", LONGEST_CODE, 1)
    department = await find_department(None, department_code)
    lead = await person(ctx, lead_code, "leadCode") if lead_code else None
    values: dict[str, Any] = {  # columns of mixed types
        "name": clean(name, "name", LONGEST_NAME, 1),
        "name_en": clean(name_en, "nameEn", LONGEST_NAME),
        "department_id": department.id if department else None,
        "lead_id": lead.id if lead else None,
        "zone": known_zone(zone),
        **shift(opens_at, closes_at, workdays),
        "keeps_calendar": keeps_calendar,
        "answer_hours": between(answer_hours, "answerHours", MOST_HOURS),
        "lead_percent": between(lead_percent, "leadPercent", WHOLE - 1),
        "late_hours": between(late_hours, "lateHours", MOST_HOURS),
        "is_fallback": is_fallback,
        "is_active": is_active,
    }
    row = await FeedbackTeam.filter(code=key).select_for_update().get_or_none()
    if row is None:
        row = await FeedbackTeam.create(**stamp(ctx), code=key, **values)
    else:
        await change_row(ctx, FeedbackTeam, row.id, version=version, **values)
    if is_fallback:
        await FeedbackTeam.filter(is_fallback=True).exclude(id=row.id).update(is_fallback=False)
    if member_codes is not None:
        await set_members(ctx, row.id, member_codes)
    told: dict[str, tuple[object, object]] = {
        name: (None, values[name]) for name in ("name", "is_fallback", "is_active")
    }
    await note(ctx, "save_team", "FeedbackTeam", row.id, told)
    return row.id


async def set_members(ctx: Context, team_id: str, codes: Sequence[str]) -> None:
    """Let exactly these people be of the team from today on; what was is kept with its dates."""
    if len(codes) > MOST_MEMBERS:
        raise wrong("memberCodes", f"最多 {MOST_MEMBERS} 人。", f"At most {MOST_MEMBERS} people.")
    wanted = {(await person(ctx, code, "memberCodes")).id for code in dict.fromkeys(codes)}
    known = {link(row, "employee_id"): row for row in await members(ctx, team_id)}
    for employee_id in known.keys() - wanted:
        await change_row(ctx, FeedbackTeamMember, known[employee_id].id, valid_to=ctx.today)
    for employee_id in sorted(wanted - known.keys()):
        await FeedbackTeamMember.create(
            **stamp(ctx), team_id=team_id, employee_id=employee_id, valid_from=ctx.today
        )


async def person(ctx: Context, code: str, field: str) -> Employee:
    found = await Employee.get_or_none(code=code.strip())
    if found is None or not await is_here(ctx, found.id):
        raise wrong(field, f"没有在职员工 {code}，请核对工号。", f"Nobody here has the number {code}.")
    return found


def known_zone(zone: str) -> str:
    if zone and zone not in available_timezones():
        raise wrong(
            "zone", "没有这个时区，如 Asia/Shanghai。", "No such time zone; write it as Asia/Shanghai."
        )
    return zone


def shift(opens_at: int | None, closes_at: int | None, workdays: str) -> dict[str, object]:
    """Check when a team is there; without hours it is day and night."""
    days = "".join(sorted(set(workdays)))
    if not days or set(days) - set("1234567"):
        raise wrong("workdays", "工作日用 1 至 7 表示，1 为周一。", "Write days as 1 to 7; 1 is Monday.")
    if (opens_at is None) != (closes_at is None):
        raise wrong("closesAt", "请同时填写上班和下班时间。", "Give both when it opens and when it closes.")
    if opens_at is not None and closes_at is not None:
        try:
            Hours(opens_at, closes_at, frozenset(map(int, days)))
        except ValueError as error:
            raise wrong("closesAt", "下班须晚于上班。", "It closes later than it opens.") from error
    return {"opens_at": opens_at, "closes_at": closes_at, "workdays": days}


def between(value: int | None, field: str, most: int) -> int | None:
    if value is not None and not 1 <= value <= most:
        raise wrong(field, f"须为 1 到 {most}。", f"It lies between 1 and {most}.")
    return value


# --- Rules ---


@operation
async def save_routing_rule(
    ctx: Context,
    *,
    place: int,
    id: str | None = None,  # noqa: A002 (the contract's word)
    name: str = "",
    topic_code: str | None = None,
    product: str | None = None,
    location_code: str | None = None,
    account: str | None = None,
    segment: Segment | None = None,
    channel: FeedbackChannel | None = None,
    max_score: int | None = None,
    team_code: str | None = None,
    employee_code: str | None = None,
    is_active: bool = True,
    version: int | None = None,
) -> str:
    """Make a rule or change it; it stands at a place, and those from there on move down."""
    allow(ctx, "Mutation.saveRoutingRule")
    if not team_code and not employee_code:
        raise wrong("teamCode", "请选择小组或处理人。", "Choose a team or a person.")
    if max_score is not None and not 1 <= max_score <= BEST_SCORE:
        raise wrong("maxScore", f"评分在 1 到 {BEST_SCORE} 之间。", f"A rating is 1 to {BEST_SCORE}.")
    location = await find_location(None, location_code)
    team = await known(FeedbackTeam, team_code, "teamCode")
    topic = await known(FeedbackTopic, topic_code, "topicCode")
    values: dict[str, Any] = {  # columns of mixed types
        "name": clean(name, "name", LONGEST_NAME),
        "topic_id": topic,
        "product": await product_meant(ctx, clean(product or "", "product", LONGEST_PRODUCT)) or None,
        "location_id": location.id if location else None,
        "account": clean(account or "", "account", LONGEST_NAME) or None,
        "segment": segment,
        "channel": channel,
        "max_score": max_score,
        "team_id": team,
        "employee_id": (await person(ctx, employee_code, "employeeCode")).id if employee_code else None,
        "is_active": is_active,
    }
    row_id = await keep_rule(ctx, id, max(1, place), values, version)
    await note(
        ctx, "save_rule", "RoutingRule", row_id, {"place": (None, place), "is_active": (None, is_active)}
    )
    return row_id


async def known(model: type[FeedbackTeam | FeedbackTopic], code: str | None, field: str) -> str | None:
    """Return the id of what is named by its code, None where nothing is."""
    if not code:
        return None
    found = await model.get_or_none(code=code)
    if found is None:
        raise wrong(field, "没有这一项，请重新选择。", "No such entry; choose another.")
    return found.id


async def keep_rule(
    ctx: Context, rule_id: str | None, place: int, values: dict[str, Any], version: int | None
) -> str:
    rows = await RoutingRule.all().order_by("place", "id").select_for_update()
    row = next((each for each in rows if each.id == rule_id), None)
    if rule_id is not None and row is None:
        raise not_found()
    if row is None and len(rows) >= MOST_RULES:
        raise Conflict(
            f"规则最多 {MOST_RULES} 条，请先停用一些。", f"At most {MOST_RULES} rules; remove some first."
        )
    if row is None:
        row = await RoutingRule.create(**stamp(ctx), place=place, **values)
    else:
        await change_row(ctx, RoutingRule, row.id, version=version, **values)
    others = [each for each in rows if each.id != row.id]
    order = [*others[: place - 1], row, *others[place - 1 :]]
    for number, each in enumerate(order, start=1):
        await RoutingRule.filter(id=each.id).update(place=number)
    return row.id


@operation
async def remove_routing_rule(
    ctx: Context,
    *,
    id: str,  # noqa: A002 (the contract's word)
) -> str:
    """Throw a rule away; what it routed stays where it is. The rest close up."""
    allow(ctx, "Mutation.removeRoutingRule")
    row = await RoutingRule.filter(id=id).select_for_update().get_or_none()
    if row is None:
        raise not_found()
    await row.delete()
    for number, each in enumerate(await RoutingRule.all().order_by("place", "id"), start=1):
        await RoutingRule.filter(id=each.id).update(place=number)
    await note(ctx, "remove_rule", "RoutingRule", id, {"name": (row.name, None)})
    return id


@operation
async def route_unrouted(ctx: Context) -> str:
    """Ask the rules anew about what nobody was named for; return how many found their way."""
    allow(ctx, "Mutation.routeUnrouted")
    return str(await retry_unrouted(ctx))


async def retry_unrouted(ctx: Context) -> int:
    """Route what waits without a team; inside store.write."""
    rows = FeedbackTicket.filter(state=FeedbackState.RECEIVED).order_by("received_at").limit(MOST_AT_ONCE)
    return sum([await send(ctx, row) for row in await rows.select_for_update()])


# --- Looking ahead ---


@dataclass(frozen=True)
class Preview:
    """Where a piece of feedback would go, and why."""

    by: RoutedBy
    rule_id: str | None = None
    rule_name: str = ""
    team_name: str = ""
    person_name: str = ""


async def preview(
    ctx: Context,
    *,
    topic_code: str | None = None,
    product: str = "",
    location_code: str | None = None,
    account: str | None = None,
    segment: Segment | None = None,
    channel: FeedbackChannel | None = None,
    score: int | None = None,
    agent_code: str | None = None,
) -> Preview:
    """Tell which rule would catch a piece of feedback, and nothing happens.

    Without a segment it is that of the account named, as it is today.
    """
    allow(ctx, "RoutingRule.id", "read")

    async def look() -> Preview:
        agent = await Employee.get_or_none(code=agent_code) if agent_code else None
        location = await find_location(None, location_code)
        piece = Piece(
            await known(FeedbackTopic, topic_code, "topicCode"), await product_meant(ctx, product, keep=False),
            location.id if location else None, account or None,
            segment or (await segment_of(account, ctx.today) if account else None), channel, score,
        )  # fmt: skip
        place = await present_department(ctx, agent.id) if agent else ""
        way = await find_way(ctx, piece, place, agent.id if agent else "")
        named = await Employee.get_or_none(id=way.assignee_id) if way.assignee_id else None
        return Preview(
            way.by, way.rule_id, way.rule_name, way.team.name if way.team else "", named.name if named else "",
        )  # fmt: skip

    return await ctx.store.write(look)


def wrong(field: str, zh: str, en: str) -> InvalidInput:
    return InvalidInput(zh, en, path=("input", field))


async def note(
    ctx: Context, action: str, subject: str, row_id: str, changes: dict[str, tuple[object, object]]
) -> None:
    await audit.record(ctx, f"feedback.{action}", subject_type=subject, subject_id=row_id, changes=changes)
