"""The library of scripts: drafts become revisions, one of a code is published, older ones stay readable."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from server import audit
from server.feedback.models import ClusterState, FeedbackCluster, FeedbackTopic, Script, ScriptState
from server.feedback.operations.product_texts import product_meant
from server.kernel.context import Context
from server.kernel.errors import InvalidInput, InvalidState, not_found
from server.people.operations.access import Place, allow, find_department, link, present_department
from server.people.operations.record import operation
from server.store.base import change_row, stamp

CODE = re.compile(r"[A-Z][A-Z0-9_-]{1,31}")
LONGEST_TITLE, LONGEST_PRODUCT, LONGEST_BODY = 80, 64, 4000


class EmptyScript(InvalidInput):
    """A script without words cannot be published."""

    code = "EMPTY_SCRIPT"


def wrong(field: str, zh: str, en: str) -> InvalidInput:
    return InvalidInput(zh, en, path=("input", field))


@operation
async def save_script(
    ctx: Context,
    *,
    title: str,
    body: str,
    code: str = "",
    title_en: str = "",
    body_en: str = "",
    product: str = "",
    topic_code: str | None = None,
    department_code: str | None = None,
    version: int | None = None,
) -> str:
    """Write the draft of a script, as a new revision where the last one is published; return its id."""
    key = code.strip().upper()
    last = await Script.filter(code=key).order_by("-revision").select_for_update().first() if key else None
    place = await place_of(ctx, last, department_code)
    allow(ctx, Place(None, place), "saveScript")
    values: dict[str, Any] = {  # columns of mixed types
        "title": text_of(title, "title", LONGEST_TITLE, 1),
        "title_en": text_of(title_en, "titleEn", LONGEST_TITLE),
        "product": await product_meant(ctx, text_of(product, "product", LONGEST_PRODUCT)),
        "body": text_of(body, "body", LONGEST_BODY),
        "body_en": text_of(body_en, "bodyEn", LONGEST_BODY),
        "topic_id": await topic_id(topic_code),
        "department_id": place,
    }
    if last is not None and last.state is ScriptState.DRAFT:
        row_id = last.id
        await change_row(ctx, Script, row_id, version=version, **values)
    else:
        revision = last.revision + 1 if last else 1
        named = key or f"S{await Script.all().count() + 1:04d}"
        row_id = (await Script.create(**stamp(ctx), code=clean_code(named), revision=revision, **values)).id
    changes = {name: (getattr(last, name, None), value) for name, value in values.items()}
    await note(ctx, "save", row_id, changes)
    return row_id


@operation
async def publish_script(
    ctx: Context,
    *,
    id: str,  # noqa: A002 (the contract's word)
    version: int | None = None,
) -> str:
    """Publish a draft: the revision before retires, and measures that waited for this script are done."""
    row = await find_script(ctx, id, "publishScript")
    if row.state is not ScriptState.DRAFT:
        raise InvalidState(
            "只有草稿可以发布，请先保存新的修订。",
            "Only a draft can be published; save a new revision first.",
        )
    if not row.body.strip():
        raise EmptyScript(
            "请先写话术内容，再发布。", "Write what to say before you publish it.", path=("body",)
        )
    older = Script.filter(code=row.code, state=ScriptState.PUBLISHED)
    await older.update(state=ScriptState.RETIRED, retired_on=ctx.today, updated_at=ctx.now)
    await change_row(
        ctx, Script, id, version=version, state=ScriptState.PUBLISHED, published_on=ctx.today,
        published_by_id=ctx.principal.employee_id,
    )  # fmt: skip
    await finish_measures(ctx, row)
    await note(ctx, "publish", id, {"state": (row.state, ScriptState.PUBLISHED)})
    return id


@operation
async def retire_script(
    ctx: Context,
    *,
    id: str,  # noqa: A002 (the contract's word)
    version: int | None = None,
) -> str:
    """Take a script out of use; it is no longer found, and answers given by it stay as they are."""
    row = await find_script(ctx, id, "retireScript")
    if row.state is ScriptState.RETIRED:
        raise InvalidState("这条话术已停用。", "This script is out of use already.")
    await change_row(ctx, Script, id, version=version, state=ScriptState.RETIRED, retired_on=ctx.today)
    await note(ctx, "retire", id, {"state": (row.state, ScriptState.RETIRED)})
    return id


@operation
async def restore_script(
    ctx: Context,
    *,
    id: str,  # noqa: A002 (the contract's word)
    version: int | None = None,
) -> str:
    """Put a retired script back: published again where no other revision is, else as a draft that never was."""
    row = await find_script(ctx, id, "restoreScript")
    newer = await Script.filter(code=row.code, revision__gt=row.revision).exists()
    if row.state is not ScriptState.RETIRED or newer:
        raise InvalidState(
            "只有最近一版停用的话术可以恢复。", "Only the latest revision can be put back into use."
        )
    state = ScriptState.PUBLISHED if row.published_on else ScriptState.DRAFT
    await change_row(ctx, Script, id, version=version, state=state, retired_on=None)
    await note(ctx, "restore", id, {"state": (row.state, state)})
    return id


async def finish_measures(ctx: Context, script: Script) -> None:
    """Close the measures that wanted this script, whichever of its revisions they began."""
    ids = await Script.filter(code=script.code).values_list("id", flat=True)
    waiting = FeedbackCluster.filter(script_id__in=list(ids), state=ClusterState.TAKEN)
    await waiting.update(
        state=ClusterState.DONE,
        closed_on=ctx.today,
        note=f"话术 {script.code} 已发布 | Script {script.code} is published",
        updated_at=ctx.now,
    )


async def find_script(ctx: Context, script_id: str, verb: str) -> Script:
    row = await Script.filter(id=script_id).select_for_update().get_or_none()
    allow(ctx, Place(None, link(row, "department_id") or None if row else None), verb)
    if row is None:
        raise not_found()
    return row


async def place_of(ctx: Context, last: Script | None, code: str | None) -> str | None:
    """Return the department a script belongs to: what was named, what it was, else the writer's own."""
    if (found := await find_department(None, code)) is not None:
        return found.id
    if last is not None:
        return link(last, "department_id") or None
    me = ctx.principal.employee_id
    return await present_department(ctx, me) or None if me else None


async def topic_id(code: str | None) -> str | None:
    if not code:
        return None
    found = await FeedbackTopic.get_or_none(code=code.strip().lower())
    if found is None:
        raise wrong("topicCode", "没有这个主题，请核对编码。", "There is no such topic; check the code.")
    return found.id


def clean_code(code: str) -> str:
    if not CODE.fullmatch(code):
        raise wrong(
            "code", "编码用大写字母、数字、横线。", "A code has capitals, digits, dashes and underscores."
        )
    return code


def text_of(text: str, field: str, most: int, least: int = 0) -> str:
    found = text.strip().replace("\r\n", "\n")
    if not least <= len(found) <= most:
        raise wrong(field, f"请填写 {least} 至 {most} 字。", f"Write {least} to {most} characters.")
    return found


async def note(
    ctx: Context, action: str, script_id: str, changes: Mapping[str, tuple[object, object]]
) -> None:
    await audit.record(
        ctx, f"scripts.{action}", subject_type="Script", subject_id=script_id, changes=dict(changes)
    )
