"""Checks JSON-LD against our extract of schema.org: a property on a wrong type is a fault."""

import json
import re
from functools import cache
from pathlib import Path

VOCABULARY = json.loads(Path(__file__).with_suffix(".json").read_text(encoding="utf-8"))
TEXTS = {
    "Text": re.compile(r".+", re.S),
    "URL": re.compile(r"https?://\S+"),
    "Date": re.compile(r"\d{4}-\d\d-\d\d"),
    "DateTime": re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d.*"),
    "Duration": re.compile(r"PT?\d+[DHM]"),
}


@cache
def kinds(name):
    """A type and all above it."""
    return {name}.union(*(kinds(parent) for parent in VOCABULARY["types"][name]))


def faults(data):
    """Return every fault of a document, one readable line each."""
    nodes = data.get("@graph", [data])
    known = {node["@id"]: node for node in nodes if "@id" in node}
    return [fault for node in nodes for fault in _faults_of(node, known)]


def _faults_of(node, known):
    name = node.get("@type")
    if name not in VOCABULARY["types"]:
        return [f"{name}: no such type"]
    found = []
    for key, value in node.items():
        if key.startswith("@"):
            continue
        rule = VOCABULARY["properties"].get(key)
        if rule is None or not kinds(name) & set(rule["of"]):
            found.append(f"{key}: no property of {name}")
            continue
        for each in value if isinstance(value, list) else [value]:
            if isinstance(each, dict) and "@type" in each:
                found += _faults_of(each, known)
            if not _fits(each, rule["is"], known):
                found.append(f"{name}.{key}: {each!r} is none of {rule['is']}")
    return found


def _fits(value, ranges, known):
    if isinstance(value, dict):
        name = value.get("@type") or known.get(value.get("@id"), {}).get("@type")
        return bool(name in VOCABULARY["types"] and kinds(name) & set(ranges))
    if isinstance(value, int):
        return "Integer" in ranges
    members = {
        f"https://schema.org/{member}"
        for name, names in VOCABULARY["members"].items()
        if kinds(name) & set(ranges)
        for member in names
    }
    return value in members or any(name in TEXTS and TEXTS[name].fullmatch(value) for name in ranges)
