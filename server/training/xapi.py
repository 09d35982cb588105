"""Reads xAPI statements of outside players: who did what with which course. It touches nothing.

The subset: an actor with an account, five verbs, a course or a lesson of one as the object, and of the result the
scaled score, success, completion and duration.
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
DURATION = re.compile(
    r"P(?:(?P<weeks>\d+(?:\.\d+)?)W|(?:(?P<days>\d+(?:\.\d+)?)D)?"
    r"(?:T(?=\d)(?:(?P<hours>\d+(?:\.\d+)?)H)?(?:(?P<minutes>\d+(?:\.\d+)?)M)?(?:(?P<seconds>\d+(?:\.\d+)?)S)?)?)"
)
"""ISO 8601 without years and months, which have no fixed length."""
LENGTHS = {"weeks": 604800, "days": 86400, "hours": 3600, "minutes": 60, "seconds": 1}
LONGEST = 1000 * 3600


@dataclass(frozen=True)
class Statement:
    """What a statement says: `lesson` is the place of a lesson in the course, `score` whole points of a hundred.

    `completion` and `success` are what the result says of itself, `seconds` how long it took.
    """

    id: str
    person: str
    verb: Verb
    course: str
    lesson: int | None
    score: int | None
    happened_at: datetime | None
    raw: str
    success: bool | None = None
    completion: bool | None = None
    seconds: int | None = None

    @property
    def is_ending(self) -> bool:
        """Whether it ends what it speaks of: the result's own word goes before the verb. Results end nothing."""
        return self.verb not in RESULTS and (
            self.verb is Verb.COMPLETED if self.completion is None else self.completion
        )


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
    result = given.get("result")
    return Statement(
        id_of(text_at(given, "id")), text_at(given, "actor", "account", "name").strip().upper(), verb,
        found[1].upper(), int(found[2]) if found[2] else None, score_of(result), moment_of(given.get("timestamp")),
        orjson.dumps(given, option=orjson.OPT_SORT_KEYS).decode(), success_of(result, verb),
        flag_of(result, "completion"), seconds_of(result),
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


def flag_of(result: object, name: str) -> bool | None:
    found = result.get(name) if isinstance(result, Mapping) else None
    if found is not None and not isinstance(found, bool):
        raise BadStatement(f"result.{name} 须为 true 或 false。", f"result.{name} is true or false.")
    return found


def success_of(result: object, verb: Verb) -> bool | None:
    """Return whether it succeeded; a verb that says otherwise makes the statement unreadable."""
    found = flag_of(result, "success")
    if found is not None and verb in RESULTS and found is not (verb is Verb.PASSED):
        raise BadStatement(
            f"动作 {verb} 与 result.success 矛盾。",
            f"The verb {verb} and result.success contradict each other.",
        )
    return found


def seconds_of(result: object) -> int | None:
    """Return how long it took in whole seconds, rounded down: PT1H30M is 5400."""
    text = result.get("duration") if isinstance(result, Mapping) else None
    if text is None:
        return None
    parts = DURATION.fullmatch(text) if isinstance(text, str) else None
    given = {name: part for name, part in parts.groupdict().items() if part} if parts else {}
    seconds = int(sum((Decimal(part) * LENGTHS[name] for name, part in given.items()), Decimal(0)))
    if not given or seconds > LONGEST:
        raise BadStatement(
            "result.duration 须为 ISO 8601 时长（如 PT1H30M），不含年月，最长 1000 小时。",
            "result.duration is an ISO 8601 duration such as PT1H30M, without years or months, of 1000 hours at most.",
        )
    return seconds


def moment_of(text: object) -> datetime | None:
    if text is None:
        return None
    try:
        return read_instant(str(text))
    except ValueError as error:
        raise BadStatement(
            "timestamp 须为带时区的时间。", "The timestamp is not a time with an offset."
        ) from error
