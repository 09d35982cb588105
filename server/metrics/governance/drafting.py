"""Writing a definition: a new version as a draft, checked as it is saved, and handed in for review."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import orjson

from server.kernel.context import Context
from server.kernel.errors import Conflict, Denied, InvalidInput, InvalidState, not_found
from server.metrics.agreed.registry import Registry
from server.metrics.definitions import Dictionary, Label, Metric
from server.metrics.dictionary.metric import OWN
from server.metrics.governance import checks
from server.metrics.governance.record import allow, invalid, operation, tell
from server.metrics.models import MetricVersion
from server.metrics.words import Direction, Grain, MetricStatus
from server.store.base import change_row, stamp

KEY = re.compile(r"[a-z](?:(?!__)[a-z0-9_.])*[a-z0-9]")
LONGEST_KEY = 80
OPEN = (MetricStatus.DRAFT, MetricStatus.IN_REVIEW, MetricStatus.AGREED)
DOMAIN = OWN
"""The domain of definitions that no domain's file holds."""


@dataclass(frozen=True)
class Draft:
    """What an author writes."""

    key: str
    name: Label
    definition: Label
    formula: str
    unit: str
    direction: Direction = Direction.NEUTRAL
    grains: tuple[Grain, ...] = (Grain.MONTH,)
    dimensions: tuple[str, ...] = ("department",)
    sensitivity: str = "internal"
    family: str = ""
    synonyms: tuple[str, ...] = ()
    notes: Label | None = None
    examples: tuple[Mapping[str, object], ...] = ()

    def raw(self, domain: str) -> dict[str, object]:
        """Return it in the form of a domain's file."""
        raw: dict[str, object] = {
            "key": self.key,
            "name": self.name._asdict(),
            "definition": self.definition._asdict(),
            "formula": self.formula,
            "unit": self.unit,
            "direction": str(self.direction),
            "grains": [str(grain) for grain in self.grains],
            "dimensions": list(self.dimensions),
            "sensitivity": self.sensitivity,
            "domain": domain,
            "synonyms": list(self.synonyms),
            "examples": [dict(each) for each in self.examples],
        }
        if self.family:
            raw["family"] = self.family
        if self.notes:
            raw["notes"] = self.notes._asdict()
        return raw

    def columns(self, metric: Metric, domain: str) -> dict[str, Any]:
        """Return it as columns of the version table."""
        return {
            "name_zh": self.name.zh,
            "name_en": self.name.en,
            "definition_zh": self.definition.zh,
            "definition_en": self.definition.en,
            "notes_zh": self.notes.zh if self.notes else None,
            "notes_en": self.notes.en if self.notes else None,
            "formula": self.formula,
            "hash": metric.hash,
            "unit": self.unit,
            "direction": self.direction,
            "grains": dump([str(grain) for grain in self.grains]),
            "dimensions": dump(list(self.dimensions)),
            "sensitivity": self.sensitivity,
            "domain": domain,
            "family": self.family or None,
            "synonyms": dump(list(self.synonyms)),
            "examples": dump([dict(each) for each in self.examples]),
        }


def dump(value: Sequence[object]) -> str:
    return orjson.dumps(value, default=str).decode()


@operation
async def draft_metric(ctx: Context, registry: Registry, *, draft: Draft, version: int | None = None) -> str:
    """Save a draft: the open version of the key if there is one, else the next; return its row's id.

    An open version goes back to being a draft, and what was signed on it lapses. `version` is the lock of the row
    the author saw.
    """
    allow(ctx, "Mutation.draftMetric")
    clean(draft)
    checks.require_labels(draft.name, draft.definition)
    known = (await registry.governed(ctx)).dictionary
    domain = domain_of(draft.key, known)
    metric = checks.made(draft.raw(domain), known)
    row = (
        await MetricVersion.filter(key=draft.key, status__in=OPEN, is_builtin=False)
        .select_for_update()
        .first()
    )
    columns = draft.columns(metric, domain)
    if row is None:
        return await add(ctx, draft.key, known, columns)
    if row.author_id != ctx.principal.account_id:
        raise Denied(
            f"这一版本由{row.author_name}起草，只有起草人可以修改。",
            f"{row.author_name} drafted this version; only the author may change it.",
        )
    await change_row(
        ctx, MetricVersion, row.id, version=version, status=MetricStatus.DRAFT, submitted_at=None, **columns
    )
    changes = {"formula": (row.formula, draft.formula), "status": (row.status, MetricStatus.DRAFT)}
    await tell(ctx, "draft_metric", "MetricVersion", row.id, named(row.key, row.number) | changes)
    return row.id


async def add(ctx: Context, key: str, known: Dictionary, columns: Mapping[str, Any]) -> str:
    last = await MetricVersion.filter(key=key).order_by("-number").first()
    builtin = known.versions.get(key, ())
    number = max([last.number if last else 0, *(each.version for each in builtin)]) + 1
    who: dict[str, Any] = {"author_id": ctx.principal.account_id, "author_name": ctx.principal.name}
    row = await MetricVersion.create(**stamp(ctx), **who, key=key, number=number, **columns)
    changes = {"formula": (None, columns["formula"]), "status": (None, MetricStatus.DRAFT)}
    await tell(ctx, "draft_metric", "MetricVersion", row.id, named(key, number) | changes)
    return row.id


def clean(draft: Draft) -> None:
    """Refuse a key nobody could type into a formula, and texts longer than their column."""
    if not KEY.fullmatch(draft.key) or len(draft.key) > LONGEST_KEY:
        raise invalid(
            "key",
            "指标键以小写字母开头，只含小写字母、数字、点和单个下划线，最长 80 个字符。",
            "A key begins with a letter and holds lower-case letters, digits, dots and single underscores, up to 80.",
        )
    if not draft.grains:
        raise invalid("grains", "请至少选择一个时间粒度。", "Choose at least one grain.")


def domain_of(key: str, known: Dictionary) -> str:
    """A new version of a built-in definition stays in its domain."""
    found = known.metrics.get(key)
    return found.domain if found else DOMAIN


@operation
async def submit_metric(
    ctx: Context, registry: Registry, *, key: str, number: int, remark: str | None = None
) -> str:
    """Hand a draft in for review. Refuses what means the same as another figure, or is called the same without need.

    A built-in definition may be handed in as it is; it has no author, so that anybody may sign it.
    """
    allow(ctx, "Mutation.submitMetric")
    known = (await registry.governed(ctx)).dictionary
    metric = find_version(known, key, number)
    row = await row_of(ctx, metric)
    if row.status is not MetricStatus.DRAFT:
        raise InvalidState(
            f"只有草稿可以提交，当前状态为 {row.status}。",
            f"Only a draft can be submitted; this version is {row.status}.",
        )
    if not metric.is_builtin:
        checks.require_new(metric, known)
        checks.require_examples(metric, known, zone=ctx.store.settings.zone)
    await enter_review(ctx, row, metric, remark)
    return row.id


async def enter_review(ctx: Context, row: MetricVersion, metric: Metric, remark: str | None = None) -> None:
    """Set the version as it now reads before its reviewers."""
    values: dict[str, Any] = {
        "status": MetricStatus.IN_REVIEW,
        "submitted_at": ctx.now,
        "note": remark,
        "hash": metric.hash,
    }
    await change_row(ctx, MetricVersion, row.id, **values, formula=metric.formula)
    changes = {"status": (row.status, MetricStatus.IN_REVIEW), "hash": (None, metric.hash)}
    await tell(ctx, "submit_metric", "MetricVersion", row.id, named(row.key, row.number) | changes)


def find_version(known: Dictionary, key: str, number: int) -> Metric:
    found = next((each for each in known.versions.get(key, ()) if each.version == number), None)
    if found is None:
        raise not_found()
    return found


async def row_of(ctx: Context, metric: Metric) -> MetricVersion:
    """Return the version's row, locked; that of a built-in definition is made when first needed."""
    found = (
        await MetricVersion.filter(key=metric.key, number=metric.version).select_for_update().get_or_none()
    )
    if found is not None:
        return found
    if not metric.is_builtin:
        raise Conflict(
            "这一版本刚被修改，请刷新后重试。", "This version has just changed; reload and try again."
        )
    draft = Draft(
        metric.key, metric.name, metric.definition, metric.formula, metric.unit, metric.direction, metric.grains,
        metric.dimensions, str(metric.sensitivity), metric.family, metric.synonyms, metric.notes,
    )  # fmt: skip
    columns = draft.columns(metric, metric.domain)
    return await MetricVersion.create(
        **stamp(ctx), **columns, key=metric.key, number=metric.version, is_builtin=True
    )


def named(key: str, number: int) -> dict[str, tuple[object, object]]:
    """Say in an audit entry which version it speaks of."""
    return {"key": (None, key), "number": (None, number)}


def refuse_input(field: str, text: Label) -> InvalidInput:
    return invalid(field, text.zh, text.en)
