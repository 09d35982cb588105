"""An import beside a running server becomes a job there, is followed to its end, and survives the server's death."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pysqlite3
import pytest

from tests.journeys.served import ROOT, Served, clean_environment, read

pytestmark = pytest.mark.slow
HEADER = "工号,姓名,部门,入职日期,手机号,基本工资"
MANY = 1500


def rows(count: int) -> str:
    found = (f"B{n:05d},新员工{n},R-S03,2024-03-{n % 28 + 1:02d},139{n:08d},{5000 + n}" for n in range(count))
    return "\n".join([HEADER, *found, ""])


def begin(data: Path, content: str) -> subprocess.Popen[str]:
    """Start the command as an operator does, in a process of its own."""
    file = data.parent / "newcomers.csv"
    file.write_text(content, "utf-8")
    words = ["main.py", "import", "people", str(file), "--source", "hris", "--json", "--data", str(data)]
    return subprocess.Popen(
        [sys.executable, *words], cwd=ROOT, text=True, env=clean_environment(),
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip


def ended(command: subprocess.Popen[str]) -> tuple[int, dict[str, Any], str]:
    out, err = command.communicate(timeout=180)
    return command.returncode, json.loads(out) if out else {}, err


def newcomers(data: Path) -> int:
    (count,) = read(data, "SELECT count(*) FROM employee WHERE code LIKE 'B0%'")[0]
    return int(count)


def wait_for(data: Path, state: str) -> None:
    end = time.monotonic() + 120
    while time.monotonic() < end:
        if read(data, "SELECT 1 FROM job WHERE kind='imports.import_file' and state = '" + state + "'"):
            return
        time.sleep(0.01)
    pytest.fail(f"no job became {state}")


def let_lease_run_out(data: Path) -> None:
    """Let a minute pass for the dead worker's lease."""
    database = pysqlite3.connect(str(data / "zhiren.db"))
    database.execute("UPDATE job SET lease_until = '2020-01-01T00:00:00.000Z' WHERE state = 'RUNNING'")
    database.commit()
    database.close()


def test_an_import_beside_a_running_server_is_done_by_the_server_and_reported(copied: Path):
    server = Served(copied).start()

    code, report, err = ended(begin(copied, rows(20) + "B99999,,R-S03,2024-03-01,,\n"))
    found = server.ask("hr_manager", '{ employee(code: "B00007") { name phone } }')
    server.stop()

    assert (code, report["created"], report["rejected"]) == (1, 20, 1)
    assert [(each["row"], each["column"]) for each in report["errors"]] == [(22, "姓名")]
    assert "the running server takes it as job" in err
    assert found == {"employee": {"name": "新员工7", "phone": "13900000007"}}
    assert read(copied, "SELECT kind, state, attempts FROM job WHERE kind='imports.import_file'") == [
        ("imports.import_file", "DONE", 1)
    ]


def test_a_job_cut_off_by_kill_9_is_wholly_absent_and_then_wholly_done(copied: Path):
    server = Served(copied).start()
    command = begin(copied, rows(MANY))
    wait_for(copied, "RUNNING")

    server.kill()
    after = newcomers(copied)
    let_lease_run_out(copied)
    server.start()
    code, report, _ = ended(command)
    server.stop()

    assert after in (0, MANY)
    assert (code, report["rows"], report["rejected"]) == (0, MANY, 0)
    assert report["created"] + report["unchanged"] == MANY
    assert newcomers(copied) == MANY
    assert read(copied, "SELECT state FROM job WHERE kind='imports.import_file'") == [("DONE",)]
    assert read(copied, "SELECT count(*) FROM audit_entry WHERE action = 'imports.people'") == [(1,)]
