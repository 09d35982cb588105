"""What weighs how much, as pictures: a bar of one plan, areas over its stages, and what differs between revisions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

FULL: Final = 10000
USUAL: Final = ("EARLY", "MID", "LATE")
LOOKED_AT: Final = ("name", "weight", "basis", "metric", "target", "missing", "cap")
Part = Mapping[str, Any]


def percent(weight: int) -> float:
    return weight / 100


def bar(parts: Sequence[Part]) -> list[dict[str, Any]]:
    """Return the pieces of a bar of 100: where each component begins, and how wide it is."""
    pieces, at = [], 0.0
    for number, part in enumerate(parts):
        width = percent(part["weight"])
        pieces.append({"part": part, "x": at, "width": width, "tone": number % 6 + 1})
        at += width
    return pieces


def weights_of(part: Part) -> dict[str, int]:
    return {row["stage"]: int(row["weight"]) for row in part["stages"]["nodes"]}


def stages_of(parts: Sequence[Part]) -> list[str]:
    """Return the stages with weights of their own, the usual ones in their order."""
    found = dict.fromkeys(stage for part in parts for stage in weights_of(part))
    return sorted(found, key=lambda stage: (USUAL.index(stage) if stage in USUAL else len(USUAL), stage))


def stage_picture(parts: Sequence[Part], line: Sequence[Part], today: date) -> dict[str, Any] | None:
    """Return the stacked areas of the weights over the stages; None for a plan that has none of its own.

    Where the stages are dated they are as wide as they are long, else all alike.
    """
    stages = stages_of(parts)
    if not stages:
        return None
    spans = dated(stages, line, today) or [(stage, 100 / len(stages), "") for stage in stages]
    areas, at = [], 0.0
    columns = []
    for stage, width, since in spans:
        columns.append({"stage": stage, "x": at, "width": width, "since": since})
        at += width
    for number, part in enumerate(parts):
        shapes = [area(parts, number, column) for column in columns]
        areas.append({"part": part, "tone": number % 6 + 1, "shapes": shapes})
    now = next((c for c in columns if c["since"] == "now"), None)
    return {"areas": areas, "columns": columns, "stages": stages, "now": now}


def area(parts: Sequence[Part], number: int, column: Mapping[str, Any]) -> dict[str, float]:
    """Return the box of one component in one stage, stacked on those before it."""
    weights = [weights_of(part).get(column["stage"], int(part["weight"])) for part in parts]
    return {
        "x": column["x"],
        "width": column["width"],
        "y": percent(sum(weights[:number])),
        "height": percent(weights[number]),
        "weight": weights[number],
    }


def dated(stages: Sequence[str], line: Sequence[Part], today: date) -> list[tuple[str, float, str]]:
    """Return the stages as they were and are dated, in percent of the time they span; none if they are not."""
    rows = [row for row in line if row["code"] in stages]
    if not rows:
        return []
    starts = [date.fromisoformat(str(row["validFrom"])) for row in rows]
    ends = [date.fromisoformat(str(row["validTo"])) if row["validTo"] else None for row in rows]
    last = max([today, *(end for end in ends if end), starts[-1]]).toordinal() + 90
    days = [
        (end.toordinal() if end else last) - start.toordinal()
        for start, end in zip(starts, ends, strict=True)
    ]
    total = sum(days) or 1
    return [
        (row["code"], 100 * length / total, str(row["validFrom"]))
        for row, length in zip(rows, days, strict=True)
    ]


def differences(before: Sequence[Part], after: Sequence[Part]) -> list[dict[str, Any]]:
    """Return what a revision changed: components that came and went, and what is else in the others."""
    old, new = ({part["code"]: part for part in parts} for parts in (before, after))
    found: list[dict[str, Any]] = []
    for code in dict.fromkeys([*old, *new]):
        one, other = old.get(code), new.get(code)
        if one is None or other is None:
            found.append({"kind": "gone" if other is None else "new", "part": one or other, "changes": []})
            continue
        changes = [(name, one[name], other[name]) for name in LOOKED_AT if one[name] != other[name]]
        stages = {*weights_of(one), *weights_of(other)}
        changes += [
            (stage, weights_of(one).get(stage), weights_of(other).get(stage))
            for stage in sorted(stages)
            if weights_of(one).get(stage) != weights_of(other).get(stage)
        ]
        if changes:
            found.append({"kind": "changed", "part": other, "changes": changes})
    return found
