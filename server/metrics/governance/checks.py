"""What a definition must pass before anybody is asked to sign it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from server.kernel.errors import Conflict, InvalidInput, InvalidState
from server.metrics.definitions import Dictionary, Label, Metric
from server.metrics.dictionary.likeness import duplicates, namesakes
from server.metrics.dictionary.load import DictionaryError, make_metric
from server.metrics.governance.record import invalid
from server.metrics.governance.trial import BadExample, try_example
from server.metrics.lang.problems import FormulaError, FormulaProblem
from server.metrics.words import MetricStatus


class FormulaRefused(InvalidInput):
    """The formula has problems; `extensions.problems` lists each with its place in the text."""

    def __init__(self, problems: Iterable[FormulaProblem]) -> None:
        self.problems = tuple(problems)
        first = self.problems[0].message
        super().__init__(first.zh, first.en, path=("input", "formula"))

    def extensions(self) -> dict[str, object]:
        found = [
            {
                "code": each.code,
                "position": each.at,
                "length": each.length,
                "zh": each.message.zh,
                "en": each.message.en,
                "suggestions": list(each.suggestions),
            }
            for each in self.problems
        ]
        return super().extensions() | {"formulaCode": self.problems[0].code, "problems": found}


def made(raw: Mapping[str, object], known: Dictionary) -> Metric:
    """Make the metric, or say what is wrong with it in the words of the input."""
    try:
        return make_metric(raw, known)
    except FormulaError as error:
        raise FormulaRefused(error.problems) from error
    except DictionaryError as error:
        raise refused(error) from error


FIELDS = {"key", "unit", "direction", "grains", "dimensions", "sensitivity", "family", "synonyms", "examples"}


def refused(error: DictionaryError) -> InvalidInput:
    """Say the first thing wrong beside the formula, at the input it belongs to."""
    first = error.problems[0]
    field = first.key.partition(".")[0]
    path = ("input", field) if field in FIELDS else ("input",)
    hint = f"（{'、'.join(first.suggestions)}）" if first.suggestions else ""
    return InvalidInput(f"{first.message.zh}{hint}", str(first), path=path)


def require_labels(*labels: Label) -> None:
    """Both languages, for the name and for the definition."""
    for field, label in zip(("name", "definition"), labels, strict=True):
        for suffix, text in (("Zh", label.zh), ("En", label.en)):
            if not text.strip():
                raise invalid(f"{field}{suffix}", "中英文都要填写。", "Fill it in, in both languages.")


def require_new(metric: Metric, known: Dictionary) -> None:
    """Refuse a second name for one meaning, and a second meaning for one name outside of its family."""
    if same := [key for key in duplicates(metric, known) if key != metric.key]:
        raise Conflict(
            f"与指标 {'、'.join(same)} 口径完全相同，请直接使用。",
            f"It means exactly the same as {', '.join(same)}; use that.",
            path=("input", "formula"),
        )
    rivals = [key for key in namesakes(metric, known) if key != metric.key]
    outside = [key for key in rivals if not metric.family or known.metrics[key].family != metric.family]
    if outside:
        raise Conflict(
            f"与指标 {'、'.join(outside)} 同名而口径不同，请加入同一口径族并在名称中注明口径。",
            f"{', '.join(outside)} has the same name and another meaning; join its family and qualify the name.",
            path=("input", "family"),
        )


def require_examples(metric: Metric, known: Dictionary, *, zone: str) -> None:
    """Refuse a definition without a worked example of its own, or with one that comes to something else."""
    if not metric.examples:
        raise InvalidState(
            "提交前请至少写一个算例：给出数据和期望值。",
            "Add at least one worked example first: some rows, and what they come to.",
            path=("input", "examples"),
        )
    for number, example in enumerate(metric.examples, 1):
        try:
            found = try_example(metric, known, example, zone=zone)
        except BadExample as error:
            raise InvalidInput(
                f"算例 {number}：{error.zh}", f"Example {number}: {error.en}", path=("input", "examples")
            ) from error
        if not found.passed:
            came = found.value if found.value is not None else found.status
            raise InvalidState(
                f"算例 {number} 期望 {found.expected}，实际为 {came}，请核对公式或算例。",
                f"Example {number} should come to {found.expected} and comes to {came}; check the formula or it.",
                path=("input", "examples"),
            )


def require_successor(key: str, successor: str | None, known: Dictionary) -> None:
    """What replaces a figure is another one that is not itself retired."""
    if successor is None:
        return
    found = known.metrics.get(successor)
    if found is None or successor == key or found.status is MetricStatus.RETIRED:
        raise invalid("successor", "请选择另一个在用的指标。", "Choose another figure that is in use.")
