"""The table of ways to publish names tests that exist."""

import ast
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def test_each_test_in_the_table_exists():
    named = re.findall(r"`(test_\w+)::(test_\w+)`", (ROOT / "docs/publishing-paths.md").read_text())
    assert len(named) > 50
    for module, name in named:
        tree = ast.parse((ROOT / f"tests/blog/review/{module}.py").read_text())
        found = {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
        assert name in found, f"{module}::{name}"
