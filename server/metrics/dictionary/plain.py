"""Reads YAML into plain values and remembers the line of each key; numbers stay exact, a key twice is a mistake."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

import yaml

Path = tuple[str, ...]
LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
TAG = "tag:yaml.org,2002:"
FLAGS = {"true": True, "false": False, "yes": True, "no": False, "on": True, "off": False}


class BadYaml(Exception):
    """The file is not the YAML we read; `line` counts from 1."""

    def __init__(self, line: int, why: str) -> None:
        super().__init__(why)
        self.line, self.why = line, why


def read_plain(text: str) -> tuple[object, dict[Path, int]]:
    """Return a file's values and the line each key stands in; raises BadYaml."""
    try:
        root = yaml.compose(text, LOADER)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        raise BadYaml(mark.line + 1 if mark else 1, str(getattr(error, "problem", error))) from error
    lines: dict[Path, int] = {}
    return (plain(root, (), lines) if root is not None else None), lines


def plain(node: yaml.Node, path: Path, lines: dict[Path, int]) -> object:
    lines[path] = node.start_mark.line + 1
    if isinstance(node, yaml.MappingNode):
        return {key: plain(value, (*path, key), lines) for key, value in entries(node)}
    if isinstance(node, yaml.SequenceNode):
        return [plain(value, (*path, str(number)), lines) for number, value in enumerate(node.value)]
    return scalar(node)


def entries(node: yaml.MappingNode) -> Iterator[tuple[str, yaml.Node]]:
    seen = set()
    for key, value in node.value:
        if key.value in seen:
            raise BadYaml(key.start_mark.line + 1, f"the key {key.value!r} stands here twice")
        seen.add(key.value)
        yield str(key.value), value


def scalar(node: yaml.Node) -> object:
    """Read one value; a key such as `no` or `null` was taken as its letters by `entries`."""
    kind, text = node.tag.removeprefix(TAG), str(node.value)
    try:
        if kind == "int":
            return int(text.replace("_", ""))
        if kind == "float":
            return Decimal(text.replace("_", ""))
        if kind == "timestamp":
            return date.fromisoformat(text)
    except (ValueError, InvalidOperation):
        return text
    if kind == "bool":
        return FLAGS[text.lower()]
    return None if kind == "null" else text
