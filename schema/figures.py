"""How fields on figures are declared: each shows a part of a plain value, texts in the language asked for."""

from __future__ import annotations

from collections.abc import Callable
from operator import attrgetter
from typing import Annotated, Any, Protocol

import strawberry

from schema.call import call
from server.kernel.labels import label
from server.metrics import words
from server.metrics.models import Schedule

LANGUAGES = ("zh", "en")
Lang = Annotated[
    str | None,
    strawberry.argument(description=label("语言 zh 或 en，默认随请求", "zh or en; the request's by default")),
]


class Spoken(Protocol):
    """A text in both languages."""

    def said(self, language: str) -> str: ...


def language_of(info: strawberry.Info, lang: str | None) -> str:
    """Return the language asked for, else that of the request."""
    return lang if lang in LANGUAGES else call(info).ctx.language


def part(path: str, zh: str, en: str) -> Any:  # stands where dataclasses expect the field's own type
    """Declare a field that shows an attribute of what the type is made of (its `of`)."""
    get = attrgetter(path)

    def resolve(root: Any) -> Any:  # an instance of the type
        return get(root.of)

    return strawberry.field(resolver=resolve, description=label(zh, en))


def renamed(name: str, path: str, zh: str, en: str) -> Any:  # as above
    """Declare such a field under a name that Python keeps for itself."""
    get = attrgetter(path)

    def resolve(root: Any) -> Any:  # as above
        return get(root.of)

    return strawberry.field(name=name, resolver=resolve, description=label(zh, en))


def worked(zh: str, en: str, give: Callable[[Any], Any]) -> Any:  # as above
    """Declare a field that is worked out from the object itself."""

    def resolve(root: Any) -> Any:  # as above
        return give(root)

    return strawberry.field(resolver=resolve, description=label(zh, en))


def told(zh: str, en: str, give: Callable[[Any], Spoken | None]) -> Any:  # as above
    """Declare a text that is known in both languages."""

    def resolve(root: Any, info: strawberry.Info, lang: Lang = None) -> Any:  # as above
        found = give(root)
        return None if found is None else found.said(language_of(info, lang))

    return strawberry.field(resolver=resolve, description=label(zh, en))


def spelled(zh: str, en: str, give: Callable[[Any, str], str | None]) -> Any:  # as above
    """Declare a text that is put together in the language asked for."""

    def resolve(root: Any, info: strawberry.Info, lang: Lang = None) -> Any:  # as above
        return give(root, language_of(info, lang))

    return strawberry.field(resolver=resolve, description=label(zh, en))


WORDS = {
    words.Grain: ("时间粒度", "Grain of time"),
    words.OrgView: ("组织口径：发生时或现在", "Departments as they were or as they are"),
    words.VersionRule: ("以哪一版口径作答", "Which version of a definition answers"),
    words.Compare: ("对比", "Comparison"),
    words.CellStatus: ("数值状态，为空时的原因", "Whether a cell has a value, or why not"),
    words.MetricStatus: ("口径状态", "Status of a definition"),
    words.Direction: ("向好方向", "Which way is better"),
    words.Side: ("签署方", "Side that signs"),
    words.Decision: ("签署决定", "Decision of a side"),
    words.TargetState: ("目标达成", "Whether a target is met"),
    words.ConflictKind: ("冲突类别", "Kind of conflict"),
    Schedule: ("报表周期", "How often a report is made"),
}
for _words, _labels in WORDS.items():
    strawberry.enum(_words, description=label(*_labels))
