"""The wheel carries everything that another site or a server needs."""

import shutil
import subprocess
import sys
import zipfile

import pytest
from django.apps import apps

from tests.conftest import PROJECT_ROOT

PACKAGES = ("blog", "comments", "disclosures", "site_config")
NOT_CODE = {".html", ".txt", ".css", ".js", ".svg", ".csv", ".toml", ".json", ".png", ".xml"}


@pytest.fixture(scope="session")
def wheel_names(tmp_path_factory):
    # What an earlier build left there would find its way into this wheel.
    shutil.rmtree(PROJECT_ROOT / "build", ignore_errors=True)
    folder = tmp_path_factory.mktemp("wheel")
    built = subprocess.run(
        [
            sys.executable,
            "-m",
            "uv",
            "build",
            "--wheel",
            "--no-build-isolation",
            "--offline",
            "-o",
            str(folder),
        ],
        cwd=PROJECT_ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert built.returncode == 0, built.stderr
    [wheel] = folder.glob("*.whl")
    return set(zipfile.ZipFile(wheel).namelist())


def tracked(suffixes, *, inside):
    """Return our packages' files with these suffixes below a folder named `inside`, e.g. "templates"."""
    return {
        str(path.relative_to(PROJECT_ROOT))
        for package in PACKAGES
        for path in (PROJECT_ROOT / package).rglob("*")
        if path.suffix in suffixes and inside in path.parts
    }


@pytest.mark.parametrize("folder", ["templates", "static", "data", "content", "migrations"])
def test_the_wheel_holds_every_file_of(folder, wheel_names):
    wanted = tracked(NOT_CODE | {".py"}, inside=folder)
    assert wanted - wheel_names == set()


def test_the_wheel_holds_the_first_migration_of_every_app_with_models(wheel_names):
    ours = [app for app in apps.get_app_configs() if app.name.startswith(PACKAGES) and list(app.get_models())]
    folders = {f"{app.name.replace('.', '/')}/migrations/0001_" for app in ours}
    assert folders
    assert {folder for folder in folders if not any(name.startswith(folder) for name in wheel_names)} == set()


def test_the_wheel_holds_no_tests(wheel_names):
    assert not [name for name in wheel_names if name.startswith("tests/")]
