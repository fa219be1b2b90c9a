"""Fixtures of the whole suite."""

import os
from pathlib import Path

import pytest

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


@pytest.fixture(autouse=True)
def _empty_cache(settings):
    """Each test starts with an empty cache, as each starts with an empty database."""
    from django.core.cache import cache  # noqa: PLC0415  settings must be configured first

    cache.clear()
