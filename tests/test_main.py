"""The command line as a whole: settings checked first, the schema printed, and a start stopped by what is missing."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import main
from schema import root
from server.catalog import ROOTS
from server.commands.base import ensure_secrets
from server.kernel.settings import Settings
from server.store.store import Store
from tests.journeys.served import clean_environment

ROOT = Path(main.__file__).parent
COMMANDS = {"init", "serve", "demo", "migrate", "check", "schema", "token", "import", "policy", "audit"}


@pytest.fixture(autouse=True)
def own_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("ZHIREN_DATA", str(tmp_path))


def run(*words: str, **settings: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "main.py", *words], cwd=ROOT, env=clean_environment() | settings,
        capture_output=True, text=True, timeout=240, check=False,
    )  # fmt: skip


def test_an_unknown_setting_stops_every_command_and_is_named(tmp_path):
    done = run("check", "--data", str(tmp_path), ZHIREN_FOO="1")

    assert (done.returncode, done.stdout) == (2, "")
    assert "ZHIREN_FOO" in done.stderr
    assert "Traceback" not in done.stderr


def test_every_command_takes_a_data_folder_and_has_help():
    assert {command.name for command in main.commands()} >= COMMANDS
    assert all(command.help for command in main.commands())


def test_schema_prints_only_the_contract(capsys):
    assert main.main(["schema"]) == 0

    assert capsys.readouterr().out == f"{root.build().as_str()}\n"


def test_an_unknown_command_is_refused(capsys):
    with pytest.raises(SystemExit) as refused:
        main.main(["juggle"])

    assert refused.value.code == 2


def test_a_data_folder_on_the_command_line_wins(tmp_path, capsys):
    assert main.main(["check", "--data", str(tmp_path / "elsewhere")]) == 2

    assert "pending migration" in capsys.readouterr().err


def test_a_wrong_setting_in_the_folders_file_is_named(tmp_path, capsys):
    (tmp_path / "zhiren.toml").write_text('port = "many"\n', "utf-8")

    assert main.main(["check"]) == 2

    assert "ZHIREN_PORT" in capsys.readouterr().err


def test_every_field_of_the_contract_is_named_but_for_relays_plumbing():
    fields = main.schema_fields(root.build())

    assert "Employee.baseSalary" in fields
    assert "Mutation.hireEmployee" in fields
    assert not [name for name in fields if name.startswith(("__", "EmployeeConnection", "PageInfo"))]


def test_the_application_is_put_together_from_its_settings(tmp_path):
    settings = Settings(data=tmp_path)
    ensure_secrets(settings)

    made = main.application(settings)

    assert made.house.settings is settings


async def test_the_engine_knows_every_field_of_the_schema(sqlite_store: Store):
    engine = main.engine_of(root.build(), sqlite_store)

    assert set(engine.roots) == set(ROOTS)
