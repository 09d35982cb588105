"""What kind of file some bytes are, told by the bytes and never by the name."""

from __future__ import annotations

import io
import unicodedata
import zipfile
from collections.abc import Mapping
from typing import Final

PLAIN: Final = "text/plain"
OFFICE: Final[Mapping[str, str]] = {
    "word/": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xl/": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
SLIDES: Final[Mapping[str, str]] = {
    "ppt/": "application/vnd.openxmlformats-officedocument.presentationml.presentation"
}
HEADS: Final[tuple[tuple[bytes, str], ...]] = (
    (b"%PDF-", "application/pdf"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
)
LONGEST_NAME: Final = 120


def media_type(content: bytes, office: Mapping[str, str] = OFFICE) -> str | None:
    """Return the media type of a file people keep on record, of `office` those named; None for any other."""
    for head, kind in HEADS:
        if content.startswith(head):
            return kind
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "image/webp"
    if content.startswith(b"PK\x03\x04"):
        return office_type(content, office)
    return PLAIN if is_text(content) else None


def office_type(content: bytes, office: Mapping[str, str]) -> str | None:
    """Tell an Office file of the named folders from any other archive."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = archive.namelist()
    except zipfile.BadZipFile:
        return None
    has_macros = any(name.endswith("vbaProject.bin") for name in names)
    found = [kind for head, kind in office.items() if any(name.startswith(head) for name in names)]
    return found[0] if found and not has_macros else None


def is_text(content: bytes) -> bool:
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return bool(text.strip()) and not any(
        unicodedata.category(char) == "Cc" and char not in "\t\r\n" for char in text
    )


def clean_file_name(name: str) -> str:
    """Return the name without folders and control characters, short enough to keep, its ending kept."""
    last = name.replace("\\", "/").rpartition("/")[2]
    shown = "".join(char for char in last if unicodedata.category(char)[0] != "C").strip(" .") or "file"
    stem, dot, ending = shown.rpartition(".")
    if not dot or len(ending) > 10:  # noqa: PLR2004 (longer than any ending in use)
        return shown[:LONGEST_NAME]
    return f"{stem[: LONGEST_NAME - len(ending) - 1]}.{ending}"
