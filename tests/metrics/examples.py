"""The worked examples of this folder's files, read once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from server.demo.outcome import Outcome
from server.demo.unloaded import language, suppression
from server.demo.worked import evaluate, read
from server.metrics.definitions import Dictionary
from server.metrics.dictionary.load import load_builtin
from server.store.store import Store

FOLDER = Path(__file__).parent / "examples"
Example = Mapping[str, Any]


@cache
def loaded() -> Mapping[str, Example]:
    """Return every example with data by its id."""
    found = [example for path in files() for example in read(path).get("examples", ())]
    by_id = {str(example["id"]): example for example in found}
    assert len(by_id) == len(found), "two examples share an id"
    return by_id


def files() -> list[Path]:
    return sorted(FOLDER.glob("*.yaml"))


def unloaded() -> Iterator[Outcome]:
    """Yield the outcomes of the examples without data."""
    for path in files():
        file = read(path)
        yield from suppression(file.get("suppression_examples", ()))
        yield from language(file, load_builtin())


async def outcomes(store: Store, name: str, dictionary: Dictionary | None = None) -> list[Outcome]:
    return await evaluate(store, dictionary or load_builtin(), loaded()[name], {}, zone="Asia/Shanghai")


async def wrong(store: Store, name: str, dictionary: Dictionary | None = None) -> list[str]:
    """Work an example out and return the lines that are not as expected."""
    return [each.line() for each in await outcomes(store, name, dictionary) if not each.ok]
