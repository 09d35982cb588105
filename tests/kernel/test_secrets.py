"""Master keys."""

from __future__ import annotations

import json
import stat

import pytest

from server.kernel.secrets import SecretsError, load_secrets, new_secrets, read_secrets, save_secrets


def test_saved_keys_are_read_again_and_are_their_owners_only(tmp_path):
    secrets = new_secrets()

    save_secrets(secrets, tmp_path)

    assert load_secrets(tmp_path) == secrets
    assert stat.S_IMODE((tmp_path / "keys.json").stat().st_mode) == 0o600
    assert [file.name for file in tmp_path.iterdir()] == ["keys.json"]


def test_given_keys_beat_the_file(tmp_path):
    given = new_secrets()
    save_secrets(new_secrets(), tmp_path)

    assert load_secrets(tmp_path, given.dump()) == given


def test_without_keys_nothing_starts(tmp_path):
    with pytest.raises(SecretsError, match=r"no keys\.json"):
        load_secrets(tmp_path)


def test_rotation_adds_a_key_and_keeps_the_old_and_what_was_derived():
    first = new_secrets()
    second = first.rotated()

    assert (second.current, list(second.ring)) == ("k2", ["k1", "k2"])
    assert second.ring["k1"] == first.ring["k1"]
    assert second.derive("audit-anchor") == first.derive("audit-anchor")


def test_each_purpose_has_its_own_key():
    secrets = new_secrets()

    assert len({secrets.derive("a"), secrets.derive("b"), secrets.root}) == 3
    assert len(secrets.derive("a")) == 32


def _spoiled() -> dict[str, str]:
    good = json.loads(new_secrets().dump())
    return {
        "not json": "x",
        "a list": "[]",
        "no root": json.dumps({key: value for key, value in good.items() if key != "root"}),
        "an unknown current key": json.dumps(good | {"current": "k9"}),
        "a short key": json.dumps(good | {"ring": {"k1": "AAAA"}}),
        "a short root": json.dumps(good | {"root": "AAAA"}),
    }


@pytest.mark.parametrize("case", _spoiled())
def test_spoiled_keys_are_refused(case):
    with pytest.raises(SecretsError):
        read_secrets(_spoiled()[case])
