"""A doctor without an account, on a phone: from the link in the mail to five signatures, at most four taps for each."""

import re

from django.core import mail
from playwright.sync_api import expect

from blog.models import HealthArticlePage
from blog.people.models import Person
from blog.review.models import MedicalReview
from blog.review.personal_links import link_to_list
from blog.review.signing import request_review

PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}


def test_five_texts_are_signed_with_at_most_four_taps_each(visit):
    doctor = Person.objects.get(slug="ngozi-fernbrook")
    pages = list(HealthArticlePage.objects.order_by("pk"))[:5]
    for page in pages:
        request_review(page.get_latest_revision_as_object(), doctor, None)
    phone, taps = visit(**PHONE), []

    def tap(target):
        taps.append(target)
        target.tap()

    def go(target):
        with phone.expect_navigation():
            tap(target)

    phone.goto("/reviews/link/" + link_to_list(doctor).rstrip("/").rpartition("/")[2] + "/")
    go(phone.get_by_role("button", name="Send me a code"))
    expect(phone.get_by_role("status")).to_contain_text("n•••@practice.example")
    phone.get_by_label("Code").fill(re.search(r"code is (\d{6})", mail.outbox[-1].body)[1])
    go(phone.get_by_role("button", name="Open my list"))
    expect(phone.get_by_role("listitem").filter(has_text="Requested on")).to_have_count(5)
    opened = len(taps)
    go(phone.locator(".review-waiting a").first)
    for signed in range(1, 6):
        assert phone.evaluate("document.documentElement.scrollWidth") <= 360
        renew = phone.get_by_label(re.compile("What I declared is still true"))
        if renew.count():
            tap(renew)
        go(phone.get_by_role("button", name="Sign this text"))
        expect(phone.get_by_role("status")).to_contain_text("Signed.")
        assert (
            MedicalReview.objects.filter(signed_with="link", reviewer=doctor, page__in=pages).count()
            >= signed
        )
        assert len(taps) - opened <= 4
        opened = len(taps)
    expect(phone.get_by_text("Nothing waits for you")).to_be_visible()
    go(phone.get_by_role("button", name="Finish"))
    expect(phone.get_by_role("heading", name="Thank you")).to_be_visible()
    assert len(taps) <= 20
