"""Texts on their way into a spreadsheet."""

from __future__ import annotations

import re
import unicodedata

NUMBER = re.compile(r"[+-]?\d+(\.\d+)?")


def harmless(text: str) -> str:
    """Quote what a spreadsheet would run as a formula; plain numbers stay numbers."""
    first = unicodedata.normalize("NFKC", text[:1])
    if (first and first in "=+-@\t\r\n") and not NUMBER.fullmatch(text):
        return f"'{text}"
    return text
