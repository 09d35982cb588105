"""What is told about a definition besides itself: who agreed, how it came to be, what the caller may do with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from server.kernel.context import Context
from server.metrics.agreed.governed import Governed
from server.metrics.agreed.standing import Signed, Version
from server.metrics.definitions import Dictionary, Label, Metric, Source, Target
from server.metrics.dictionary.lineage import lineage
from server.metrics.governance.agreeing import SIDE_VERBS
from server.metrics.governance.drafting import OPEN
from server.metrics.governance.record import may
from server.metrics.governance.targets import BUILT_IN
from server.metrics.governance.trial import BadExample, try_example
from server.metrics.lang.tree import Anchor, Change, MetricUse, Number, Product, Scalar
from server.metrics.lang.walk import LEAVES, measure_of, walk
from server.metrics.words import Decision, MetricStatus, Side

SIDES = {Side.HR: Label("人力", "HR"), Side.BUSINESS: Label("业务", "the business")}


@dataclass(frozen=True)
class Acts:
    """What the caller may do with a version now; pages show their buttons by it."""

    edit: bool = False
    submit: bool = False
    sign_hr: bool = False
    sign_business: bool = False
    publish: bool = False
    retire: bool = False
    set_target: bool = False


@dataclass(frozen=True)
class Owner:
    side: Side
    role: str
    name: Label


@dataclass(frozen=True)
class Word:
    """A signature, and whether it still stands for what the version means."""

    signed: Signed
    is_valid: bool


@dataclass(frozen=True)
class Revision:
    """One version in the history of a figure, with the formula it replaced."""

    version: int
    status: MetricStatus
    at: datetime | None
    by: str
    formula_before: str | None
    formula_after: str
    effective_from: date | None
    effective_to: date | None

    @property
    def summary(self) -> Label:
        if self.formula_before is None:
            return Label("首个版本", "First version")
        if self.formula_before == self.formula_after:
            return Label("公式未变", "The formula is the same")
        return Label("公式变更", "The formula changed")


@dataclass(frozen=True)
class Tried:
    """A worked example of a definition's own, tried out."""

    name: Label
    passed: bool
    message: Label | None


def row_of(metric: Metric, known: Governed) -> Version | None:
    return known.standing.version(metric.key, metric.version)


def words_on(metric: Metric, known: Governed) -> list[Word]:
    """Return every signature on a version, the first one first; only a side's last can stand."""
    row = row_of(metric, known)
    if row is None:
        return []
    last = known.standing.words_on(row)
    return [
        Word(each, last[each.side] is each and each.holds(row, metric.hash))
        for each in known.standing.signatures.get(row.id, ())
    ]


def is_certified(metric: Metric, known: Governed) -> bool:
    """Whether it is in force and both sides agree to what it means now."""
    row = row_of(metric, known)
    return metric.status is MetricStatus.PUBLISHED and known.standing.is_agreed(row, metric.hash)


def certified_note(metric: Metric, known: Governed) -> Label:
    """Say why it is certified or is not."""
    words = words_on(metric, known)
    if is_certified(metric, known):
        last = [each.signed for each in words if each.is_valid]
        return Label(
            "、".join(f"{SIDES[each.side].zh}{each.person}（{each.at.date()}）" for each in last) + " 已签署",
            "Signed by "
            + " and ".join(f"{each.person} for {SIDES[each.side].en} ({each.at.date()})" for each in last),
        )
    lapsed = [each for each in words if not each.is_valid and each.signed.decision is Decision.AGREE]
    if lapsed and any(each.signed.hash != metric.hash for each in lapsed):
        return Label(
            "口径或其上游已变更，签署失效，须重新签署。",
            "It or something upstream has changed; the signatures have lapsed and are needed anew.",
        )
    waiting = [side for side in Side if not any(each.is_valid and each.signed.side is side for each in words)]
    if waiting:
        return Label(
            "待" + "、".join(SIDES[side].zh for side in waiting) + "签署",
            "Waiting for " + " and ".join(SIDES[side].en for side in waiting),
        )
    return Label("双方已签署，尚未发布。", "Signed by both sides, not yet published.")


def owners(ctx: Context) -> list[Owner]:
    """Name the roles that speak for each side."""
    return [
        Owner(side, role, Label(ctx.policy.label(role, "zh"), ctx.policy.label(role, "en")))
        for side, obj in SIDE_VERBS.items()
        for role in ctx.policy.roles()
        if ctx.policy.decide(role, "org", obj, "write").allowed
    ]


def acts(ctx: Context, metric: Metric, known: Governed) -> Acts:
    """Return what the caller may do with this version in the state it is in."""
    row = row_of(metric, known)
    status, who = metric.status, ctx.principal.account_id
    is_author = row is not None and row.author_id == who
    agreed = known.standing.is_agreed(row, metric.hash)
    last = known.standing.words_on(row)
    signable = status in (MetricStatus.IN_REVIEW, MetricStatus.AGREED, MetricStatus.PUBLISHED)

    def may_sign(side: Side) -> bool:
        stands = row is not None and side in last and last[side].holds(row, metric.hash)
        other = any(
            word.account_id == who and row is not None and word.holds(row, metric.hash)
            for each, word in last.items()
            if each is not side
        )
        return signable and not (stands or other or is_author) and may(ctx, SIDE_VERBS[side])

    may_publish = may(ctx, "metric_publish")
    return Acts(
        edit=may(ctx, "metric_draft") and (status not in OPEN or metric.is_builtin or is_author),
        submit=may(ctx, "metric_draft") and status is MetricStatus.DRAFT,
        sign_hr=may_sign(Side.HR),
        sign_business=may_sign(Side.BUSINESS),
        publish=may_publish and status is MetricStatus.AGREED and agreed,
        retire=may_publish and status is MetricStatus.PUBLISHED,
        set_target=may(ctx, "metric_target"),
    )


def history(key: str, known: Governed) -> list[Revision]:
    """List the versions of a figure, the newest first, each with what it replaced."""
    versions = known.dictionary.versions.get(key, ())
    out = []
    for before, metric in zip((None, *versions), versions, strict=False):
        row = row_of(metric, known)
        out.append(
            Revision(
                metric.version,
                metric.status,
                row.updated_at if row else None,
                row.author_name if row and row.author_name else "",
                before.formula if before else None,
                metric.formula,
                metric.effective_from,
                metric.effective_to,
            )
        )
    return out[::-1]


def targets(metric: Metric, known: Governed) -> list[tuple[str, Target]]:
    """Return the targets with what to remove each by; those built in cannot be removed."""
    own = [(kept.id, kept.target) for kept in known.standing.targets.get(metric.key, ())]
    mine = [target for _, target in own]
    rest = [each for each in metric.targets if each not in mine]
    return [*own, *((f"{BUILT_IN}{metric.key}:{place}", each) for place, each in enumerate(rest))]


def examples(ctx: Context, metric: Metric, dictionary: Dictionary) -> list[Tried]:
    """Try the definition's own worked examples out."""
    return [
        tried(metric, dictionary, each, place, ctx.store.settings.zone)
        for place, each in enumerate(metric.examples, 1)
        if "given" in each
    ]


def tried(metric: Metric, dictionary: Dictionary, example: Mapping[str, Any], place: int, zone: str) -> Tried:
    name = Label(f"算例 {place}：{example.get('period')}", f"Example {place}: {example.get('period')}")
    try:
        found = try_example(metric, dictionary, example, zone=zone)
    except BadExample as error:
        return Tried(name, passed=False, message=Label(error.zh, error.en))
    came = found.value if found.value is not None else found.status
    message = Label(f"期望 {found.expected}，得到 {came}", f"expected {found.expected}, came to {came}")
    return Tried(name, found.passed, message)


def additivity(metric: Metric, dictionary: Dictionary) -> str:
    """Say whether values of parts add up: over everything, over groups at one moment only, or not at all."""
    nodes = list(walk(metric.tree))
    used = [measure_of(node).name for node in nodes if isinstance(node, LEAVES)]
    plain = all(dictionary.measures[name].is_additive for name in used)
    mixed = any(
        isinstance(node, MetricUse | Scalar | Change | Number)
        or (isinstance(node, Product) and any(sign == "/" for sign, _ in node.factors))
        for node in nodes
    )
    if mixed or not plain:
        return "none"
    return "groups" if any(isinstance(node, Anchor) for node in nodes) else "all"


async def filled_sources(ctx: Context, dictionary: Dictionary) -> frozenset[str]:
    """Name the sources that hold anything at all; one statement."""
    sources = list(dictionary.sources.values())
    if not sources:
        return frozenset()
    asked = ", ".join(f"exists(select 1 from {each.table} where superseded_at is null)" for each in sources)
    rows = await ctx.store.reads.rows(f"select {asked}")
    return frozenset(source.name for source, found in zip(sources, rows[0], strict=True) if found)


def has_data(metric: Metric, dictionary: Dictionary, filled: frozenset[str]) -> bool:
    """Whether everything the figure is made of has come in."""
    return frozenset(lineage(metric, dictionary).sources) <= filled


def sources_of(dictionary: Dictionary, names: Sequence[str]) -> list[Source]:
    return [dictionary.sources[name] for name in names if name in dictionary.sources]
