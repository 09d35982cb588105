"""The steps of a working life that a form can record: from joining to leaving; a table, one line a step."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Input:
    """One input of a step's form; `kind` is date, text, or the choice it offers."""

    name: str
    text: str
    kind: str = "text"
    must: bool = True


@dataclass(frozen=True)
class Step:
    """A step: its mutation, words, inputs, and the statuses it is open in (the server decides again)."""

    name: str
    mutation: str
    text: str
    icon: str
    inputs: tuple[Input, ...]
    statuses: tuple[str, ...]

    @property
    def is_undoable(self) -> bool:
        """A withdrawn notice is recorded anew, and one who came back leaves again."""
        return self.name not in ("withdraw-notice", "rehire")

    @property
    def document(self) -> str:
        kind = self.mutation[0].upper() + self.mutation[1:]
        return f"mutation Step($input: {kind}Input!) {{ {self.mutation}(input: $input) {{ id version }} }}"


HERE = ("PROBATION", "ACTIVE", "NOTICE")
STEPS = (
    Step(
        "complete-probation", "completeProbation", "Complete probation", "circle-check",
        (Input("confirmedOn", "Confirmed on", "date"),), ("PROBATION",),
    ),
    Step(
        "transfer", "transferEmployee", "Transfer", "arrow-left-right",
        (
            Input("departmentId", "To department", "department"), Input("effectiveOn", "From", "date"),
            Input("positionId", "Position", "position", must=False),
            Input("locationId", "Location", "location", must=False),
            Input("reason", "Reason", must=False),
        ), HERE,
    ),
    Step(
        "promote", "promoteEmployee", "Promote", "chevrons-up",
        (Input("positionId", "New position", "position"), Input("effectiveOn", "From", "date")),
        ("PROBATION", "ACTIVE"),
    ),
    Step(
        "pay", "changePay", "Change pay", "banknote",
        (Input("baseSalary", "Monthly pay"), Input("effectiveOn", "From", "date")), HERE,
    ),
    Step(
        "contract", "changeContract", "Contract or probation", "file-text",
        (
            Input("contract", "Contract", "contract", must=False),
            Input("contractEndsOn", "Contract ends", "date", must=False),
            Input("probationEndsOn", "Probation ends", "date", must=False),
        ), HERE,
    ),
    Step(
        "notice", "giveNotice", "Record notice", "door-open",
        (Input("noticeOn", "Notice given on", "date"),), ("PROBATION", "ACTIVE"),
    ),
    Step("withdraw-notice", "withdrawNotice", "Withdraw notice", "rotate-ccw", (), ("NOTICE",)),
    Step(
        "leave", "recordLeave", "Record leaving", "log-out",
        (
            Input("leftOn", "Last day", "date"), Input("leaveKind", "Kind", "leave_kind"),
            Input("reason", "Reason", must=False),
        ), HERE,
    ),
    Step(
        "rehire", "rehireEmployee", "Rehire", "user-plus",
        (
            Input("rehiredOn", "Hired on", "date"), Input("departmentId", "Department", "department"),
            Input("positionId", "Position", "position", must=False),
        ), ("LEFT",),
    ),
)  # fmt: skip


def open_to(status: str | None) -> list[Step]:
    """Return the steps open in a status; who may not see the status is offered all, and the server decides."""
    return [step for step in STEPS if status is None or status in step.statuses]


def beside(
    step: Step,
    person: Mapping[str, Any],
    values: Mapping[str, str],
    options: Mapping[str, Sequence[tuple[str, str]]],
) -> list[tuple[str, str, str]]:
    """Return what a form says otherwise than the record: the words of the input, the value of each."""
    found = []
    for one in step.inputs:
        name = one.name.removesuffix("Id")
        if name not in person or not (mine := values.get(one.name, "")):
            continue
        now = person[name]
        texts = {key: text.strip("\u3000") for key, text in options.get(one.kind, ())}
        shown = now["name"] if isinstance(now, Mapping) else texts.get(now or "", now or "")
        if (texts.get(mine, mine)) != shown:
            found.append((one.text, texts.get(mine, mine), shown))
    return found


def named(name: str) -> Step | None:
    return next((step for step in STEPS if step.name == name), None)
