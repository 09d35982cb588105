"""The dictionary in force: the files' definitions, the company's own versions, and what was agreed about both."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from server.metrics.agreed.standing import Standing, Version
from server.metrics.definitions import Dictionary, Family, Metric, Target
from server.metrics.dictionary.load import DictionaryError, make_metric, with_metrics
from server.metrics.lang.problems import FormulaError
from server.metrics.words import MetricStatus


@dataclass(frozen=True)
class Governed:
    """The dictionary of a day; `orphans` are versions that no longer can be made, with the reason."""

    dictionary: Dictionary
    standing: Standing
    orphans: Mapping[str, str]


def governed(builtin: Dictionary, standing: Standing, today: date) -> Governed:
    """Lay the company's versions, targets and defaults over the built-in definitions.

    A built-in definition answers before anybody agreed to it; a version of the company's own only once published.
    """
    dictionary = with_metrics(
        replace(
            builtin,
            metrics={key: placed(each, standing) for key, each in builtin.metrics.items()},
            versions={},
        ),
        (),
        today,
    )
    waiting = [each for rows in standing.versions.values() for each in rows if not each.is_builtin]
    orphans: dict[str, str] = {}
    while waiting:
        left = []
        for row in waiting:
            try:
                dictionary = with_metrics(dictionary, [made(row, dictionary, standing)], today)
            except (DictionaryError, FormulaError) as error:
                orphans[row.id] = str(error)
                left.append(row)
        if len(left) == len(waiting):
            break
        waiting = left
    lost = {row.id: orphans[row.id] for row in waiting}
    return Governed(with_defaults(dictionary, standing), standing, lost)


def placed(metric: Metric, standing: Standing) -> Metric:
    """Put a built-in definition where its row stands."""
    row = standing.version(metric.key, metric.version)
    status = row.status if row else MetricStatus.DRAFT
    return replace(
        metric,
        status=status,
        effective_from=row.effective_from if row else None,
        effective_to=row.effective_to if row else None,
        targets=targets_of(metric.key, standing, metric.targets),
    )


def made(row: Version, dictionary: Dictionary, standing: Standing) -> Metric:
    """Make the metric of one of the company's own rows; raises what the checks find.

    A later version of a built-in definition keeps what people know it by: its place among the core, its other names,
    standards, edge rules and targets, unless it says otherwise.
    """
    metric = make_metric(row.raw(), dictionary)
    first = next((each for each in dictionary.versions.get(row.key, ()) if each.is_builtin), metric)
    return replace(
        metric,
        version=row.number,
        status=row.status,
        is_builtin=False,
        is_core=first.is_core,
        is_core12=first.is_core12,
        synonyms=metric.synonyms or first.synonyms,
        standards=metric.standards or first.standards,
        edge_rules=metric.edge_rules or first.edge_rules,
        notes=metric.notes or first.notes,
        effective_from=row.effective_from,
        effective_to=row.effective_to,
        targets=targets_of(row.key, standing, first.targets),
    )


def targets_of(key: str, standing: Standing, builtin: Iterable[Target]) -> tuple[Target, ...]:
    """Return the company's targets, and those built in which no target of the company replaces."""
    own = [kept.target for kept in standing.targets.get(key, ())]
    replaced = {(target.grain, target.scope) for target in own}
    return (*own, *(each for each in builtin if (each.grain, each.scope) not in replaced))


def with_defaults(dictionary: Dictionary, standing: Standing) -> Dictionary:
    """Let the company's choice of a family's default stand before the files'; only what answers is a member."""
    families = {key: chosen_of(family, dictionary, standing) for key, family in dictionary.families.items()}
    chosen = {key: family.default for key, family in families.items()}

    def marked(metric: Metric) -> Metric:
        return (
            replace(metric, is_default=chosen.get(metric.family) == metric.key) if metric.family else metric
        )

    return replace(
        dictionary,
        families=families,
        metrics={key: marked(metric) for key, metric in dictionary.metrics.items()},
        versions={key: tuple(map(marked, rows)) for key, rows in dictionary.versions.items()},
    )


def chosen_of(family: Family, dictionary: Dictionary, standing: Standing) -> Family:
    members = tuple(key for key in family.members if key in dictionary.metrics)
    wanted = standing.defaults.get(family.key, family.default)
    default = wanted if wanted in members else next(iter(members), family.default)
    return replace(family, members=members, default=default)
