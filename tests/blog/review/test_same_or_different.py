"""The table of changes in the documentation is what the digest does."""

import importlib.util
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
pytestmark = pytest.mark.site


@pytest.fixture(scope="module")
def script():
    spec = importlib.util.spec_from_file_location("table", ROOT / "benchmarks" / "same_or_different.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_each_change_does_what_it_should(script):
    found = {change: script.root(before) == script.root(after) for _is, change, before, after in script.CASES}
    assert found == {change: expected for expected, change, _before, _after in script.CASES}


def test_the_table_stands_in_the_documentation(script):
    assert "\n".join(script.lines()) in (ROOT / "docs" / "digest.md").read_text(encoding="utf-8")
