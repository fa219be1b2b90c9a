"""A site's own checks, for the time of a test."""

import pytest

from blog.review.editor_checks.registry import Remark, Severity, forget, register
from tests.testapp.models import BlocksPage, ReviewedPage

MODELS = (ReviewedPage, BlocksPage)


@pytest.fixture
def make_check():
    """Register a check for the test's page types; it is taken out again."""
    names = []

    def make(name, severity=Severity.WARNING, function=None):
        def says(draft):
            yield Remark(f"{name}: {draft.page.title}.", field="title", about=draft.page.title)

        function = function or says
        function.__name__ = name
        register(title=name.title(), severity=severity, why=f"Rule of {name}.", models=MODELS)(function)
        names.append(name)
        return function

    yield make
    for name in names:
        forget(name)
