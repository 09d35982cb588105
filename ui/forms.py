"""A form as a template shows it: what was typed, and what was wrong at which field."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from starlette.datastructures import FormData


OK = 200


@dataclass
class Form:
    """`errors` keep their order; the empty name is trouble of the whole form."""

    title: str
    values: Mapping[str, str] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)
    status: int = OK


STATUS = {"CONFLICT": 409, "DENIED": 403, "NOT_FOUND": 404, "INVALID_STATE": 409}


def typed(form: FormData, names: Iterable[str]) -> dict[str, str]:
    """Return the text fields, trimmed; what was not sent is empty."""
    return {name: str(form.get(name, "")).strip() for name in names}


def stored(row: Mapping[str, Any]) -> dict[str, str]:
    """Return a row as the form that changes it begins: its plain fields, and a department by its code."""
    plain = {
        name: "" if value is None else str(value)
        for name, value in row.items()
        if not isinstance(value, dict)
    }
    flags = {name: "1" if value else "" for name, value in row.items() if isinstance(value, bool)}
    department = row.get("department")
    return plain | flags | ({"departmentCode": department["code"]} if department else {})


def troubled(
    title: str, values: Mapping[str, str], errors: Iterable[Mapping[str, Any]], language: str
) -> Form:
    """Put each GraphQL error at the field its input path ends in; the first error decides the status."""
    form = Form(title, values)
    for error in errors:
        extensions = error.get("extensions") or {}
        path = [str(step) for step in extensions.get("inputPath") or ()]
        name = next((step for step in reversed(path) if step in values), "")
        say = str(extensions.get(language) or error.get("message"))
        form.errors[name] = f"{form.errors[name]} {say}" if name in form.errors else say
        if form.status == OK:
            form.status = STATUS.get(extensions.get("code", ""), 422)
    return form
