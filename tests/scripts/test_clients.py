"""The example clients are what their generators write from today's schema, and they type-check."""

from __future__ import annotations

import subprocess

import pytest

from tests.house.source import ROOT


@pytest.mark.slow
def test_the_example_clients_are_up_to_date_and_sound():
    done = subprocess.run(
        [ROOT / "scripts/clients.sh", "--check"], capture_output=True, text=True, check=False
    )

    assert done.returncode == 0, done.stderr[-4000:]
