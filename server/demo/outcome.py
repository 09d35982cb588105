"""What came of an expectation of a worked example."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Outcome:
    """One expectation: what was wanted and what came, as texts, and whether they agree."""

    id: str
    metric: str
    period: str
    wanted: Mapping[str, str]
    came: Mapping[str, str]

    @property
    def ok(self) -> bool:
        return all(self.came.get(name) == value for name, value in self.wanted.items())

    def line(self) -> str:
        said = " ".join(f"{name}={self.came.get(name)}" for name in self.wanted)
        wrong = {name: value for name, value in self.wanted.items() if self.came.get(name) != value}
        told = "".join(f" expected {name}={value}" for name, value in wrong.items())
        words = ["ok" if self.ok else "DIFFERS", self.id, self.metric, self.period, said]
        return " ".join(filter(None, words)) + told
