"""Reads the demonstration's data files."""

import tomllib
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parent / "content"


def read(name: str) -> dict[str, Any]:
    """Return the contents of one file, e.g. `read("people")`."""
    return tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


def articles() -> list[dict[str, Any]]:
    """Return all articles, in the order of their slugs."""
    return [read(f"articles/{path.stem}") for path in sorted((FOLDER / "articles").glob("*.toml"))]
