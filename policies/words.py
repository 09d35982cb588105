"""The fixed words of a policy (relations, acts), a rule, a decision, and the error that lists problems."""

from __future__ import annotations

from dataclasses import dataclass

RELATIONS = ("self", "lead", "team", "org", "group")
ACTS = ("read", "write", "reveal", "aggregate", "export")
EFFECTS = ("allow", "deny")
EVERYONE = "anyone"
"""The role that all others are part of; guards speak of it alone."""
GUARDS = range(100)
"""Priorities that decide first and for all; in files only, a row of the database may not use them."""
OVERRIDES = range(100, 900)
"""Priorities a row of the database may use."""


def covers(act: str, view: str, asked: str) -> bool:
    """Say whether a rule on one act speaks about another: an export shows what a read shows, and who reads
    plainly may also aggregate."""
    if act == "read":
        return asked in ("read", "export") or (asked == "aggregate" and view == "plain")
    return act in (asked, "*")


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with a policy, said with the place where it stands."""

    code: str
    where: str
    text: str

    def __str__(self) -> str:
        return f"{self.where}: {self.text} [{self.code}]"


class PolicyError(ValueError):
    """A policy that may not be used, or a question that makes no sense; `problems` names each reason."""

    def __init__(self, text: str, problems: tuple[Problem, ...] = ()) -> None:
        super().__init__("\n".join([text, *map(str, problems)]))
        self.problems = problems


@dataclass(frozen=True, slots=True)
class Rule:
    """One line of a policy: may a role do an act on a field or class in a relation, and how does it show."""

    priority: int
    sub: str
    rel: str
    obj: str
    act: str
    view: str
    eft: str
    note: str
    file: str
    line: int

    @property
    def where(self) -> str:
        """The place to look it up: `rules/people.csv:12`, or `policy_rule:<id>` for a row of the database."""
        return f"{self.file}:{self.line}" if self.line else self.file

    @property
    def is_guard(self) -> bool:
        return self.priority in GUARDS

    @property
    def values(self) -> tuple[str, ...]:
        """The columns as Casbin holds them."""
        return (str(self.priority), self.sub, self.rel, self.obj, self.act, self.view, self.eft, self.note)

    def reason(self, language: str) -> str:
        """Return the note in one language; notes are written `中文 | English`."""
        zh, _, en = self.note.partition(" | ")
        return zh if language == "zh" else en


@dataclass(frozen=True, slots=True)
class Decision:
    """Is it allowed, how does the value show (`plain`, a mask, `k=5`, `null`), and which rule says so."""

    allowed: bool
    view: str
    rule: Rule | None


@dataclass(frozen=True, slots=True)
class RuleRow:
    """A rule the company added in the database; it stands beside the files in the band 100-899."""

    id: str
    priority: int
    sub: str
    rel: str
    obj: str
    act: str
    view: str
    eft: str
    note: str
