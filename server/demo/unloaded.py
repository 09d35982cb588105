"""Worked examples that need no data: which small cells are hidden, and what the language makes of a formula."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from server.demo.outcome import Outcome
from server.metrics.components import Group
from server.metrics.definitions import Dictionary
from server.metrics.guard.suppress import TOTAL, Facts, hide
from server.metrics.lang.canon import canonical_hash
from server.metrics.lang.check import check
from server.metrics.lang.parse import parse
from server.metrics.lang.problems import FormulaError, FormulaProblem
from server.metrics.words import SMALLEST_GROUP, Sensitivity

Example = Mapping[str, Any]  # a document of the file, of mixed types


def suppression(examples: Any) -> Iterator[Outcome]:
    """Yield which cells are hidden; `parents` names the cell that sums up another, `*` being the total."""
    for example in examples:
        cells: dict[Group, Facts] = {(name,): Facts((count,)) for name, count in example["cells"].items()}
        given: dict[Group, Group] = {(name,): (above,) for name, above in example.get("parents", {}).items()}
        parents = dict(given)
        if example.get("total_shown"):
            tops = [cell for cell in cells if cell not in given]
            parents |= dict.fromkeys(tops, TOTAL)
            cells[TOTAL] = Facts((sum(cells[cell].people[0] for cell in tops),))
        smallest = SMALLEST_GROUP[Sensitivity(example["class"])]
        hidden = sorted(cell[0] or "" if cell else "*" for cell in hide(cells, parents, smallest))
        yield Outcome(
            example["id"],
            "suppression",
            "",
            {"hidden": " ".join(sorted(example["expect_hidden"]))},
            {"hidden": " ".join(hidden)},
        )


def language(file: Example, dictionary: Dictionary) -> Iterator[Outcome]:
    examples = file.get("language_examples") or {}
    for relation in ("equal", "different"):
        for number, pair in enumerate(examples.get(relation, ()), start=1):
            same = hashed(pair["a"], dictionary) == hashed(pair["b"], dictionary)
            yield Outcome(
                f"{relation}-{number}",
                "language",
                "",
                {"hashes": relation},
                {"hashes": "equal" if same else "different"},
            )
    for number, wrong in enumerate(examples.get("errors", ()), start=1):
        first = next(iter(problems(str(wrong["formula"]), dictionary)), None)
        wanted = {"code": wrong["code"]} | {
            name: str(wrong[name]) for name in ("pos", "hint") if name in wrong
        }
        given = {"code": first.code if first else "none", "pos": str(first.at) if first else ""}
        if first is not None:
            given["hint"] = (
                wrong.get("hint", "")
                if wrong.get("hint") in first.suggestions
                else " ".join(first.suggestions)
            )
        yield Outcome(f"error-{number}", "language", "", wanted, given)


def hashed(formula: str, dictionary: Dictionary) -> str:
    return canonical_hash(parse(formula), dictionary)


def problems(formula: str, dictionary: Dictionary) -> list[FormulaProblem]:
    try:
        return check(parse(formula), dictionary)
    except FormulaError as error:
        return list(error.problems)
