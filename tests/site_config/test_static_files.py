"""The site's own static files: light, and complete."""

import gzip
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

from site_config.sharing import SERVICE_ICONS, shipped_services

LIMITS = {"site.css": 5_000, "components.css": 6_000, "site.js": 4_000, "icons.svg": 6_000}


def static_file(name):
    return Path(finders.find(f"site_config/{name}"))


@pytest.mark.parametrize(("name", "most_bytes"), LIMITS.items())
def test_a_file_stays_light(name, most_bytes):
    assert len(gzip.compress(static_file(name).read_bytes())) <= most_bytes


def test_every_way_of_sharing_has_its_symbol():
    symbols = set(re.findall(r'<symbol id="(\w+)"', static_file("icons.svg").read_text(encoding="utf-8")))
    actions = {entry["value"]["action"] for entry in shipped_services() if entry["type"] == "action"}
    assert {*SERVICE_ICONS, *actions} <= symbols


def test_every_symbol_has_its_licence_recorded():
    symbols = re.findall(r'<symbol id="(\w+)"', static_file("icons.svg").read_text(encoding="utf-8"))
    recorded = static_file("icons-licence.md").read_text(encoding="utf-8")
    assert [symbol for symbol in symbols if not re.search(rf"\b{symbol}\b", recorded)] == []


@pytest.mark.parametrize("name", ["site.css", "components.css"])
def test_nothing_is_fetched_from_outside(name):
    assert not re.search(r"url\(|@import|@font-face", static_file(name).read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", ["site.css", "components.css"])
def test_every_custom_property_in_use_is_defined(name):
    css = {file: static_file(file).read_text(encoding="utf-8") for file in ("site.css", "components.css")}
    defined = set(re.findall(r"(--[\w-]+):", css["site.css"] + css["components.css"]))
    assert set(re.findall(r"var\((--[\w-]+)\)", css[name])) <= defined
