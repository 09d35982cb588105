"""Run the benchmarks and print one line each: NAME VALUE GOAL ok|short. `--full` adds the long ones."""

from __future__ import annotations

import os
import subprocess
import sys

from bench import reads
from bench.stage import BUILD, ROOT


def postgres_url() -> str:
    """Return a database of the benchmarks' own on the scratch PostgreSQL."""
    url = (
        os.environ.get("ZHIREN_TEST_DATABASE_URL")
        or subprocess.run(
            [ROOT / "scripts/postgres.sh", "start"], capture_output=True, text=True, check=True
        ).stdout.strip()
    )
    name = "zhiren_bench"
    exists = subprocess.run(
        ["psql", url, "-Atc", f"select 1 from pg_database where datname='{name}'"],
        capture_output=True,
        text=True,
        check=True,
    )
    if not exists.stdout.strip():
        subprocess.run(["psql", url, "-qc", f"create database {name}"], check=True)
        (BUILD / "postgres-10000" / "filled").unlink(missing_ok=True)
    return url.rpartition("/")[0] + f"/{name}"


def main() -> int:
    short = 0
    for url in ("", postgres_url()):
        for line in reads.bench(url):
            print(line, flush=True)
            short += not line.is_met
    return 1 if short else 0


if __name__ == "__main__":
    sys.exit(main())
