"""The schema in the forms the console sends: names first, labels when somebody asks, and all of it to keep."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any, Final, NamedTuple

import brotli
from graphql import build_client_schema, print_schema

from ui.labels import side
from ui.texts import Language

BLOCK: Final = re.compile(r'"""([^"\\\n]*)"""\n')
SPACE: Final = re.compile(r"(?<=[:={}]) | (?=[={}])")


class Packed(NamedTuple):
    """A text, and the same by Brotli."""

    plain: bytes
    packed: bytes


def pack(text: str) -> Packed:
    return Packed(text.encode(), brotli.compress(text.encode()))


def names(told: Any, language: Language) -> str:
    """Return an introspection as SDL of types, fields and arguments, where types and entries alone carry labels.

    A type that is made from another carries none: its name says what it is.
    """
    entries = {kind["name"] for key in ENTRIES if (kind := told["__schema"][key])}
    found: Any = bare(told)
    for was, kind in zip(told["__schema"]["types"], found["__schema"]["types"], strict=True):
        kind["description"] = None if was["name"].endswith(DERIVED) else said(was, language)
        if was["name"] in entries:
            kind["fields"] = [
                field | {"description": said(of, language)}
                for of, field in zip(was["fields"], kind["fields"], strict=True)
            ]
    return tight(print_schema(build_client_schema(found)))


ENTRIES: Final = ("queryType", "mutationType", "subscriptionType")


def labels(told: Any, language: Language) -> str:
    """Return type → member → label as JSON: what `names` leaves out, of all types that aren't made from another."""
    found = {}
    for kind in told["__schema"]["types"]:
        parts = [*(kind["fields"] or ()), *(kind["inputFields"] or ()), *(kind["enumValues"] or ())]
        own = {one["name"]: text for one in parts if (text := said(one, language))}
        if own and not kind["name"].startswith("__") and not kind["name"].endswith(DERIVED):
            found[kind["name"]] = own
    return json.dumps(found, ensure_ascii=False, separators=(",", ":"))


DERIVED: Final = ("Where", "Order", "Connection", "Edge", "Filter")
"""How the names of types end whose members mean what they mean in the type they are made from."""


def whole(told: Any) -> str:
    """Return the schema as SDL in both languages, as a developer keeps it."""
    return print_schema(build_client_schema(told)) + "\n"


def said(one: Mapping[str, Any], language: Language) -> str | None:
    text = one.get("description")
    return side(language, text) if text else None


def bare(told: Any) -> Any:
    """Return a part of an introspection without its labels."""
    if isinstance(told, dict):
        return {key: None if key == "description" else bare(value) for key, value in told.items()}
    return [bare(each) for each in told] if isinstance(told, list) else told


def tight(text: str) -> str:
    """Spell a schema without the space that is there for the eye; what stands in quotes stays as it is."""
    lines = (line.strip() for line in BLOCK.sub(r'"\1"\n', text).splitlines())
    return "\n".join(line if '"' in line else SPACE.sub("", line) for line in lines if line)
