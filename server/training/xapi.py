"""Reads xAPI statements of outside players: who did what with which course. It touches nothing.

The subset: an actor with an account, five verbs, a course or a lesson of one as the object, and a scaled score.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any
from uuid import UUID

import orjson

from server.kernel.clock import read_instant

VERSION = "1.0.3"
OBJECT = re.compile(r"[a-z][a-z0-9+.-]*:\S*?/courses/([A-Za-z0-9_-]{2,32})(?:/lessons/(\d{1,3}))?/?")
VERBS = "http://adlnet.gov/expapi/verbs/"


class Verb(StrEnum):
    INITIALIZED = "initialized"
    EXPERIENCED = "experienced"
    COMPLETED = "completed"
    PASSED = "passed"
    FAILED = "failed"


RESULTS = (Verb.PASSED, Verb.FAILED)


@dataclass(frozen=True)
class Statement:
    """What a statement says: `lesson` is the place of a lesson in the course, `score` whole points of a hundred."""

    id: str
    person: str
    verb: Verb
    course: str
    lesson: int | None
    score: int | None
    happened_at: datetime | None
    raw: str


class BadStatement(Exception):
    """A statement that cannot be read; says why in both languages."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.zh, self.en = zh, en


def read_statement(given: object) -> Statement:
    """Read one statement; BadStatement names the first thing that is wrong."""
    if not isinstance(given, Mapping):
        raise BadStatement("语句须为 JSON 对象。", "A statement is a JSON object.")
    verb = verb_of(text_at(given, "verb", "id"))
    found = OBJECT.fullmatch(text_at(given, "object", "id"))
    if found is None:
        raise BadStatement(
            "object.id 须形如 https://…/courses/编码 或 …/courses/编码/lessons/序号。",
            "object.id reads https://…/courses/CODE or …/courses/CODE/lessons/PLACE.",
        )
    return Statement(
        id_of(text_at(given, "id")), text_at(given, "actor", "account", "name").strip().upper(), verb,
        found[1].upper(), int(found[2]) if found[2] else None, score_of(given.get("result")),
        moment_of(given.get("timestamp")), orjson.dumps(given, option=orjson.OPT_SORT_KEYS).decode(),
    )  # fmt: skip


def text_at(given: Mapping[str, Any], *path: str) -> str:
    found: object = given
    for step in path:
        found = found.get(step) if isinstance(found, Mapping) else None
    if not isinstance(found, str) or not found.strip():
        name = ".".join(path)
        raise BadStatement(f"缺少 {name}。", f"{name} is missing.")
    return found


def id_of(text: str) -> str:
    try:
        return str(UUID(text))
    except ValueError as error:
        raise BadStatement("id 须为 UUID。", "The id is not a UUID.") from error


def verb_of(text: str) -> Verb:
    try:
        return Verb(text.removeprefix(VERBS))
    except ValueError as error:
        raise BadStatement(
            f"不支持动作 {text[:80]}。", f"The verb {text[:80]} is not one of: {', '.join(Verb)}."
        ) from error


def score_of(result: object) -> int | None:
    """Return the scaled score in whole points, rounded down: 0.599 does not become 60."""
    score = result.get("score") if isinstance(result, Mapping) else None
    scaled = score.get("scaled") if isinstance(score, Mapping) else None
    if scaled is None:
        return None
    try:
        found = Decimal(str(scaled)) if isinstance(scaled, int | float | str) else Decimal("NaN")
    except InvalidOperation:
        found = Decimal("NaN")
    if not found.is_finite() or not -1 <= found <= 1:
        raise BadStatement("result.score.scaled 须在 -1 到 1 之间。", "result.score.scaled is -1 to 1.")
    return max(0, int(found * 100))


def moment_of(text: object) -> datetime | None:
    if text is None:
        return None
    try:
        return read_instant(str(text))
    except ValueError as error:
        raise BadStatement(
            "timestamp 须为带时区的时间。", "The timestamp is not a time with an offset."
        ) from error
