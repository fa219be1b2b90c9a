import subprocess
import sys

import pytest
from pydantic import ValidationError

from site_config.environment import PROJECT_ROOT, Environment, example_file

SAFE_KEY = "k3y-" * 10 + "that-is-long-enough-and-varied-0123456789"


def read(monkeypatch, **variables):
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    return Environment(_env_file=None)


def start_production(**variables):
    """Import the production settings in a fresh process, with only these variables of ours set."""
    script = "import site_config.environment as e; e.Environment.model_config['env_file'] = None\n"
    script += (
        "import site_config.settings.production as p; print(p.SECURE_HSTS_SECONDS, p.CSRF_TRUSTED_ORIGINS)"
    )
    return subprocess.run(
        [sys.executable, "-c", script],
        cwd=PROJECT_ROOT,
        env={"PATH": "/usr/bin:/bin", **variables},
        capture_output=True,
        text=True,
        check=False,
    )


def test_host_names_are_split_at_commas(monkeypatch):
    assert read(monkeypatch, ALLOWED_HOSTS="a.org, b.org,,").allowed_hosts == ["a.org", "b.org"]


def test_a_variable_of_the_wrong_type_is_named(monkeypatch):
    with pytest.raises(ValidationError, match="email_port"):
        read(monkeypatch, EMAIL_PORT="many")


def test_every_variable_has_one_line_of_help():
    for name, field in Environment.model_fields.items():
        assert field.description, name
        assert "\n" not in field.description


def test_the_example_file_is_up_to_date():
    assert (PROJECT_ROOT / ".env.example").read_text(encoding="utf-8") == example_file(), (
        "Run: make env-example"
    )


def test_production_refuses_to_start_without_key_hosts_and_database():
    refused = start_production()
    assert refused.returncode != 0
    assert "Set SECRET_KEY, ALLOWED_HOSTS, DATABASE_URL in the environment" in refused.stderr


@pytest.mark.parametrize("missing", ["SECRET_KEY", "ALLOWED_HOSTS", "DATABASE_URL"])
def test_production_names_the_one_that_is_missing(missing):
    variables = {"SECRET_KEY": SAFE_KEY, "ALLOWED_HOSTS": "a.org", "DATABASE_URL": "sqlite:///:memory:"}
    del variables[missing]
    assert f"Set {missing} in the environment" in start_production(**variables).stderr


@pytest.mark.parametrize("key", ["short", "a" * 60])
def test_production_refuses_a_weak_key_and_says_how_to_make_one(key):
    refused = start_production(SECRET_KEY=key, ALLOWED_HOSTS="a.org", DATABASE_URL="sqlite:///:memory:")
    assert refused.returncode != 0
    assert "token_urlsafe" in refused.stderr


def test_production_starts_with_all_of_them():
    started = start_production(SECRET_KEY=SAFE_KEY, ALLOWED_HOSTS=".a.org", DATABASE_URL="sqlite:///:memory:")
    assert started.stdout.strip() == "31536000 ['https://a.org']", started.stderr
