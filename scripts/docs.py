"""Write the parts of the docs that follow from the code: the table of settings."""

from __future__ import annotations

from pathlib import Path

from server.kernel.labels import split
from server.kernel.settings import PREFIX, Settings

ROOT = Path(__file__).parents[1]
OPERATIONS = ROOT / "docs" / "operations.md"
BEGIN, END = "<!-- settings:begin (python -m scripts.docs) -->\n", "<!-- settings:end -->"


def settings_table() -> str:
    """Spell every setting: its variable, default, and meaning in both languages."""
    rows = [
        f"| `{PREFIX}{name.upper()}` | {default_text(field.default)} | {meaning(field.description or '')} |"
        for name, field in Settings.model_fields.items()
    ]
    return "\n".join(["| variable | default | 中文 | meaning |", "|---|---|---|---|", *rows, ""])


def meaning(label: str) -> str:
    return " | ".join(split(label))


def default_text(default: object) -> str:
    """Spell a default as it would be written in a variable; nothing for an empty one."""
    text = ",".join(map(str, default)) if isinstance(default, tuple) else str(default)
    return f"`{text}`" if text else ""


def with_table(page: str) -> str:
    before, begin, rest = page.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not (begin and end):
        raise ValueError(f"{OPERATIONS.name} has lost its settings marks")
    return f"{before}{BEGIN}{settings_table()}{END}{after}"


if __name__ == "__main__":
    OPERATIONS.write_text(with_table(OPERATIONS.read_text("utf-8")), "utf-8")
