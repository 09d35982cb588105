"""The library of cases: role plays and what was learned from customers and retrospectives, told without names."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from server.kernel.context import Context
from server.kernel.errors import not_found
from server.people.operations.access import Place, allow
from server.people.operations.record import operation
from server.store.base import change_row, stamp
from server.training.models import CaseKind, Course, LibraryCase
from server.training.operations.ground import clean, note, wrong

LONGEST_TITLE, LONGEST_TEXT, LONGEST_SOURCE = 128, 8000, 200
PRIVATE = re.compile(r"(?<!\d)1[3-9]\d{9}(?!\d)|(?<!\d)\d{17}[\dXx](?!\d)|[\w.+-]+@[\w-]+\.\w+")
"""A mobile number, an identity number, an e-mail address: a case names nobody."""


@dataclass(frozen=True)
class Told:
    """A case as another domain tells it, to be shared once somebody has read it over."""

    title: str
    situation: str
    kind: CaseKind
    good_answer: str = ""
    bad_answer: str = ""
    feedback_id: str | None = None
    source: str = ""


@operation
async def save_library_case(
    ctx: Context,
    *,
    title: str,
    situation: str,
    id: str | None = None,  # noqa: A002 (the contract's word)
    kind: CaseKind = CaseKind.ROLE_PLAY,
    good_answer: str = "",
    bad_answer: str = "",
    course_code: str = "",
    feedback_id: str | None = None,
    source: str = "",
    is_shared: bool = True,
    version: int | None = None,
) -> str:
    """Write a case; it may belong to a course and come from a customer's feedback."""
    allow(ctx, Place(), "saveLibraryCase")
    told = Told(title, situation, kind, good_answer, bad_answer, feedback_id, source)
    values: dict[str, Any] = {
        **checked(told),
        "course_id": await course_of(course_code),
        "is_shared": is_shared,
    }
    if id is None:
        me = ctx.principal.employee_id
        row_id = (await LibraryCase.create(**stamp(ctx), added_by_id=me, **values)).id
    elif await LibraryCase.exists(id=id):
        row_id = id
        await change_row(ctx, LibraryCase, id, version=version, **values)
    else:
        raise not_found()
    await note(ctx, "save_case", "LibraryCase", row_id, {"title": (None, values["title"])})
    return row_id


async def add_case(ctx: Context, told: Told) -> str:
    """Keep a case told elsewhere, unshared until somebody has read it over; inside store.write. Return its id."""
    me = ctx.principal.employee_id
    row = await LibraryCase.create(**stamp(ctx), added_by_id=me, is_shared=False, **checked(told))
    await note(ctx, "save_case", "LibraryCase", row.id, {"title": (None, row.title)})
    return row.id


def checked(told: Told) -> dict[str, Any]:
    """Return the columns of a case, of mixed types; InvalidInput where it is too short or names somebody."""
    texts = {
        "title": clean(told.title, "title", LONGEST_TITLE, 2),
        "situation": clean(told.situation, "situation", LONGEST_TEXT, 4),
        "good_answer": clean(told.good_answer, "goodAnswer", LONGEST_TEXT),
        "bad_answer": clean(told.bad_answer, "badAnswer", LONGEST_TEXT),
        "source": clean(told.source, "source", LONGEST_SOURCE),
    }
    for field, text in texts.items():
        if PRIVATE.search(text):
            first, *rest = field.split("_")
            raise wrong(
                first + "".join(part.title() for part in rest), "案例里不能有电话、证件号或邮箱，请先去掉。",
                "A case has no phone, identity number or e-mail address; take it out first.",
            )  # fmt: skip
    return {**texts, "kind": told.kind, "feedback_id": told.feedback_id}


async def course_of(code: str) -> str | None:
    key = code.strip().upper()
    if not key:
        return None
    found = await Course.get_or_none(code=key)
    if found is None:
        raise wrong("courseCode", f"没有课程 {key}。", f"There is no course {key}.")
    return found.id
