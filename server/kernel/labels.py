"""Bilingual labels that ride on fields and types: `label("入职日期", "Hire date")`."""

from __future__ import annotations

SEPARATOR = " | "


def label(zh: str, en: str) -> str:
    """Join both languages into the one text that tables, GraphQL and forms carry."""
    return f"{zh}{SEPARATOR}{en}"


def split(text: str) -> tuple[str, str]:
    """Return (中文, English); ValueError if one is missing."""
    zh, found, en = text.partition(SEPARATOR)
    if not (found and zh.strip() and en.strip()):
        raise ValueError(f"not a bilingual label: {text!r}")
    return zh, en
