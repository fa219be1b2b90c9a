"""The registry: which checks look at which pages, and what stands for a remark."""

import pytest

from blog.review.editor_checks.registry import Check, Remark, Severity, checks_for, has_checks, register
from tests.testapp.models import PlainPage, ReviewedPage


def nothing(draft):
    return []


class TestWhom:
    def test_a_check_looks_at_the_pages_it_names(self, make_check):
        make_check("spelling")
        assert [check.name for check in checks_for(ReviewedPage)] == ["spelling"]
        assert not has_checks(PlainPage)

    def test_one_that_names_none_looks_at_all_that_review_governs(self):
        check = Check("any", "Any", Severity.WARNING, "", nothing)
        assert check.applies_to(ReviewedPage)
        assert not check.applies_to(PlainPage)

    def test_two_of_one_name_are_a_mistake(self, make_check):
        function = make_check("spelling")
        with pytest.raises(ValueError, match="'spelling' already"):
            register(title="", severity=Severity.NOTE, why="")(function)


class TestSubject:
    check = Check("any", "Any", Severity.WARNING, "", nothing)

    @pytest.mark.parametrize(
        ("one", "other", "same"),
        [
            (Remark("Mend it.", about="A  sentence."), Remark("Mended?", about="A sentence. "), True),
            (Remark("Mend it.", about="A sentence."), Remark("Mend it.", about="Another."), False),
            (Remark("Mend it."), Remark("Mend  it."), True),
        ],
    )
    def test_it_is_what_the_remark_is_about(self, one, other, same):
        assert (self.check.subject_of(one) == self.check.subject_of(other)) is same

    def test_two_checks_on_one_sentence_are_two_things(self):
        other = Check("other", "Any", Severity.WARNING, "", nothing)
        assert self.check.subject_of(Remark("A")) != other.subject_of(Remark("A"))
