"""A real Chromium against a real server; runs in a process of its own.

Playwright's synchronous interface leaves an event loop running, after which Django refuses to use the database
unless told otherwise. So it is started before the database is set up, and no other test shares this process.
"""

import os
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Error, sync_playwright

from tests.conftest import skip_or_fail

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-background-networking",
    # The test suite closes sockets in its own process only: the browser is told here to reach nothing outside.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
]
PICTURES = Path(__file__).resolve().parent / "pictures"


def pytest_collection_modifyitems(items):
    for item in items:
        if "tests/browser" in str(item.path):
            item.add_marker(pytest.mark.django_db(transaction=True, serialized_rollback=True))


@pytest.fixture(scope="session")
def playwright():
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as running:
        yield running


@pytest.fixture(scope="session")
def django_db_setup(playwright, django_db_setup):
    """Make the test database as pytest-django does, but only once Playwright runs."""


@pytest.fixture(scope="session")
def browser(playwright):
    installed = next((found for name in BROWSERS if (found := shutil.which(name))), None)
    try:
        chromium = playwright.chromium.launch(executable_path=installed, args=ARGUMENTS)
    except Error as error:
        skip_or_fail(f"No Chromium could be started: install Debian's chromium package. {error}")
    yield chromium
    chromium.close()
