"""The walls of the house: what import contracts cannot see."""

import ast
from pathlib import Path

import pytest
from django.apps import apps
from django.db.models import ForeignKey, ManyToManyField

PROJECT_ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("blog", "comments", "disclosures", "site_config")
# Which of our apps a model may point at with a foreign key, also one written as a string.
ARROWS = {
    "medical_people": set(),
    "medical_review": {"medical_people"},
    "disclosures": set(),
    "reader_comments": set(),
    "blog": {"medical_people", "medical_review", "disclosures", "reader_comments"},
    "site_config": {"blog", "medical_people", "medical_review", "disclosures", "reader_comments"},
}
MAX_FILE_LINES = 250
MAX_FUNCTION_LINES = 40


def relations(models):
    """Yield (model's label, field, target's label) for each relation into one of our apps."""
    for model in models:
        for field in model._meta.get_fields():
            if isinstance(field, ForeignKey | ManyToManyField) and field.model is model:
                yield model._meta.app_label, field, field.related_model._meta.app_label


def upward(models):
    """Return the relations which point against the arrows, one readable line each."""
    return [
        f"{label}: {field} points at {target}"
        for label, field, target in relations(models)
        if label in ARROWS
        and target in ARROWS
        and target != label
        and target not in ARROWS[label]
        # The user and the picture are settings: the app names no other app by them.
        and not _is_swappable(field)
    ]


def _is_swappable(field):
    return field.swappable_setting is not None or "Picture" in field.related_model.__name__


def test_no_foreign_key_points_upward():
    assert upward(apps.get_models()) == []


def test_a_planted_upward_key_is_found(monkeypatch):
    planted = next(field for _, field, target in relations(apps.get_models()) if target == "site_config")
    monkeypatch.setattr(planted.model._meta, "app_label", "disclosures")
    monkeypatch.setattr("tests.test_house._is_swappable", lambda field: False)
    assert any("points at site_config" in line for line in upward([planted.model]))


def source_files():
    return [
        path
        for package in PACKAGES
        for path in sorted((PROJECT_ROOT / package).rglob("*.py"))
        if "migrations" not in path.parts
    ]


@pytest.mark.parametrize("path", source_files(), ids=lambda path: str(path.relative_to(PROJECT_ROOT)))
def test_files_and_functions_stay_short(path):
    source = path.read_text(encoding="utf-8")
    functions = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.FunctionDef)]
    too_long = [node.name for node in functions if node.end_lineno - node.lineno + 1 > MAX_FUNCTION_LINES]
    assert (len(source.splitlines()) <= MAX_FILE_LINES, too_long) == (True, [])
