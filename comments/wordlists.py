"""The lists of words that ship with the app."""

import tomllib
from functools import cache
from importlib.resources import files


@cache
def word_list(name: str, section: str) -> tuple[str, ...]:
    """Return the entries of `section` in `data/<name>.toml`, which stand there separated by commas."""
    text = files("comments").joinpath("data", f"{name}.toml").read_text(encoding="utf-8")
    return tuple(entry.strip() for entry in tomllib.loads(text)[section].split(",") if entry.strip())
