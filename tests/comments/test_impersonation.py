"""A name that looks like one of the site's own people waits, however it is spelt; other people's names do not."""

import pytest
from django.contrib.auth import get_user_model
from django.core.cache import cache
from wagtail import hooks

from comments.homographs import skeleton
from comments.impersonation import NAMES_HOOK, is_office, is_reserved

LOOK_ALIKE = {
    "Maria Lopez": [
        "maria  LÓPEZ",
        "Mаriа Lореz",
        "Μaria Lopez",
        "𝓜𝓪𝓻𝓲𝓪 𝓛𝓸𝓹𝓮𝔃",
        "Ⓜⓐⓡⓘⓐ Ⓛⓞⓟⓔⓩ",
        "🅜🅐🅡🅘🅐 🅛🅞🅟🅔🅩",
        "🇲🇦🇷🇮🇦 🇱🇴🇵🇪🇿",
        "ᴍᴀʀɪᴀ ʟᴏᴘᴇᴢ",
        "Mar1a L0pez",
        "Marla Lopez",
        "Ma\u200bria Lo\u00adpez",
        "Ｍａｒｉａ　Ｌｏｐｅｚ",
        "M\u0336a\u0336r\u0336i\u0336a\u0336 Lopez",
        "Ꮇaria Łopez",
        "Maria_Lopez",
    ],
    "admin": ["αdmin", "аdmіn", "ADMIN", "a d m i n", "adm1n", "a-d-m-i-n", "ａｄｍｉｎ", "ádmïn"],
    "Tim Burns": ["Tim Bums", "Tirn Burns"],
    "Walter": ["VValter", "ԝalter"],
}
APART = ["Maria Gomez", "Marie Lopez", "Mario López", "María Pérez", "Mara Lopez", "Lopez"]


def test_what_looks_the_same_has_one_skeleton():
    apart = {
        (name, other)
        for name, others in LOOK_ALIKE.items()
        for other in others
        if skeleton(name) != skeleton(other)
    }
    assert apart == set()
    assert skeleton("Maria Lopez") not in {skeleton(name) for name in APART}


def test_names_of_other_scripts_stay_names():
    names = ["山田太郎", "Ольга", "Юлия", "محمد", "Σοφία", "דוד", "प्रिया", "🌻"]
    assert len({skeleton(name) for name in names}) == len(names)


def test_offices(settings):
    settings.WAGTAIL_SITE_NAME = "Good Health"
    ours = [
        "Admin",
        "The Moderator",
        "mоderаtоr",
        "Editorial team",
        "m0derat0r",
        "$taff",
        "Good Health",
        "Health Good official",
    ]
    theirs = [
        "Ann",
        "Adam",
        "Edith",
        "Stafford",
        "Modesty",
        "Supportive Sue",
        "Healthy Ann",
        "Teamo",
        "",
        "🌻",
    ]
    assert [name for name in ours if not is_office(name)] == []
    assert [name for name in theirs if is_office(name)] == []
    settings.WAGTAIL_SITE_NAME = ""
    assert not is_office("")


@pytest.fixture
def team(db):
    users = get_user_model().objects
    users.create_superuser("maria", "m@example.org", "x", first_name="Maria", last_name="Lopez")
    users.create_superuser("kim", "k@example.org", "x")
    users.create_user("ann", "a@example.org", "x", first_name="Ann", last_name="Reader")
    users.create_superuser("gone", "g@example.org", "x", first_name="Long", last_name="Gone", is_active=False)


def test_names_of_the_team(team, django_assert_max_num_queries):
    ours = ["Maria Lopez", "Lopez, Maria", "Dr. Maria Lopez", "MariaLopez", "Maria J. Lopez MD", "Kim"]
    theirs = ["Maria", "Lopez", "Ann Reader", "Kim Novak", "Long Gone", "Maria Gomez", "🌻"]
    assert [name for name in ours if not is_reserved(name)] == []
    assert [name for name in theirs if is_reserved(name)] == []
    with django_assert_max_num_queries(0):
        assert is_reserved("Kim")
    for name, taken in {"Аna Ruіz": "Ana Ruiz", "🌺": "🌻"}.items():
        cache.clear()
        with django_assert_max_num_queries(2), hooks.register_temporarily(NAMES_HOOK, lambda: [taken]):  # noqa: B023
            assert is_reserved(name) == (taken == "Ana Ruiz")


@pytest.mark.site
def test_authors_and_reviewers_are_named_by_the_blog(db):
    from blog.people.models import Person  # noqa: PLC0415  is not there on another site

    Person.objects.create(name="Ana Ruiz", slug="ana-ruiz")
    assert is_reserved("Dr Ana Ruiz")
