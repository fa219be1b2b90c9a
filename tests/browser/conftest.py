"""A real Chromium against a real server; runs in a process of its own.

Playwright's synchronous interface leaves an event loop running, after which Django refuses to use the database
unless told otherwise. So it is started before the database is set up, and no other test shares this process.
"""

import io
import os
import shutil
import threading
import time

import pytest
from django.core.management import call_command
from playwright.sync_api import Error, sync_playwright

from site_config.demo.accounts import PASSWORD
from tests.browser import snapshots
from tests.conftest import skip_or_fail

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-background-networking",
    # The test suite closes sockets in its own process only: the browser is told here to reach nothing outside.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
]


@pytest.fixture(scope="session")
def playwright():
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as running:
        yield running


@pytest.fixture(scope="session")
def django_db_setup(playwright, django_db_setup):
    """Make the test database as pytest-django does, but only once Playwright runs."""


@pytest.fixture(scope="session")
def browser(playwright, live_server):
    """Chromium; it needs the server only so as to be closed before it."""
    installed = next((found for name in BROWSERS if (found := shutil.which(name))), None)
    try:
        chromium = playwright.chromium.launch(executable_path=installed, args=ARGUMENTS)
    except Error as error:
        skip_or_fail(f"No Chromium could be started: install Debian's chromium package. {error}")
    yield chromium
    chromium.close()


def _wait_until_the_server_noticed():
    """Let the server's threads finish what Chromium asked for, while they may still use the test's database."""
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline and any(
        "process_request_thread" in thread.name for thread in threading.enumerate()
    ):
        time.sleep(0.05)


@pytest.fixture(scope="session")
def kept():
    """Copies of the database by name: `empty` as migrations left it, `demo` with the demonstration."""
    return {}


@pytest.fixture
def transactional_db(django_db_setup, django_db_blocker, kept):
    """The database as migrations left it: also the server's threads see what a test writes."""
    with django_db_blocker.unblock():
        if "empty" in kept:
            kept["empty"].restore()
        else:
            kept["empty"] = snapshots.take()
        yield


@pytest.fixture
def demo(transactional_db, kept, search_index, settings, demo_pictures):
    """The demonstration's content, its people and logins; its pictures lie where the server finds them."""
    settings.MEDIA_ROOT = demo_pictures
    settings.STORAGES = settings.STORAGES | {
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"}
    }
    if "demo" in kept:
        kept["demo"].restore()
        return
    # What readers of each article are told is recorded by rendering it: most of the loading, and not looked at here.
    settings.DISCLOSURES_RECORD_PUBLICATIONS = False
    call_command("load_demo", stdout=io.StringIO())
    settings.DISCLOSURES_RECORD_PUBLICATIONS = True
    kept["demo"] = snapshots.take()


@pytest.fixture(scope="session")
def demo_pictures(tmp_path_factory):
    """The folder of the demonstration's pictures."""
    return tmp_path_factory.mktemp("media")


@pytest.fixture
def visit(browser, live_server, demo):
    """Open windows as people have them: `visit()` a reader's, `visit("editor")` one of a login.

    A script that fails fails the test, and in a reader's window whatever else the browser complains about: a picture
    that is missing, a style that the content security policy refuses. (The admin saves drafts while somebody still
    types, and its browser notes each one that was not complete.)
    """
    contexts, complaints = [], []

    def open_window(login: str | None = None, **options):
        context = browser.new_context(base_url=live_server.url, **options)
        context.set_default_timeout(15_000)
        contexts.append(context)
        window = context.new_page()
        window.on("pageerror", lambda error: complaints.append(str(error)))
        if login is None:
            window.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
        else:
            window.goto("/admin/login/")
            window.get_by_label("Username").fill(login)
            window.get_by_label("Password").fill(PASSWORD)
            window.get_by_role("button", name="Sign in").click()
            window.wait_for_url("**/admin/")
        return window

    yield open_window
    for context in contexts:
        context.close()
    # A draft may still be on its way to the server: emptying the database under it would fail.
    _wait_until_the_server_noticed()
    assert complaints == []
