"""Running the checks: what fails is said, what was dismissed stays so until the words change."""

import pytest
from django.utils import timezone

from blog.review.editor_checks.registry import Remark, Severity
from blog.review.editor_checks.running import DismissalError, blocking_sentences, dismiss, findings_of
from blog.review.models import Dismissal

pytestmark = pytest.mark.django_db


def found(page):
    return findings_of(page, timezone.now())


def broken(draft):
    yield Remark("Fine so far.")
    raise KeyError("a mistake in the check")


class TestAFailingCheck:
    def test_it_never_passes_silently(self, page, make_check, caplog):
        make_check("dates", Severity.WARNING, broken)
        (finding,) = found(page).blocking
        assert "“Dates” could not be checked" in finding.remark.message
        assert not finding.can_be_dismissed
        assert "a mistake in the check" in caplog.text

    def test_the_others_still_run(self, page, make_check):
        make_check("dates", Severity.WARNING, broken)
        make_check("spelling")
        assert [each.check.name for each in found(page).warnings] == ["spelling"]


class TestOrder:
    def test_blocking_first_then_safety_then_the_rest(self, page, make_check):
        make_check("style")
        make_check("words", Severity.SAFETY)
        make_check("author", Severity.BLOCKING)
        make_check("language", function=lambda draft: [Remark("Not judged.", is_note=True)])
        findings = found(page)
        assert [each.check.name for each in findings.blocking] == ["author"]
        assert [each.check.name for each in findings.warnings] == ["words", "style"]
        assert [each.remark.message for each in findings.notes] == ["Not judged."]
        assert findings.count == 3
        assert blocking_sentences(page, timezone.now()) == ["author: Sleep."]


class TestDismissal:
    def test_it_holds_until_the_words_change(self, page, editor, make_check):
        make_check("style")
        (finding,) = found(page).warnings
        dismiss(page, finding, editor, "", timezone.now())
        assert found(page).warnings == []
        assert found(page).dismissed[0].dismissal.dismissed_by_name == "editor"
        assert found(page).of(finding.check.name, finding.subject) is None
        page.title = "Sleep well"
        assert len(found(page).warnings) == 1

    def test_it_is_of_one_page(self, page, make_page, editor, make_check):
        make_check("style")
        dismiss(page, found(page).warnings[0], editor, "", timezone.now())
        assert len(found(make_page(slug="other")).warnings) == 1

    @pytest.mark.parametrize(
        ("severity", "reason", "message"),
        [
            (Severity.BLOCKING, "I know better", "must be mended"),
            (Severity.SAFETY, "  ", "Say why"),
            (Severity.WARNING, "x" * 501, "too long"),
            (Severity.NOTE, "why", "must be mended"),
        ],
    )
    def test_some_are_refused(self, page, editor, make_check, severity, reason, message):
        make_check("words", severity)
        with pytest.raises(DismissalError, match=message):
            dismiss(page, found(page).all[0], editor, reason, timezone.now())
        assert not Dismissal.objects.exists()

    def test_a_safety_warning_takes_a_reason(self, page, editor, make_check):
        make_check("words", Severity.SAFETY)
        dismiss(page, found(page).all[0], editor, " It  explains the word. ", timezone.now())
        assert Dismissal.objects.get().reason == "It explains the word."

    def test_a_row_cannot_dismiss_what_blocks_now(self, page, editor, make_check):
        """A check that a site made stricter is not silenced by what was dismissed before."""
        make_check("words")
        finding = found(page).all[0]
        dismiss(page, finding, editor, "", timezone.now())
        object.__setattr__(finding.check, "severity", Severity.BLOCKING)
        assert found(page).blocking[0].dismissal is None

    def test_a_page_never_saved_asks_nothing(self, make_check, django_assert_num_queries):
        from tests.testapp.models import ReviewedPage  # noqa: PLC0415  only this test needs it

        make_check("style")
        with django_assert_num_queries(0):
            assert found(ReviewedPage(title="New")).count == 1
