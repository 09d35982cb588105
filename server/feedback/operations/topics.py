"""Topics of feedback, and the measures taken where many say the same."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from server import audit
from server.desk.notices import notify, settle_notices
from server.feedback.models import (
    ClusterState,
    FeedbackCluster,
    FeedbackHeap,
    FeedbackTicket,
    FeedbackTopic,
    Script,
    Suggests,
)
from server.feedback.texts import usual_topics
from server.kernel.context import Context
from server.kernel.errors import InvalidInput, InvalidState, not_found
from server.kernel.labels import label
from server.people.operations.access import Place, allow, find_department, find_target, link
from server.people.operations.record import operation
from server.store.base import change_row, stamp

CODE = re.compile(r"[a-z][a-z0-9_]{1,31}")
LONGEST_NAME, LONGEST_WORD, MOST_WORDS, LONGEST_NOTE = 64, 40, 200, 500
LATEST = timedelta(days=366)
COURSE = "select 1 from course where code={0}"


def wrong(field: str, zh: str, en: str) -> InvalidInput:
    return InvalidInput(zh, en, path=("input", field))


# --- Topics ---


@operation
async def save_feedback_topic(
    ctx: Context,
    *,
    code: str,
    name: str,
    words: Sequence[str],
    suggests: Suggests,
    name_en: str = "",
    department_code: str | None = None,
    course_code: str = "",
    is_active: bool = True,
    heap_id: str | None = None,
    version: int | None = None,
) -> str:
    """Keep a topic and the words it is known by; return its id. What was sorted before stays as it is.

    With the heap it names, what lies there is of this topic from now on.
    """
    allow(ctx, Place(), "saveFeedbackTopic")
    key, title = code.strip().lower(), name.strip()
    if not CODE.fullmatch(key):
        raise wrong(
            "code", "编码用小写字母、数字和下划线。", "A code has small letters, digits and underscores."
        )
    if not 1 <= len(title) <= LONGEST_NAME or len(name_en.strip()) > LONGEST_NAME:
        raise wrong("name", "名称须有 1 至 64 字。", "A name has 1 to 64 characters.")
    place = await find_department(None, department_code)
    values: dict[str, Any] = {  # columns of mixed types
        "name": title,
        "name_en": name_en.strip(),
        "words": json.dumps(clean_words(words), ensure_ascii=False),
        "suggests": suggests,
        "department_id": place.id if place else None,
        "course_code": await course_named(ctx, course_code),
        "is_active": is_active,
    }
    held = await FeedbackTopic.filter(code=key).select_for_update().get_or_none()
    if held is None:
        row_id = (await FeedbackTopic.create(**stamp(ctx), code=key, **values)).id
    else:
        row_id = held.id
        await change_row(ctx, FeedbackTopic, row_id, version=version, **values)
    changes = {column: (getattr(held, column, None), value) for column, value in values.items()}
    await note(ctx, "save_topic", "FeedbackTopic", row_id, changes)
    if heap_id:
        await name_heap(ctx, heap_id, row_id)
    return row_id


async def course_named(ctx: Context, code: str) -> str:
    """Return the code of a course that there is, as it is kept; another domain keeps courses, so the table is asked."""
    key = code.strip().upper()
    if key and not await ctx.store.ask(COURSE, key):
        raise wrong(
            "courseCode", f"没有课程 {key}，请核对编码。", f"There is no course {key}; check the code."
        )
    return key


async def name_heap(ctx: Context, heap_id: str, topic_id: str) -> None:
    """Give a topic to what lies in a heap, and end the heap; one that ended meanwhile names nothing."""
    lying = FeedbackTicket.filter(heap_id=heap_id, topic_id=None)
    number = await lying.update(topic_id=topic_id, updated_at=ctx.now)
    await FeedbackTicket.filter(heap_id=heap_id).update(heap_id=None)
    if await FeedbackHeap.filter(id=heap_id).delete():
        await note(ctx, "name_heap", "FeedbackTopic", topic_id, {"feedback": (None, number)})


def clean_words(words: Sequence[str]) -> list[str]:
    found = list(dict.fromkeys(" ".join(word.split()) for word in words if word.strip()))
    if not 1 <= len(found) <= MOST_WORDS or any(len(word) > LONGEST_WORD for word in found):
        raise wrong(
            "words",
            "请写 1 至 200 个词，每个不超过 40 字。",
            "Give 1 to 200 words of at most 40 characters each.",
        )
    return found


@operation
async def add_usual_topics(ctx: Context) -> str:
    """Add the topics a company usually starts with, leaving those it has as they are; return how many were added."""
    allow(ctx, Place(), "addUsualTopics")
    known = {str(code) for code in await FeedbackTopic.all().values_list("code", flat=True)}
    rows = [
        FeedbackTopic(
            **stamp(ctx), code=each["code"], name=each["name"]["zh"], name_en=each["name"]["en"],
            words=json.dumps(list(map(str, each["words"])), ensure_ascii=False), suggests=Suggests(each["suggests"]),
        )
        for each in usual_topics()
        if each["code"] not in known
    ]  # fmt: skip
    await FeedbackTopic.bulk_create(rows)
    if rows:
        await note(ctx, "add_topics", "FeedbackTopic", rows[0].id, {"added": (None, len(rows))})
    return str(len(rows))


# --- Measures ---


@operation
async def take_feedback_cluster(
    ctx: Context,
    *,
    id: str,  # noqa: A002 (the contract's word)
    due_on: date,
    owner_code: str | None = None,
    note_text: str = "",
    version: int | None = None,
) -> str:
    """Make the suggestion a measure with an owner and a day; where a script is wanted, its draft is begun."""
    row, topic = await find_cluster(ctx, id, "takeFeedbackCluster")
    require_state(row, ClusterState.FOUND, ClusterState.TAKEN)
    if not ctx.today <= due_on <= ctx.today + LATEST:
        raise wrong("dueOn", "期限须在今天起的一年之内。", "The day lies within a year from today.")
    owner = await owner_of(ctx, owner_code)
    script = link(row, "script_id") or (
        await begin_script(ctx, row, topic) if row.suggests is Suggests.SCRIPT else None
    )
    await change_row(
        ctx, FeedbackCluster, id, version=version, state=ClusterState.TAKEN, owner_id=owner, due_on=due_on,
        note=note_text.strip()[:LONGEST_NOTE], script_id=script,
    )  # fmt: skip
    title = label(f"请跟进改进措施：{row.suggestion}", f"A measure is yours: {row.suggestion_en}")
    await notify(
        ctx,
        [owner],
        "feedback",
        title=title,
        link="/feedback/topics",
        key=f"cluster:{id}:{owner}",
        due_on=due_on,
    )
    await note(ctx, "take_cluster", "FeedbackCluster", id, {"owner": (link(row, "owner_id"), owner)})
    return id


@operation
async def close_feedback_cluster(
    ctx: Context,
    *,
    id: str,  # noqa: A002 (the contract's word)
    done: bool,
    note_text: str,
    version: int | None = None,
) -> str:
    """Say that a measure is done, or that none is needed, and why."""
    row, _ = await find_cluster(ctx, id, "closeFeedbackCluster")
    require_state(row, *((ClusterState.TAKEN,) if done else (ClusterState.FOUND, ClusterState.TAKEN)))
    why = note_text.strip()
    if not 2 <= len(why) <= LONGEST_NOTE:  # noqa: PLR2004 (a word at least)
        raise wrong("noteText", "请写明做了什么或为何不做。", "Say what was done, or why nothing is.")
    state = ClusterState.DONE if done else ClusterState.DISMISSED
    await change_row(ctx, FeedbackCluster, id, version=version, state=state, note=why, closed_on=ctx.today)
    await settle_notices(ctx, f"cluster:{id}")
    await note(ctx, "close_cluster", "FeedbackCluster", id, {"state": (row.state, state)})
    return id


@operation
async def reopen_feedback_cluster(
    ctx: Context,
    *,
    id: str,  # noqa: A002 (the contract's word)
    version: int | None = None,
) -> str:
    """Take back that a measure was closed."""
    row, _ = await find_cluster(ctx, id, "reopenFeedbackCluster")
    require_state(row, ClusterState.DONE, ClusterState.DISMISSED)
    state = ClusterState.TAKEN if link(row, "owner_id") else ClusterState.FOUND
    await change_row(ctx, FeedbackCluster, id, version=version, state=state, closed_on=None)
    await note(ctx, "reopen_cluster", "FeedbackCluster", id, {"state": (row.state, state)})
    return id


async def find_cluster(ctx: Context, cluster_id: str, verb: str) -> tuple[FeedbackCluster, FeedbackTopic]:
    """Find a cluster and lock it; who may act on it goes by the department in charge of its topic."""
    row = await FeedbackCluster.filter(id=cluster_id).select_for_update().get_or_none()
    topic = await FeedbackTopic.get_or_none(id=link(row, "topic_id")) if row else None
    place = link(topic, "department_id") if topic else ""
    allow(ctx, Place(None, place or None), verb)
    if row is None or topic is None:
        raise not_found()
    return row, topic


async def owner_of(ctx: Context, code: str | None) -> str:
    if not code:
        if ctx.principal.employee_id is None:
            raise wrong("ownerCode", "请填写负责人工号。", "Name the owner by number.")
        return ctx.principal.employee_id
    return (await find_target(ctx, None, code.strip())).person.id


async def begin_script(ctx: Context, row: FeedbackCluster, topic: FeedbackTopic) -> str:
    """Begin the draft of the script that is wanted, and return its id."""
    number = await Script.all().count() + 1
    made = await Script.create(
        **stamp(ctx), code=f"S{number:04d}-{row.id[-4:]}".upper(), title=row.suggestion[:80],
        title_en=row.suggestion_en[:80], product=row.product, topic_id=topic.id,
        department_id=link(topic, "department_id") or None,
        body="", body_en="",
    )  # fmt: skip
    return made.id


def require_state(row: FeedbackCluster, *states: ClusterState) -> None:
    if row.state not in states:
        raise InvalidState(
            "这项措施的状态已变，请刷新后重试。",
            "This measure is in another state by now; reload and try again.",
        )


async def note(
    ctx: Context, action: str, kind: str, row_id: str, changes: Mapping[str, tuple[object, object]]
) -> None:
    await audit.record(ctx, f"feedback.{action}", subject_type=kind, subject_id=row_id, changes=dict(changes))
