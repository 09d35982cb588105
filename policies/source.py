"""Reads a folder of policy files, and rows of the database, into one source; notes what cannot be read."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from policies.words import EFFECTS, Problem, Rule, RuleRow

FOLDER = Path(__file__).parent
FIELD_COLUMNS = 2
RULE_COLUMNS = 9  # the letter p and the eight columns of a rule


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a file, its columns stripped of blanks."""

    file: str
    number: int
    columns: tuple[str, ...]

    @property
    def where(self) -> str:
        return f"{self.file}:{self.number}"


@dataclass(frozen=True, slots=True)
class Word:
    """A role, class or relation: its name, what it is part of, its labels, and the band of its rules."""

    name: str
    part_of: str
    zh: str
    en: str
    where: str
    band: int = 0


@dataclass(frozen=True)
class Source:
    """Everything a policy is made of, as written."""

    model: str
    roles: tuple[Word, ...]
    relations: tuple[Word, ...]
    classes: tuple[Word, ...]
    fields: tuple[Line, ...]
    rules: tuple[Rule, ...]
    problems: tuple[Problem, ...] = field(default=(), compare=False)

    @cached_property
    def classified(self) -> dict[str, str]:
        """Each field and its class."""
        return {line.columns[0]: line.columns[1] for line in self.fields}

    @cached_property
    def above(self) -> dict[str, dict[str, str]]:
        """For roles, relations and classes: what each is part of ("" for a top one)."""
        words = {"role": self.roles, "relation": self.relations, "class": self.classes}
        return {kind: {word.name: word.part_of for word in found} for kind, found in words.items()}

    def climb(self, kind: str, name: str) -> list[str]:
        """Return a word and what it is part of, step by step; nothing for an unknown one, a circle is cut."""
        steps: list[str] = []
        while name in self.above[kind] and name not in steps:
            steps.append(name)
            name = self.above[kind][name]
        return steps

    def reach(self, obj: str) -> list[str]:
        """Return a field or class and every class it is part of."""
        field = [obj] if obj in self.classified else []
        return field + self.climb("class", self.classified.get(obj, obj))

    @cached_property
    def members(self) -> tuple[str, ...]:
        """The roles a person can hold: those that no other role is part of."""
        groups = {word.part_of for word in self.roles}
        return tuple(word.name for word in self.roles if word.name not in groups)

    @cached_property
    def version(self) -> str:
        """A fingerprint of all that decides, whatever the order of lines and files."""
        parts = [
            *(f"p {','.join(rule.values)}" for rule in self.rules),
            *(f"f {','.join(line.columns)}" for line in self.fields),
            *(f"r {word.name},{word.part_of}" for word in self.roles),
            *(f"l {word.name},{word.part_of}" for word in self.relations),
            *(f"c {word.name},{word.part_of}" for word in self.classes),
            f"m {self.model}",
        ]
        return hashlib.sha256("\n".join(sorted(parts)).encode()).hexdigest()[:16]


def read_source(folder: Path = FOLDER, overrides: Iterable[RuleRow] = ()) -> Source:
    """Read every file of a policy folder, then the rows of the database."""
    problems: list[Problem] = []
    rules = [rule for line in folder_lines(folder, "rules") if (rule := read_rule(line, problems))]
    return Source(
        model=(folder / "model.conf").read_text(encoding="utf-8"),
        roles=words(folder, "roles.csv", problems, with_band=True),
        relations=words(folder, "relations.csv", problems),
        classes=words(folder, "classes.csv", problems),
        fields=tuple(line for line in folder_lines(folder, "fields") if is_field(line, problems)),
        rules=(*rules, *map(rule_of_row, overrides)),
        problems=tuple(problems),
    )


def folder_lines(folder: Path, name: str) -> Iterator[Line]:
    for path in sorted((folder / name).glob("*.csv")):
        yield from lines(path, f"{name}/{path.name}")


def lines(path: Path, file: str) -> Iterator[Line]:
    """Yield the lines that say something; `#` opens a comment line, and a comma always parts columns."""
    for number, text in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if text.strip() and not text.lstrip().startswith("#"):
            yield Line(file, number, tuple(column.strip() for column in text.split(",")))


def words(folder: Path, file: str, problems: list[Problem], *, with_band: bool = False) -> tuple[Word, ...]:
    """Read a file of words: name, [band,] part of, Chinese label, English label."""
    found = []
    for line in lines(folder / file, file):
        if len(line.columns) != 4 + with_band:
            problems.append(
                Problem("columns", line.where, f"needs {4 + with_band} columns, has {len(line.columns)}")
            )
            continue
        name, *band, part_of, zh, en = line.columns
        if not (name and zh and en):
            problems.append(Problem("blank", line.where, "name and both labels must be filled in"))
        elif band and not band[0].isdecimal():
            problems.append(Problem("band", line.where, f"the band {band[0]!r} is not a number"))
        else:
            found.append(Word(name, part_of, zh, en, line.where, int(band[0]) if band else 0))
    return tuple(found)


def is_field(line: Line, problems: list[Problem]) -> bool:
    """Say whether the line is `Type.field,class`."""
    if len(line.columns) != FIELD_COLUMNS or not all(line.columns) or "." not in line.columns[0]:
        problems.append(Problem("columns", line.where, "a field line is `Type.field,class`"))
        return False
    return True


def read_rule(line: Line, problems: list[Problem]) -> Rule | None:
    """Read `p, priority, role, relation, field or class, act, view, effect, note`."""
    problem = rule_problem(line)
    if problem:
        problems.append(problem)
        return None
    _, priority, sub, rel, obj, act, view, eft, note = line.columns
    return Rule(int(priority), sub, rel, obj, act, view, eft, note, line.file, line.number)


def rule_problem(line: Line) -> Problem | None:
    """Say why a line cannot be a rule; Casbin itself would skip it, or fail at each question later."""
    if line.columns[0] != "p":
        return Problem(
            "line-type", line.where, f"unknown kind of line {line.columns[0]!r}; a rule begins with p"
        )
    if len(line.columns) != RULE_COLUMNS:
        text = f"needs {RULE_COLUMNS} columns, has {len(line.columns)} (a note must not hold a comma)"
        return Problem("columns", line.where, text)
    if not all(line.columns):
        return Problem("blank", line.where, "a blank column would match anything")
    if not line.columns[1].isdecimal():
        return Problem("priority", line.where, f"the priority {line.columns[1]!r} is not a whole number")
    if line.columns[7] not in EFFECTS:
        return Problem("effect", line.where, f"the effect {line.columns[7]!r} is neither allow nor deny")
    return None


def rule_of_row(row: RuleRow) -> Rule:
    """Turn a row of the database into a rule; what is wrong with it is lint's to say."""
    file = f"policy_rule:{row.id}"
    return Rule(row.priority, row.sub, row.rel, row.obj, row.act, row.view, row.eft, row.note, file, 0)
