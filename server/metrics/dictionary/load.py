"""Reads the dictionary from the domains' files, and makes the company's own metrics, with every problem named."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

from server.metrics.definitions import (
    Dictionary,
    Dimension,
    EdgeRule,
    Family,
    Label,
    Measure,
    Metric,
    Source,
    Unit,
)
from server.metrics.dictionary.entry import DefinitionProblem, DictionaryError, Entry, Reading
from server.metrics.dictionary.lint import owed
from server.metrics.dictionary.metric import read_formula, read_metric
from server.metrics.dictionary.overlay import rehashed, with_metrics
from server.metrics.dictionary.plain import BadYaml, read_plain
from server.metrics.dictionary.sources import read_measure, read_source
from server.metrics.lang.canon import canonical_hash
from server.metrics.lang.check import check
from server.metrics.lang.parse import parse
from server.metrics.lang.problems import FormulaError
from server.metrics.words import Sensitivity

__all__ = [
    "DefinitionProblem",
    "DictionaryError",
    "load_builtin",
    "make_metric",
    "read",
    "rehashed",
    "with_metrics",
]

SERVER = Path(__file__).parents[2]
SHARED = ("units", "dimensions", "edge_rules", "families", "core12", "conventions", "class_sensitivity")
OF_DOMAIN = ("sources", "measures", "metrics")
DIMENSION_TYPES = ("hierarchy", "category", "ordered", "person")
EMPTY = Dictionary({}, {}, {}, {}, {}, {}, {})


@cache
def load_builtin() -> Dictionary:
    """Read the product's own dictionary, once per process."""
    return read((SERVER / "metrics/dictionary.yaml", *sorted(SERVER.glob("*/metrics.yaml"))))


def read(files: Iterable[Path]) -> Dictionary:
    """Read a dictionary from files, in any order; raises DictionaryError naming every problem with file and line."""
    gathered = Gathered()
    for file in files:
        gathered.add(file)
    gathered.stop_if_wrong()
    shared = gathered.shared()
    gathered.stop_if_wrong()
    with_measures = gathered.measured(shared)
    gathered.stop_if_wrong()
    dictionary = gathered.with_metrics(with_measures)
    gathered.stop_if_wrong()
    return rehashed(dictionary)


@dataclass
class Gathered:
    """The entries of all files, by section, and the readings that hold their problems."""

    readings: list[Reading] = field(default_factory=list)
    tops: list[Entry] = field(default_factory=list)

    def add(self, file: Path) -> None:
        name = file.as_posix()
        if file.is_relative_to(SERVER):
            name = file.relative_to(SERVER.parent).as_posix()
        reading = Reading(name)
        self.readings.append(reading)
        try:
            value, reading.lines = read_plain(file.read_text(encoding="utf-8"))
        except BadYaml as error:
            message = Label(f"不是有效的 YAML:{error.why}", f"This is no YAML: {error.why}")
            reading.problems.append(DefinitionProblem(name, error.line, "", "E_YAML", message))
            return
        top = Entry(value, (), reading)
        top.allow(*SHARED, *OF_DOMAIN)
        self.tops.append(top)

    def stop_if_wrong(self) -> None:
        if problems := [each for reading in self.readings for each in reading.problems]:
            raise DictionaryError(problems)

    def section(self, name: str) -> Iterator[tuple[str, Entry]]:
        """Yield the named entries of a section over all files; a name defined twice is a problem."""
        seen: dict[str, str] = {}
        for top in self.tops:
            for key, entry in top.child(name).children():
                if key in seen:
                    entry.refuse(
                        "E_TWICE",
                        f"“{key}”已在 {seen[key]} 定义",
                        f"'{key}' is already defined in {seen[key]}",
                    )
                else:
                    seen[key] = entry.reading.file
                    yield key, entry

    def shared(self) -> Dictionary:
        """Read what all domains share."""
        words = tuple(Sensitivity)
        return replace(
            EMPTY,
            units={key: unit_of(key, entry) for key, entry in self.section("units")},
            dimensions={key: dimension_of(key, entry) for key, entry in self.section("dimensions")},
            edge_rules={key: EdgeRule(key, label_of(entry)) for key, entry in self.section("edge_rules")},
            conventions={key: label_of(entry) for key, entry in self.section("conventions")},
            class_sensitivity={key: entry.choice(words) for key, entry in self.section("class_sensitivity")},
        )

    def measured(self, dictionary: Dictionary) -> Dictionary:
        """Read sources, then the measures over them."""
        sources: dict[str, Source] = {}
        for key, entry in self.section("sources"):
            sources[key] = read_source(key, entry)
            unclassed(sources[key], dictionary, entry)
        measures: dict[str, Measure] = {}
        for key, entry in self.section("measures"):
            measure = read_measure(key, entry, sources, dictionary.units)
            if measure is not None:
                measures[key] = measure
        return replace(dictionary, sources=sources, measures=measures)

    def with_metrics(self, dictionary: Dictionary) -> Dictionary:
        """Read the metrics, once all their formulas are known, and check each against all."""
        parsed = [(entry, read_formula(entry)) for top in self.tops for entry in top.child("metrics").items()]
        self.stop_if_wrong()
        metrics: dict[str, Metric] = {}
        core = {item.text() for top in self.tops for item in top.child("core12").items()}
        entries: dict[str, Entry] = {}
        for entry, tree in parsed:
            metric = replace(read_metric(entry, tree, dictionary), is_core12=False) if tree else None
            if metric is None or metric.key in metrics:
                entry.child("key").refuse("E_TWICE", "指标键重复", "The key is already taken")
                continue
            metrics[metric.key] = replace(metric, is_core12=metric.key in core)
            entries[metric.key] = entry
        families = {key: family_of(key, entry, metrics) for key, entry in self.section("families")}
        for top in self.tops:
            for item in top.child("core12").items():
                item.known(metrics, Label("指标", "metric"), "E_METRIC")
        complete = replace(dictionary, metrics=metrics, families=families)
        for key, metric in metrics.items():
            check_metric(metric, complete, entries[key])
        return complete


def label_of(entry: Entry) -> Label:
    """Read a label that stands under `label`, or is the entry itself."""
    inner = entry.child("label")
    return inner.label() if inner.is_given else entry.label()


def unit_of(key: str, entry: Entry) -> Unit:
    return Unit(key, label_of(entry), entry.child("places").whole())


def dimension_of(key: str, entry: Entry) -> Dimension:
    return Dimension(
        name=key,
        label=label_of(entry),
        type=entry.child("type").choice(DIMENSION_TYPES),  # type: ignore[arg-type] # one of the four it is
        is_protected=entry.child("is_protected").flag(),
        synonyms=entry.child("synonyms").texts(),
    )


def family_of(key: str, entry: Entry, metrics: Mapping[str, Metric]) -> Family:
    entry.allow("members", "default")
    what = Label("指标", "metric")
    members = tuple(item.known(metrics, what, "E_METRIC") for item in entry.child("members").items())
    return Family(key, members, entry.child("default").known(members, Label("成员", "member"), "E_FAMILY"))


def unclassed(source: Source, dictionary: Dictionary, entry: Entry) -> None:
    """Every policy class named must say how closely figures made of it are guarded."""
    columns = entry.child("columns")
    for place, name in (
        (entry, source.data_class),
        *((columns.child(column.name), column.data_class) for column in source.columns.values()),
    ):
        if name and name not in dictionary.class_sensitivity:
            place.refuse(
                "E_CLASS",
                f"class_sensitivity 里没有“{name}”",
                f"class_sensitivity does not list '{name}'",
                key="data_class",
            )


def check_metric(metric: Metric, dictionary: Dictionary, entry: Entry) -> None:
    """Note what is wrong with a metric, now that everything it may refer to is known."""
    entry.child("formula").refuse_formula(check(metric.tree, dictionary, metric.unit, key=metric.key))
    for each in owed(metric, dictionary):
        entry.child(each.key).refuse(each.code, each.message.zh, each.message.en, each.suggestions)
    family = dictionary.families.get(metric.family)
    if metric.family and family is None:
        entry.child("family").refuse("E_FAMILY", "没有这个口径族", f"There is no family '{metric.family}'")
    elif family is not None and metric.key not in family.members:
        entry.child("family").refuse(
            "E_FAMILY", "口径族未列此指标", f"'{metric.family}' does not list it as a member"
        )
    elif metric.is_default != (family is not None and family.default == metric.key):
        entry.child("default_variant").refuse(
            "E_FAMILY", "与口径族的默认不一致", "The family names another default"
        )


# --- The company's own ---


def make_metric(raw: Mapping[str, object], dictionary: Dictionary) -> Metric:
    """Make a metric of the company's own from what a file would say of it.

    Raises FormulaError for the formula, DictionaryError for anything else. Whether it has a worked example is asked
    when it is submitted.
    """
    reading = Reading()
    entry = Entry(dict(raw), (), reading)
    tree = parse(entry.child("formula").text())
    key = entry.child("key").text("")
    unit = entry.child("unit").text("")
    if problems := check(tree, dictionary, unit if unit in dictionary.units else "", key=key):
        raise FormulaError(*problems)
    metric = replace(read_metric(entry, tree, dictionary), is_builtin=False)
    for each in owed(metric, dictionary):
        entry.child(each.key).refuse(each.code, each.message.zh, each.message.en, each.suggestions)
    if reading.problems:
        raise DictionaryError(dict.fromkeys(reading.problems))
    return replace(metric, hash=canonical_hash(tree, dictionary))
