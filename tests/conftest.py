"""Fixtures of the whole suite."""

import os
from pathlib import Path

import pytest
from django.db.models.signals import post_delete, post_save

PROJECT_ROOT = Path(__file__).resolve().parent.parent
SHARED_DATA = Path(os.environ.get("SHARED_DATA", PROJECT_ROOT.parent / "shared" / "data"))


def skip_or_fail(reason: str) -> None:
    """Skip visibly on a laptop; fail where the suite guards the main branch."""
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real inputs."""
    if not SHARED_DATA.is_dir():
        skip_or_fail(f"The folder of real inputs is missing: {SHARED_DATA}. Set SHARED_DATA to where it is.")
    return SHARED_DATA


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings):
    """What pytest-django does before it makes the test database, which then begins migrated."""
    from tests.migrated import migrated_once  # noqa: PLC0415  settings must be configured first

    with migrated_once():
        yield


def _rest():
    from modelsearch import index, signal_handlers  # noqa: PLC0415  settings must be configured first

    for model in index.get_indexed_models():
        post_save.disconnect(signal_handlers.post_save_signal_handler, sender=model)
        post_delete.disconnect(signal_handlers.post_delete_signal_handler, sender=model)


@pytest.fixture(scope="session", autouse=True)
def _search_index_rests():
    """Nothing is written to the search index, which few tests ask: a seventh of the time of all others."""
    _rest()


@pytest.fixture
def search_index(_search_index_rests):
    """For tests that search: what is saved is found."""
    from modelsearch.signal_handlers import register_signal_handlers  # noqa: PLC0415  as above

    register_signal_handlers()
    yield
    _rest()


@pytest.fixture(autouse=True)
def _empty_cache(settings):
    """Each test starts with an empty cache, as each starts with an empty database."""
    from django.core.cache import cache  # noqa: PLC0415  settings must be configured first

    cache.clear()
