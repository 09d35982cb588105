"""The operator's desk: runs commands of main.py in this process and says what they printed and returned."""

from __future__ import annotations

import io
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

import main
from server.kernel.settings import Settings, load_settings

PASSWORD = "correct horse battery"


@dataclass(frozen=True)
class Ran:
    """What a command left behind."""

    code: int
    out: str
    err: str

    def json(self) -> Any:  # as the command spelled it
        return json.loads(self.out)


@dataclass(frozen=True)
class Desk:
    """A data folder with its database, and the commands run on it."""

    data: Path
    patch: pytest.MonkeyPatch
    capsys: pytest.CaptureFixture[str]

    @property
    def settings(self) -> Settings:
        return load_settings(data=self.data)

    def run(self, *words: str, stdin: str = "") -> Ran:
        self.patch.setattr("sys.stdin", io.StringIO(stdin))
        self.capsys.readouterr()
        try:
            code = main.main(words)
        except SystemExit as refusal:  # argparse's way to refuse words it does not know
            code = int(refusal.code or 0)
        said = self.capsys.readouterr()
        return Ran(code, said.out, said.err)


def furnish(patch: pytest.MonkeyPatch, data: Path, database_url: str = "") -> None:
    """Point the environment of commands at a folder and a database, until the patch is undone."""
    patch.setenv("ZHIREN_DATA", str(data))
    if database_url:
        patch.setenv("ZHIREN_DATABASE_URL", database_url)
    else:
        patch.delenv("ZHIREN_DATABASE_URL", raising=False)
