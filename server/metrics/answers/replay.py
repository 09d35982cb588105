"""Replays a receipt: the same definition over the data as it was known then, and what has changed since."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from server.kernel.context import Context
from server.kernel.errors import Denied as Refused
from server.metrics.agreed.registry import Registry
from server.metrics.answers.cells import HIDING
from server.metrics.answers.cells import cell_of as made
from server.metrics.answers.explain import keys_of
from server.metrics.answers.planning import prepare
from server.metrics.answers.receipts import (
    HASH_LETTERS,
    ReceiptFacts,
    read_receipt,
    scope_digest,
    signing_key,
)
from server.metrics.answers.work import Worked, work
from server.metrics.asked import Ask, Cell, Denied, PeriodAsk
from server.metrics.definitions import Dictionary, Label, Metric, Unit
from server.metrics.format import display, display_change, unit_of
from server.metrics.reckoning.question import TOTAL, Question
from server.metrics.words import VersionRule

THEN, DATA, NOW = "then", "data", "now"


@dataclass(frozen=True)
class Replay:
    """`then` is the figure worked out again, `now` today's; their difference is split into data and definition."""

    is_same: bool
    receipt: ReceiptFacts
    then: Decimal | None
    now: Decimal | None
    by_data: Decimal | None
    by_definition: Decimal | None
    sentence: Label


async def replay(ctx: Context, registry: Registry, text: str) -> Replay:
    """Work a receipt's figure out again, for whoever asks and within what they may see.

    Raises InvalidInput for what is no receipt of this house, Denied where the caller may not see the figure.
    """
    facts = read_receipt(signing_key(ctx.store.secrets), text)
    governed = await registry.governed(ctx)
    questions = {}
    for name, ask in asks_of(facts).items():
        prepared = prepare(ctx, governed, ask)
        if isinstance(prepared, Denied):
            raise Refused(prepared.message.zh, prepared.message.en, rule=prepared.rule)
        if isinstance(prepared, Question):
            questions[name] = as_then(prepared, facts) if name == THEN else prepared
    worked = dict(zip(questions, await work(ctx, list(questions.values())), strict=True))
    cells = {name: cell_for(ctx, each, facts) for name, each in worked.items()}
    metric = definition(governed.dictionary, facts)
    return compared(
        facts, cells, metric, unit_for(governed.dictionary, metric), policy_changes(ctx, facts, questions)
    )


def asks_of(facts: ReceiptFacts) -> dict[str, Ask]:
    then = Ask(
        facts.metric,
        PeriodAsk(named=(facts.period,)),
        grain=facts.grain,
        by=tuple(each.partition("=")[0] for each in facts.group),
        where=facts.where,
        org_view=facts.org_view,
        version=facts.version,
        as_known_at=facts.watermark,
        is_replay=True,
    )
    data = replace(then, as_known_at=None, is_replay=False)
    return {THEN: then, DATA: data, NOW: replace(data, version=VersionRule.AS_OF_PERIOD)}


def as_then(question: Question, facts: ReceiptFacts) -> Question:
    """Let cohorts ripen as far as they had on the receipt's day."""
    return replace(question, frame=replace(question.frame, as_of=facts.as_of))


def cell_for(ctx: Context, worked: Worked, facts: ReceiptFacts) -> Cell | None:
    keys = tuple(each.partition("=")[2] for each in facts.group)
    group = next((each for each in (TOTAL, *worked.groups) if keys_of(worked, each) == keys), None)
    if group is None and is_about_one(facts):
        group = TOTAL
    return None if worked.is_too_large or group is None else made(ctx, worked, group)


def is_about_one(facts: ReceiptFacts) -> bool:
    """Whether the receipt asks for its group alone: without any row the group is not listed, and is the total."""
    cut = [each.dimension for each in facts.where if len(each.values) == 1 and not each.negated]
    return len(cut) == 1 and [each.partition("=")[0] for each in facts.group] == cut


def definition(dictionary: Dictionary, facts: ReceiptFacts) -> Metric | None:
    known = dictionary.versions.get(facts.metric, ())
    return next(
        (each for each in known if each.version == facts.version), dictionary.metrics.get(facts.metric)
    )


def unit_for(dictionary: Dictionary, metric: Metric | None) -> Unit:
    return unit_of(dictionary.units, metric.unit if metric else "")


def policy_changes(ctx: Context, facts: ReceiptFacts, questions: Mapping[str, Question]) -> Label | None:
    """Say whether other rights, or another part of the company, stand between the receipt and the one who asks."""
    question = questions.get(THEN)
    if question is not None and scope_digest(question.frame) != facts.scope:
        return Label("您的数据范围与凭证不同。", "Your part of the company is not that of the receipt.")
    if ctx.policy.version != facts.policy_version:
        return Label("权限策略此后有更新。", "The access policy has changed since.")
    return None


def compared(
    facts: ReceiptFacts,
    cells: Mapping[str, Cell | None],
    metric: Metric | None,
    unit: Unit,
    policy: Label | None,
) -> Replay:
    """Put the three figures beside the receipt's."""
    then, data, now = (shown(cells.get(name)) for name in (THEN, DATA, NOW))
    is_hidden = any(cell is not None and cell.status in HIDING for cell in cells.values())
    found = cells.get(THEN)
    is_same = found is not None and then == facts.value and found.status == facts.status
    said = [told(facts, is_same, then, unit, language) for language in ("zh", "en")]
    notes = [
        Label("按您的权限,其中有数字不能显示。", "Some of it is hidden from you.") if is_hidden else None,
        None if is_same or metric is None or metric.hash[:HASH_LETTERS] == facts.hash else UPSTREAM,
        policy,
        since(then, data, now, unit),
    ]
    return Replay(
        is_same,
        replace(facts, formula=metric.formula if metric else ""),
        then,
        now,
        minus(data, then),
        minus(now, data),
        Label(
            "".join([said[0], *(each.zh for each in notes if each)]),
            " ".join([said[1], *(each.en for each in notes if each)]),
        ),
    )


UPSTREAM = Label("该版本所引用的口径此后有改动。", "What this version is made of has been redefined since.")


def shown(cell: Cell | None) -> Decimal | None:
    return cell.value if cell is not None else None


def minus(one: Decimal | None, other: Decimal | None) -> Decimal | None:
    return None if one is None or other is None else one - other


def told(facts: ReceiptFacts, is_same: bool, then: Decimal | None, unit: Unit, language: str) -> str:
    on_it, again = display(facts.value, unit, language), display(then, unit, language)
    if language == "zh":
        return f"凭证为{on_it},按当时所知重算为{again},{'一致' if is_same else '不一致'}。"
    verdict = "the same" if is_same else "not the same"
    return f"The receipt says {on_it}; worked out again as known then it is {again}: {verdict}."


def since(then: Decimal | None, data: Decimal | None, now: Decimal | None, unit: Unit) -> Label | None:
    """Say what today's figure is and what made the difference."""
    by_data, by_definition = minus(data, then), minus(now, data)
    if now is None or by_data is None or by_definition is None:
        return None
    if not by_data and not by_definition:
        return Label("至今没有变化。", "Nothing has changed since.")
    parts = {
        language: (
            display(now, unit, language),
            *(display_change(each, unit, language) for each in (by_data, by_definition)),
        )
        for language in ("zh", "en")
    }
    zh, en = parts["zh"], parts["en"]
    return Label(
        f"现为{zh[0]}:数据变动{zh[1]},口径变动{zh[2]}。",
        f"Now it is {en[0]}: {en[1]} by data, {en[2]} by definition.",
    )
