"""The labels of types and fields, read from the schema where they ride on each field in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any, Final

from schema import root
from ui.texts import Language

SEPARATOR: Final = " | "


@cache
def labels() -> Mapping[str, Mapping[str, str]]:
    """Return type → field → "中文 | English"; the empty field stands for the type itself."""
    found: dict[str, dict[str, str]] = {}
    for one in root.TYPES:
        definition: Any = one.__dict__["__strawberry_definition__"]
        fields = {_camel(field.python_name): field.description or "" for field in definition.fields}
        found[definition.name] = {"": definition.description or definition.name, **fields}
    return found


def label(language: Language, of: str | None, field: str = "") -> str:
    """Return a label in one language; a name the schema does not know shows as it is."""
    text = labels().get(of or "", {}).get(field)
    return side(language, text) if text else field or of or ""


def side(language: Language, text: str) -> str:
    """Return one language's side of "中文 | English"."""
    zh, found, en = text.partition(SEPARATOR)
    return en if found and language == "en" else zh


def _camel(name: str) -> str:
    first, *rest = name.split("_")
    return first + "".join(part.title() for part in rest)
