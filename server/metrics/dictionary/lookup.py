"""Finds a metric by whatever people call it; a name that means several gives them all, never one in silence."""

from __future__ import annotations

from collections.abc import Iterable

from server.metrics.definitions import Dictionary, Metric
from server.metrics.dictionary.names import (
    folded,
    initials,
    is_qualified,
    names_of,
    pinyin,
    stem,
    stems_of,
    unqualified,
)
from server.metrics.lang.nearest import nearest
from server.metrics.words import MetricStatus

SUGGESTED = 5


def find(dictionary: Dictionary, asked: str) -> Metric | tuple[Metric, ...] | None:
    """Return the metric of a key or full name; all variants where the name means several; None if nobody uses it.

    A synonym, or a name without its qualifier (离职率), stands for its whole family. Which variant a family has as
    its default is not for this function.
    """
    key = asked.strip()
    if key in dictionary.metrics:
        return dictionary.metrics[key]
    if key in dictionary.families:
        return settled(members(dictionary, dictionary.families[key].members))
    named = [metric for metric in living(dictionary) if folded(key) in map(folded, metric.name)]
    if len(named) == 1 and is_qualified(key):
        return named[0]
    claims = claimed(dictionary, key)
    if not claims:
        return None
    if len(claims) == 1 and claims == named:
        return named[0]
    return settled(with_families(dictionary, claims))


def living(dictionary: Dictionary) -> list[Metric]:
    """Return the metrics a name may mean; a retired one answers to its key only."""
    return [metric for metric in dictionary.metrics.values() if metric.status is not MetricStatus.RETIRED]


def claimed(dictionary: Dictionary, asked: str) -> list[Metric]:
    """Return the metrics that go by a name: spelled so, or about the same thing, or typed so in pinyin."""
    exact, about = folded(asked), stem(asked)
    if not exact:
        return []
    everybody = living(dictionary)
    spelled = [metric for metric in everybody if exact in map(folded, names_of(metric))]
    alike = [metric for metric in everybody if about in stems_of(metric)]
    typed = exact.replace(" ", "").replace("ü", "v")
    return merged(spelled, alike) or [metric for metric in everybody if typed in sounds(metric)]


def sounds(metric: Metric) -> frozenset[str]:
    """Return how a metric's names, and what they are about, are typed in pinyin."""
    names = names_of(metric)
    return frozenset(typed for name in names for typed in (pinyin(name), pinyin(unqualified(name))) if typed)


def merged(*groups: Iterable[Metric]) -> list[Metric]:
    return list({metric.key: metric for group in groups for metric in group}.values())


def members(dictionary: Dictionary, keys: Iterable[str]) -> list[Metric]:
    found = (dictionary.metrics.get(key) for key in keys)
    return [metric for metric in found if metric and metric.status is not MetricStatus.RETIRED]


def with_families(dictionary: Dictionary, claims: Iterable[Metric]) -> list[Metric]:
    """Return the metrics with the whole families they belong to, families in their own order."""
    out: list[Metric] = []
    for metric in claims:
        family = dictionary.families.get(metric.family)
        out += members(dictionary, family.members) if family else []
        out.append(metric)
    return merged(out)


def settled(found: list[Metric]) -> Metric | tuple[Metric, ...] | None:
    if not found:
        return None
    return found[0] if len(found) == 1 else tuple(found)


def search(dictionary: Dictionary, words: str) -> list[Metric]:
    """Return the metrics that hold every one of the words, the best match first; all of them for no words.

    A word is looked for in key, names, synonyms, pinyin, initials, and last in the definitions.
    """
    asked = folded(words).split()
    ranked = []
    for place, metric in enumerate(dictionary.metrics.values()):
        ranks = [rank(metric, word) for word in asked]
        known = [each for each in ranks if each is not None]
        if len(known) == len(ranks):
            ranked.append((sum(known), not metric.is_core, place, metric))
    return [metric for *_, metric in sorted(ranked, key=lambda each: each[:3])]


def rank(metric: Metric, word: str) -> int | None:
    """Say how well a word fits a metric, 0 being best; None if it does not."""
    names = [folded(metric.key), *map(folded, names_of(metric))]
    typed = [each for name in names_of(metric) for each in (pinyin(name), initials(name)) if each]
    texts = [folded(metric.definition.zh), folded(metric.definition.en), metric.family, metric.domain]
    tests = (
        any(word == name for name in names),
        any(name.startswith(word) for name in names),
        any(word in name for name in names),
        any(each.startswith(word) for each in typed),
        any(word in each for each in typed),
        any(word in text for text in texts),
    )
    return next((number for number, passed in enumerate(tests) if passed), None)


def suggest(dictionary: Dictionary, asked: str) -> tuple[str, ...]:
    """Return the keys of up to five metrics that may have been meant."""
    owners: dict[str, list[str]] = {}
    for metric in living(dictionary):
        for name in (metric.key, *names_of(metric), *map(pinyin, names_of(metric))):
            if name:
                owners.setdefault(folded(name), []).append(metric.key)
    close = [key for name in nearest(folded(asked), owners) for key in owners[name]]
    holding = [metric.key for metric in search(dictionary, asked)] if asked.strip() else []
    return tuple(dict.fromkeys((*close, *holding)))[:SUGGESTED]
