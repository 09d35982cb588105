"""Links by which customers speak, and the names that shops have for our people."""

from __future__ import annotations

import secrets
from typing import Any

from server import audit
from server.feedback.models import AgentNickname, FeedbackChannel, FeedbackLink, FeedbackLinkKind
from server.feedback.operations.product_texts import product_meant
from server.feedback.operations.receiving import clean
from server.kernel.context import Context
from server.kernel.errors import InvalidInput, not_found
from server.kernel.rights import allow
from server.people.operations.access import find_department, find_location, find_target
from server.people.operations.record import operation
from server.store.base import change_row, stamp

LONGEST_CODE, LONGEST_TITLE = 40, 80
LANGUAGES = ("zh", "en", "zh,en")
TOKEN_BYTES = 18
NEEDED = {
    FeedbackLinkKind.STORE: "location",
    FeedbackLinkKind.AGENT: "employee",
    FeedbackLinkKind.DEPARTMENT: "department",
    FeedbackLinkKind.WARD: "department",
}
"""What a link of each kind has to name."""


class LinkNeedsItsSubject(InvalidInput):
    """A link of a kind without what that kind speaks of."""

    code = "LINK_NEEDS_SUBJECT"


@operation
async def save_feedback_link(
    ctx: Context,
    *,
    code: str,
    title: str,
    kind: FeedbackLinkKind,
    title_en: str = "",
    employee_code: str | None = None,
    department_code: str | None = None,
    location_code: str | None = None,
    place: str = "",
    product: str = "",
    channel: FeedbackChannel = FeedbackChannel.LINK,
    languages: str = "zh,en",
    is_active: bool = True,
    version: int | None = None,
) -> str:
    """Make a link, or change the one of that code; its address stays. Return its id."""
    allow(ctx, "Mutation.saveFeedbackLink")
    target = await find_target(ctx, None, employee_code) if employee_code else None
    department = await find_department(None, department_code)
    location = await find_location(None, location_code)
    values: dict[str, Any] = {  # columns of mixed types
        "title": clean(title, "title", LONGEST_TITLE, least=1),
        "title_en": clean(title_en, "titleEn", LONGEST_TITLE),
        "kind": kind,
        "employee_id": target.person.id if target else None,
        "department_id": department.id if department else None,
        "location_id": location.id if location else None,
        "place": clean(place, "place", LONGEST_TITLE),
        "product": await product_meant(ctx, clean(product, "product", 64)),
        "channel": channel,
        "languages": languages if languages in LANGUAGES else "zh,en",
        "is_active": is_active,
    }
    if values[f"{NEEDED[kind]}_id"] is None:
        raise LinkNeedsItsSubject(
            "请指明这个链接评价的是谁或哪里。",
            "Say whom or what this link asks about.",
            path=("input", f"{NEEDED[kind]}Code"),
        )
    name = clean(code, "code", LONGEST_CODE, least=1)
    row = await FeedbackLink.get_or_none(code=name)
    if row is None:
        row = await FeedbackLink.create(**stamp(ctx), code=name, token=new_token(), **values)
    else:
        await change_row(ctx, FeedbackLink, row.id, version=version, **values)
    await note(ctx, row.id, "save", {"code": (None, name), "active": (row.is_active, is_active)})
    return row.id


@operation
async def renew_feedback_link(
    ctx: Context,
    *,
    id: str,  # noqa: A002 (the contract's word)
    version: int | None = None,
) -> str:
    """Give a link another address; the old one, printed or shared, opens nothing from now on."""
    allow(ctx, "Mutation.renewFeedbackLink")
    if not await FeedbackLink.exists(id=id):
        raise not_found()
    await change_row(ctx, FeedbackLink, id, version=version, token=new_token())
    await note(ctx, id, "renew", {})
    return id


def new_token() -> str:
    return secrets.token_urlsafe(TOKEN_BYTES)


async def note(ctx: Context, link_id: str, action: str, changes: dict[str, tuple[object, object]]) -> None:
    await audit.record(
        ctx, f"feedback_links.{action}", subject_type="FeedbackLink", subject_id=link_id, changes=changes
    )


# --- Nicknames ---


@operation
async def save_agent_nickname(ctx: Context, *, source: str, nickname: str, employee_code: str) -> str:
    """Remember what a shop's system calls somebody, so that its files find them from now on."""
    allow(ctx, "Mutation.saveAgentNickname")
    target = await find_target(ctx, None, employee_code)
    system, name = clean(source, "source", 64, least=1), clean(nickname, "nickname", 64, least=1)
    row = await AgentNickname.get_or_none(source=system, nickname=name)
    if row is None:
        row = await AgentNickname.create(
            **stamp(ctx), source=system, nickname=name, employee_id=target.person.id
        )
    else:
        await change_row(ctx, AgentNickname, row.id, employee_id=target.person.id)
    await audit.record(
        ctx, "feedback_links.name_agent", subject_type="AgentNickname", subject_id=row.id,
        changes={"nickname": (None, name), "employee": (None, target.person.code)},
    )  # fmt: skip
    return row.id


@operation
async def remove_agent_nickname(ctx: Context, *, id: str) -> str:  # noqa: A002 (the contract's word)
    """Forget a nickname; what was loaded by it stays."""
    allow(ctx, "Mutation.removeAgentNickname")
    if not await AgentNickname.filter(id=id).delete():
        raise not_found()
    await audit.record(
        ctx, "feedback_links.forget_agent", subject_type="AgentNickname", subject_id=id, changes={}
    )
    return id
