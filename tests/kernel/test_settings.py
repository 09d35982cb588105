"""Settings."""

from __future__ import annotations

from pathlib import Path

import pytest

from server.kernel.labels import split
from server.kernel.settings import Settings, SettingsError, load_settings


def test_defaults_are_a_local_sqlite():
    settings = load_settings({})

    assert (settings.host, settings.port, settings.is_sqlite) == ("127.0.0.1", 8000, True)
    assert settings.sqlite_path == Path("data/zhiren.db")


def test_what_is_given_beats_the_environment_which_beats_the_file(tmp_path):
    (tmp_path / "zhiren.toml").write_text('port = 1\nhost = "file"\ncompany = "文件"\n', "utf-8")
    environment = {
        "ZHIREN_DATA": str(tmp_path),
        "ZHIREN_PORT": "2",
        "ZHIREN_HOST": "environment",
        "PATH": "/bin",
    }

    settings = load_settings(environment, port=3, host=None)

    assert (settings.port, settings.host, settings.company) == (3, "environment", "文件")


@pytest.mark.parametrize(
    ("environment", "named"),
    [
        ({"ZHIREN_PROT": "80"}, "ZHIREN_PROT"),
        ({"ZHIREN_PORT": "many"}, "ZHIREN_PORT"),
        ({"ZHIREN_ZONE": "Mars/Olympus"}, "ZHIREN_ZONE"),
        ({"ZHIREN_LANGUAGE": "fr"}, "ZHIREN_LANGUAGE"),
    ],
)
def test_a_wrong_or_unknown_setting_is_an_error_that_names_it(environment, named):
    with pytest.raises(SettingsError, match=named):
        load_settings(environment)


def test_variables_of_the_tests_are_not_settings():
    assert load_settings({"ZHIREN_TEST_DATABASE_URL": "x", "ZHIREN_CHROMIUM": "y"}) == Settings()


def test_origins_are_a_list_by_commas():
    assert load_settings({"ZHIREN_ALLOWED_ORIGINS": "https://a.cn, https://b.cn,"}).allowed_origins == (
        "https://a.cn",
        "https://b.cn",
    )
    assert Settings(allowed_origins=("https://c.cn",)).allowed_origins == ("https://c.cn",)


def test_a_database_address_means_postgresql():
    assert load_settings({"ZHIREN_DATABASE_URL": "postgresql://x/y"}).is_sqlite is False


@pytest.mark.parametrize("name", Settings.model_fields)
def test_every_setting_is_described_in_both_languages(name):
    split(Settings.model_fields[name].description or "")
