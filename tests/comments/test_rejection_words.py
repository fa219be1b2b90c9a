"""What an author is told about a rejection."""

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse
from wagtail.models import Locale

from comments.models import RejectionText
from comments.moderation.rejection_words import SHIPPED, WITHOUT_REASON, words, words_for
from comments.states import Reason

NAMES = "reader_comments_rejection_texts"


@pytest.fixture
def admin(client, db):
    client.force_login(get_user_model().objects.create_superuser("boss", "boss@example.org", "x"))
    return client


@pytest.fixture
def german(db):
    return Locale.objects.get_or_create(language_code="de")[0]


def test_every_reason_has_words_and_so_has_none(db, django_assert_num_queries):
    with django_assert_num_queries(1):
        shipped = words("en")
    assert shipped == {reason: str(SHIPPED[reason]) for reason in Reason}
    assert words_for("", "en") == words_for("nonsense", "en") == str(WITHOUT_REASON)
    for text in shipped.values():
        assert not {"spam", "flagged", "violat", "policy"} & set(text.lower().split())


def test_own_words_come_first_in_the_nearest_language(german):
    english, austrian = Locale.get_default(), Locale.objects.create(language_code="de-at")
    for locale in (english, austrian, german):
        RejectionText.objects.create(reason=Reason.HOSTILE, locale=locale, text=f"in {locale.language_code}")
    said = {
        language: words_for(Reason.HOSTILE, language) for language in ("en", "en-gb", "de", "de-at", "de-ch")
    }
    assert said == {"en": "in en", "en-gb": "in en", "de": "in de", "de-at": "in de-at", "de-ch": "in de"}
    assert words_for(Reason.HOSTILE, "fr") == str(SHIPPED[Reason.HOSTILE])


def test_editors_write_their_own_and_no_reason_twice(admin, german):
    add, index = reverse(f"{NAMES}:add"), reverse(f"{NAMES}:index")
    assert "advertisement" in admin.get(index).content.decode()
    sent = {"reason": "hostile", "text": "Please be kind."}
    assert admin.post(add, sent).status_code == 302
    assert "Please be kind." in admin.get(index).content.decode()
    again = admin.post(add, sent)
    assert (again.status_code, "There are words for this reason already" in again.content.decode()) == (
        200,
        True,
    )
    text = RejectionText.objects.get()
    assert admin.post(reverse(f"{NAMES}:edit", args=[text.pk]), sent | {"text": "Kindly."}).status_code == 302
    assert words_for("hostile", "en") == "Kindly."
    assert admin.post(add, sent | {"text": ""}).status_code == 200


def test_a_site_with_one_language_writes_them_too(admin, settings):
    settings.WAGTAIL_I18N_ENABLED = False
    sent = {"reason": "hostile", "text": "Please be kind."}
    codes = [admin.post(reverse(f"{NAMES}:add"), sent).status_code for _ in range(2)]
    assert (codes, words_for("hostile", "en")) == ([302, 200], "Please be kind.")


def test_moderators_do_not_change_the_words(client, moderator):
    client.force_login(moderator)
    assert client.get(reverse(f"{NAMES}:index")).status_code == 302
