import pytest

from site_config.environment import Environment
from site_config.settings.connections import cache_settings, database_settings


def environment(**values):
    return Environment(_env_file=None, **values)


def test_the_embedded_database_writes_without_lock_errors():
    settings = database_settings(environment(database_url=""))
    assert settings["ENGINE"] == "django.db.backends.sqlite3"
    assert settings["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert "journal_mode=WAL" in settings["OPTIONS"]["init_command"]
    assert settings["ATOMIC_REQUESTS"] is False


def test_a_database_address_is_read():
    settings = database_settings(environment(database_url="postgres://user:secret@db.example.org/blog"))
    assert (settings["ENGINE"], settings["HOST"], settings["NAME"]) == (
        "django.db.backends.postgresql",
        "db.example.org",
        "blog",
    )
    assert "OPTIONS" not in settings or "transaction_mode" not in settings["OPTIONS"]


@pytest.mark.parametrize(
    ("address", "backend"), [("", "LocMemCache"), ("redis://127.0.0.1:6379/0", "RedisCache")]
)
def test_the_cache_is_shared_where_redis_is_given(address, backend):
    assert cache_settings(environment(redis_url=address))["BACKEND"].endswith(backend)


def test_a_site_without_its_cache_stays_up():
    assert cache_settings(environment(redis_url="redis://x"))["OPTIONS"]["IGNORE_EXCEPTIONS"] is True
