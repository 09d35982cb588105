"""Makes a metric of its entry: a domain's file, or what somebody in the company has written down."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal

from server.metrics.definitions import Dictionary, Label, Metric, Target
from server.metrics.dictionary.entry import Entry
from server.metrics.dictionary.lineage import lineage_of
from server.metrics.dictionary.lint import STRICTNESS, least_sensitivity, reachable_by
from server.metrics.dictionary.reach import canonical
from server.metrics.lang.nearest import nearest
from server.metrics.lang.parse import parse
from server.metrics.lang.problems import FormulaError
from server.metrics.lang.tree import Expr
from server.metrics.words import Direction, Grain, Sensitivity

KEYS = (
    "key", "name", "definition", "formula", "unit", "direction", "grains", "dimensions", "sensitivity", "domain",
    "family", "default_variant", "core", "synonyms", "standards", "edge_rules", "notes", "targets", "examples",
    "tests", "effective", "owners", "params",
)  # fmt: skip
KEY = re.compile(r"[a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)*")
GRAINS = (
    Grain.MONTH,
    Grain.QUARTER,
    Grain.HALF,
    Grain.YEAR,
    Grain.FISCAL_QUARTER,
    Grain.FISCAL_YEAR,
    Grain.CUSTOM,
)
"""The grains of a metric that names none."""
OPERATORS = ("<", "<=", "=", ">=", ">")
OWN = "custom"
"""The domain of the company's own metrics unless they name another."""


def read_metric(entry: Entry, tree: Expr, dictionary: Dictionary) -> Metric:
    """Make a metric whose formula has been parsed; what it leaves out follows from the formula."""
    entry.allow(*KEYS)
    key = entry.child("key").text()
    if key and not KEY.fullmatch(key):
        entry.child("key").refuse(
            "E_WORD", "键只用小写字母、数字、下划线和点", "A key is of small letters, digits, _ and ."
        )
    name = entry.child("name").label()
    effective = entry.child("effective")
    effective.allow("from", "to")
    return Metric(
        key=key,
        version=1,
        name=name,
        definition=entry.child("definition").label() if entry.child("definition").is_given else name,
        formula=entry.child("formula").text(),
        tree=tree,
        unit=entry.child("unit").known(dictionary.units, Label("单位", "unit"), "E_UNIT"),
        direction=entry.child("direction").choice(tuple(Direction), Direction.NEUTRAL),
        grains=grains_of(entry.child("grains")),
        dimensions=dimensions_of(entry.child("dimensions"), tree, dictionary),
        sensitivity=sensitivity_of(entry.child("sensitivity"), tree, dictionary),
        domain=entry.child("domain").text(OWN),
        family=entry.child("family").text(""),
        is_default=entry.child("default_variant").flag(),
        is_core=entry.child("core").flag(),
        synonyms=entry.child("synonyms").texts(),
        standards=entry.child("standards").texts(),
        edge_rules=edge_rules_of(entry.child("edge_rules"), dictionary),
        notes=entry.child("notes").label() if entry.child("notes").is_given else None,
        targets=tuple(target_of(item) for item in entry.child("targets").items()),
        effective_from=effective.child("from").day(),
        effective_to=effective.child("to").day(),
        examples=examples_of(entry.child("examples")) + examples_of(entry.child("tests")),
    )


def read_formula(entry: Entry) -> Expr | None:
    """Parse the formula of a metric's entry; None, and its problem noted, where it is none."""
    text = entry.child("formula").text()
    try:
        return parse(text) if text else None
    except FormulaError as error:
        entry.child("formula").refuse_formula(error.problems)
        return None


def grains_of(entry: Entry) -> tuple[Grain, ...]:
    if not entry.is_given:
        return GRAINS
    return tuple(dict.fromkeys(item.choice(tuple(Grain)) for item in entry.items()))


def dimensions_of(entry: Entry, tree: Expr, dictionary: Dictionary) -> tuple[str, ...]:
    """Read dimensions in any spelling; who names none gets all there are, but not single people or protected traits."""
    if not entry.is_given:
        known = [dictionary.dimensions[name] for name in reachable_by(tree, dictionary)]
        return tuple(each.name for each in known if each.type != "person" and not each.is_protected)
    found = []
    for item in entry.items():
        asked = item.text()
        name = canonical(asked, dictionary)
        if name is None:
            hints = nearest(asked, dictionary.dimensions)
            item.refuse("E_DIMENSION", f"没有维度“{asked}”", f"There is no dimension '{asked}'", hints)
        else:
            found.append(name)
    return tuple(dict.fromkeys(found))


def sensitivity_of(entry: Entry, tree: Expr, dictionary: Dictionary) -> Sensitivity:
    """Read the sensitivity; who names none gets what the data ask for, and small groups hidden where people count."""
    if entry.is_given:
        return entry.choice(tuple(Sensitivity), Sensitivity.PERSONAL)
    of_people = any(dictionary.sources[name].person for name in lineage_of(tree, dictionary).sources)
    usual = Sensitivity.PEOPLE if of_people else Sensitivity.OPEN
    return max(usual, least_sensitivity(tree, dictionary), key=STRICTNESS.index)


def edge_rules_of(entry: Entry, dictionary: Dictionary) -> tuple[str, ...]:
    what = Label("边界规则", "edge rule")
    return tuple(item.known(dictionary.edge_rules, what, "E_EDGE_RULE") for item in entry.items())


def target_of(entry: Entry) -> Target:
    entry.allow("op", "value", "grain", "near", "applies_to", "scope", "source", "from", "to")
    value = entry.child("value").decimal()
    if value is None:
        entry.child("value").refuse("E_MISSING", "缺少目标值", "The value aimed at is missing")
    return Target(
        op=entry.child("op").choice(OPERATORS),  # type: ignore[arg-type] # one of the five it is
        value=value if value is not None else Decimal(0),
        grain=entry.child("grain").choice(tuple(Grain)),
        near=entry.child("near").decimal(),
        scope=scope_of(entry.child("scope")),
        first=entry.child("from").day(),
        last=entry.child("to").day(),
        applies_to=entry.child("applies_to").text(""),
        source=entry.child("source").text(""),
    )


def scope_of(entry: Entry) -> tuple[str, ...]:
    """Read the groups a target is for, as `dimension=value`."""
    if isinstance(entry.value, Mapping):
        return tuple(f"{key}={child.text()}" for key, child in entry.children())
    return entry.texts()


def examples_of(entry: Entry) -> tuple[Mapping[str, object], ...]:
    """Read worked examples: the name of one kept elsewhere, or rows given and what is expected of them."""
    found: list[Mapping[str, object]] = []
    for item in entry.items():
        if isinstance(item.value, str):
            found.append({"id": item.value})
        elif isinstance(item.value, Mapping):
            found.append(dict(item.value))
        else:
            item.refuse(
                "E_FORM", "应为算例名或 given/expect", "Write the name of an example, or given and expect"
            )
    return tuple(found)
