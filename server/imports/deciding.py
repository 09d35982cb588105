"""Which of a row's changes are made, where other sources or people here say otherwise."""

from __future__ import annotations

from server.imports.people import Change, Kept, Plan
from server.imports.said import Choice, Said, Sayings, choose
from server.kernel.clock import spell_instant

NO_NEWS = Kept(
    "",
    "本系统的值后来改过，来源仍是原来的说法，未覆盖。",
    "It was changed here since, and the source says what it said before; it is left as it is.",
)
NOT_ALLOWED = Kept(
    "",
    "您无权修改已有员工的此项，未覆盖。",
    "You may not change this of people known already; it is left.",
    is_conflict=False,
)
NOTHING: frozenset[str] = frozenset()
NAMES = {"type": "employment_type"}
"""Columns that a file calls otherwise."""


def decide(plan: Plan, sayings: Sayings, frozen: frozenset[str] = NOTHING) -> None:
    """Take out of the plan what another source, or a person, has the say about; what remains empty is unchanged.

    `frozen` are fields which the caller may not change.
    """
    for change in plan.changes:
        for name in frozen & set(differing(change)):
            change.kept[name] = NOT_ALLOWED
            drop(change, name)
        if not change.comes_back:
            decide_one(plan, sayings, change)
    done = [change for change in plan.changes if change]
    plan.unchanged += len(plan.changes) - len(done)
    plan.kept |= {change.person.id: change.kept for change in plan.changes if change.kept}
    plan.changes = done


def decide_one(plan: Plan, sayings: Sayings, change: Change) -> None:
    told = plan.told[change.person.id].said
    words = sayings.of(change.person.id)
    for name in differing(change):
        if name not in told:
            continue
        value, shown = told[name]
        known = words.get(name, [])
        if any(each.source == sayings.source and each.value == value for each in known):
            change.kept[name] = NO_NEWS
            drop(change, name)
            continue
        others = [each for each in known if each.source != sayings.source]
        mine = Said(sayings.source or "", value, shown, spell_instant(sayings.ctx.now))
        if all(each.value == value for each in others):
            continue
        choice = choose(name, [*others, mine], sayings.ranks, sayings.decisions.get((change.person.id, name)))
        change.kept[name] = explained(sayings, choice, mine)
        if choice.said.source != mine.source:
            drop(change, name)


def explained(sayings: Sayings, choice: Choice, mine: Said) -> Kept:
    title = sayings.titles.get(choice.said.source, "")
    if choice.said.source == mine.source:
        zh, en = (
            "与其他来源不一致，将采用本文件的值。",
            "Other sources say otherwise; the value of this file is taken.",
        )
    else:
        zh = f"“{title}”另有说法并且优先，未覆盖。"
        en = f"'{title}' says otherwise and comes first; it is left as it is."
    return Kept(choice.said.source, zh, en)


def differing(change: Change) -> list[str]:
    """Name the fields a change bears on, as files call them."""
    posts = [name.removesuffix("_id") for name in change.post]
    stays = [NAMES.get(name, name) for name in change.stay]
    pay = ["base_salary"] if change.pay is not None else []
    return [*change.columns, *posts, *stays, *pay, *change.own]


def drop(change: Change, name: str) -> None:
    """Leave one field as it is."""
    change.columns.pop(name, None)
    change.own.pop(name, None)
    change.post.pop(f"{name}_id", None)
    column = next((ours for ours, theirs in NAMES.items() if theirs == name), name)
    change.stay.pop(column, None)
    if name == "base_salary":
        change.pay = None
