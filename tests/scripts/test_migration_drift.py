"""What the check of migrations says: nothing while the chain has all that the models have."""

from __future__ import annotations

from scripts.migration_drift import main


def test_the_chain_has_what_the_models_have(capsys):
    assert main() == 0
    assert capsys.readouterr().err == ""
