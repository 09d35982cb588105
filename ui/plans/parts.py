"""A plan's form and the contract: lines as they are typed, and the input they make. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from starlette.datastructures import FormData

HEAD: Final = ("code", "name", "nameEn", "family", "departmentId", "grain", "standard", "note")
TEXTS: Final = (
    "code", "name", "nameEn", "group", "basis", "metric", "scaleLow", "scaleHigh", "scoring", "target", "steps",
    "direction", "floor", "cap", "missing", "priorN",
)  # fmt: skip
FLAG: Final = "isShrunk"
FIGURES: Final = ("METRIC", "TEAM")
"""A component goes by a figure: of the person, or of their department."""
STAGE: Final = "stage."
MOST_LINES: Final = 20
SHARE: Final = 100
Line = dict[str, str]

EMPTY: Final[Mapping[str, str]] = {
    **dict.fromkeys(TEXTS, ""),
    "group": "SERVICE", "basis": "RATING", "scaleLow": "0", "scaleHigh": "100", "scoring": "SHARE",
    "direction": "UP", "floor": "0", "cap": "100", "missing": "RENORMALISE", "priorN": "20", "weight": "",
    FLAG: "",
}  # fmt: skip


# --- From rows to lines ---


def of_plan(plan: Mapping[str, Any]) -> list[Line]:
    return [line_of(part, part["stages"]["nodes"]) for part in plan["components"]["nodes"]]


def head_of(plan: Mapping[str, Any]) -> dict[str, str]:
    head = {name: str(plan.get(name) or "") for name in HEAD if name != "departmentId"}
    return head | {
        "departmentId": (plan["department"] or {}).get("id", ""),
        "standard": trimmed(plan["standard"]),
    }


def of_template(template: Mapping[str, Any] | None) -> tuple[dict[str, str], list[Line]]:
    """Return what the form of a new plan begins with: a template's, else two empty lines."""
    head = dict.fromkeys(HEAD, "") | {"grain": "QUARTER", "standard": "60"}
    if template is None:
        return head, [{**EMPTY, "code": "C1"}, {**EMPTY, "code": "C2"}]
    head |= {
        "code": template["code"],
        "name": template["name"],
        "family": template["family"] or "",
        "grain": template["grain"],
    }
    return head, [line_of(part, part["stages"]) for part in template["components"]]


def line_of(part: Mapping[str, Any], stages: Sequence[Mapping[str, Any]]) -> Line:
    """Return a component as it is typed: weights in percent, numbers without needless zeros."""
    line = {name: "" if part[name] is None else str(part[name]) for name in TEXTS}
    line |= {name: trimmed(part[name]) for name in ("scaleLow", "scaleHigh", "floor", "cap")}
    line |= {"weight": trimmed(Decimal(part["weight"]) / SHARE), FLAG: "1" if part[FLAG] else ""}
    return line | {f"{STAGE}{row['stage']}": trimmed(Decimal(row["weight"]) / SHARE) for row in stages}


def trimmed(number: object) -> str:
    return f"{float(str(number)):g}" if number not in (None, "") else ""


# --- From what was sent ---


def sent_lines(form: FormData) -> list[Line]:
    """Return the lines of a form, in their order; one of which nothing was typed is left out."""
    count = str(form.get("count", "0"))
    found = []
    for number in range(min(int(count) if count.isdigit() else 0, MOST_LINES)):
        mark = f"c{number}."
        line = {
            key.removeprefix(mark): str(value).strip() for key, value in form.items() if key.startswith(mark)
        }
        if line:
            found.append({**EMPTY, **line, FLAG: line.get(FLAG, "")})
    return found


def with_line(lines: Sequence[Line], what: str, number: int) -> list[Line]:
    """Return the lines with one added, taken out, or moved up."""
    if what == "add":
        codes = {line["code"] for line in lines}
        code = next(f"C{at}" for at in range(1, 99) if f"C{at}" not in codes)
        return [*lines, {**EMPTY, "code": code}][:MOST_LINES]
    if what == "remove":
        return [line for at, line in enumerate(lines) if at != number]
    moved = list(lines)
    if 0 < number < len(moved):
        moved[number - 1], moved[number] = moved[number], moved[number - 1]
    return moved


def numbered(lines: Sequence[Line]) -> list[tuple[int, Line]]:
    return list(enumerate(lines))


# --- The input they make ---


def given_of(head: Mapping[str, str], lines: Sequence[Line]) -> dict[str, Any]:
    """Return the input of a save; what is no number goes as it is, to be refused at its field."""
    given: dict[str, Any] = {name: value for name, value in head.items() if value}
    given |= {"code": head["code"], "name": head["name"]}
    return given | {"components": [component_of(line) for line in lines]}


def component_of(line: Line) -> dict[str, Any]:
    given: dict[str, Any] = {name: line[name] for name in TEXTS if line[name]}
    given |= {"code": line["code"], "name": line["name"], FLAG: line[FLAG] == "1"}
    if line["basis"] != "METRIC":
        given |= {FLAG: False}
    if line["basis"] not in FIGURES:
        given.pop("metric", None)
    given["priorN"] = int(line["priorN"]) if line["priorN"].isdigit() else 0
    given["weight"] = weight_of(line["weight"])
    stages = {name.removeprefix(STAGE): value for name, value in line.items() if name.startswith(STAGE)}
    given["stages"] = [
        {"stage": stage, "weight": weight_of(value)} for stage, value in stages.items() if value
    ]
    return given


def weight_of(text: str) -> int:
    """Return percent as ten-thousandths; what is no number is more than all there is, and so refused."""
    try:
        return int(Decimal(text or "0") * SHARE)
    except (InvalidOperation, ValueError, OverflowError):
        return -1


def place_of(path: Sequence[str]) -> str:
    """Return the field of the form that an error's path speaks of: `components 2 weight` is `c2.weight`."""
    steps = [step for step in path if step != "input"]
    if len(steps) > 2 and steps[0] == "components":  # noqa: PLR2004 (the list, the place in it, the field)
        return f"c{steps[1]}.{steps[2]}"
    return steps[-1] if steps else ""
