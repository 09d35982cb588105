"""Run the benchmarks and print one line each: NAME VALUE GOAL ok|short. `--full` adds the long ones."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator, Sequence

from bench import feedback, feedback_pages, figures, merging, pages, reads, scoring
from bench.stage import BUILD, ROOT


def postgres_url(name: str = "zhiren_bench", kept: str = "postgres-10000") -> str:
    """Return a database of the benchmarks' own on the scratch PostgreSQL; `kept` is where build/bench says it is filled."""
    url = (
        os.environ.get("ZHIREN_TEST_DATABASE_URL")
        or subprocess.run(
            [ROOT / "scripts/postgres.sh", "start"], capture_output=True, text=True, check=True
        ).stdout.strip()
    )
    exists = subprocess.run(
        ["psql", url, "-Atc", f"select 1 from pg_database where datname='{name}'"],
        capture_output=True,
        text=True,
        check=True,
    )
    if not exists.stdout.strip():
        subprocess.run(["psql", url, "-qc", f"create database {name}"], check=True)
        (BUILD / kept / "filled").unlink(missing_ok=True)
    return url.rpartition("/")[0] + f"/{name}"


def empty_postgres(name: str) -> str:
    """Return a database of the benchmarks' own with nothing in it."""
    url = postgres_url(name)
    home = url.rpartition("/")[0] + "/postgres"
    for sql in (f"drop database {name} with (force)", f"create database {name}"):
        subprocess.run(["psql", home, "-qc", sql], check=True)
    return url


def lines(*, full: bool) -> Iterator[reads.Line]:
    for url in ("", postgres_url()):
        yield from reads.bench(url)
    yield from figures.bench(full=full)
    if full:
        yield from feedback.bench()
        yield from feedback.bench(
            lambda size: postgres_url(
                f"zhiren_bench_feedback_{size}_{feedback.TABLES}",
                f"feedback-postgres-{size}-{feedback.TABLES}",
            )
        )
        yield from scoring.bench()
        yield from merging.bench()
        yield from merging.bench(empty_postgres("zhiren_bench_merging"))
        yield from pages.bench()
        yield from feedback_pages.bench()


def main(words: Sequence[str]) -> int:
    short = 0
    for line in lines(full="--full" in words):
        print(line, flush=True)
        short += not line.is_met
    return 1 if short else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
