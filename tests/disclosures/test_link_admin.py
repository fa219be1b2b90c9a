"""Editors look after the site's own links in the admin."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Locale

from disclosures import link_checks
from disclosures.link_csv_views import MOST_PACKED
from disclosures.link_imports import carry_out
from disclosures.link_tables import MOST_BYTES
from disclosures.models import LinkCheck, LinkClicks, LinkTarget, ManagedLink
from tests.disclosures.pages import a_page
from tests.disclosures.test_link_checks import internet
from tests.disclosures.test_redirects import SHOP, a_link

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()


def address(name, *args):
    return reverse(ManagedLink.snippet_viewset.get_url_name(name), args=args)


@pytest.fixture
def editor(client, django_user_model):
    """Somebody in the group that a migration made."""
    user = django_user_model.objects.create_user("ad", email="ad@site.example", password="x")
    user.groups.add(Group.objects.get(name="Advertising"))
    client.force_login(user)
    return client


@pytest.fixture
def outsider(client, django_user_model):
    """Somebody who may enter the admin and do nothing with links."""
    user = django_user_model.objects.create_user("out", password="x")
    user.groups.add(Group.objects.create(name="Guests"))
    user.groups.get().permissions.add(
        *Group.objects.get(name="Advertising").permissions.filter(codename="access_admin")
    )
    client.force_login(user)
    return client


def targets(*urls, known=(), **extra):
    """Return the form's fields for targets."""
    values = {
        "targets-TOTAL_FORMS": len(urls),
        "targets-INITIAL_FORMS": len(known),
        "targets-MIN_NUM_FORMS": 0,
        "targets-MAX_NUM_FORMS": 1000,
    }
    for number, url in enumerate(urls):
        values |= {f"targets-{number}-url": url, f"targets-{number}-locale": ""}
        values[f"targets-{number}-id"] = known[number] if number < len(known) else ""
    return values | extra


def link_form(**values):
    return {"title": "The lamp", "slug": "lamp", "status": "active", "programme": "", "network": "", **values}


def test_the_group_finds_its_menu_and_a_stranger_does_not(editor):
    assert address("list") in editor.get(reverse("wagtailadmin_home")).content.decode()


def test_a_stranger_is_let_nowhere(outsider):
    link = a_link()
    for name, args in [
        ("list", ()),
        ("add", ()),
        ("edit", (link.pk,)),
        ("import", ()),
        ("export", ()),
        ("check", (link.pk,)),
    ]:
        assert outsider.get(address(name, *args)).status_code == 302
    assert outsider.post(address("check", link.pk)).status_code == 302
    assert outsider.post(address("import"), {"packed": "x"}).status_code == 302


def test_a_link_is_written_with_its_targets(editor):
    german = Locale.objects.get_or_create(language_code="de")[0]
    values = targets(SHOP, "https://laden.example/", **{"targets-1-locale": german.pk})
    editor.post(address("add"), link_form() | values)
    link = ManagedLink.objects.get()
    assert [(target.language, target.url) for target in link.targets.all()] == [
        ("", SHOP),
        ("de", "https://laden.example/"),
    ]


@pytest.mark.parametrize(
    ("values", "says"),
    [
        (targets(), "Please submit at least 1"),
        (targets("javascript:alert(1)"), "Write the whole address"),
        (targets(SHOP, "https://b.example/"), "There is a target for this language already."),
        (targets(SHOP) | {"slug": "a b"}, "Use only small letters"),
    ],
)
def test_a_link_that_cannot_work_is_refused_and_kept_in_the_form(editor, values, says):
    html = editor.post(address("add"), link_form() | values).content.decode()
    assert says in html
    assert not ManagedLink.objects.exists()
    assert 'value="The lamp"' in html


def test_a_removed_target_makes_room_for_another(editor):
    link = a_link()
    known = [link.targets.get().pk]
    values = targets(SHOP, "https://b.example/", known=known, **{"targets-0-DELETE": "on"})
    editor.post(address("edit", link.pk), link_form() | values)
    assert [target.url for target in link.targets.all()] == ["https://b.example/"]


def test_a_short_name_of_another_link_is_refused(editor):
    a_link()
    html = editor.post(address("add"), link_form(title="Other") | targets(SHOP)).content.decode()
    assert "already exists" in html


def test_the_list_shows_what_readers_meet(editor):
    link = a_link(title="A working link", programme="Acme")
    LinkClicks.objects.create(link=link, day=TODAY, count=7)
    LinkClicks.objects.create(link=link, day=TODAY - timedelta(days=31), count=99)
    a_link("b", title="A broken link").targets.update(outcome="broken", failures=2, checked_at=timezone.now())
    a_link("c", title="A paused link", status="paused")
    a_link("d", title="An ended link", ends_on=TODAY - timedelta(days=1))
    html = editor.get(address("list")).content.decode()
    for words in ("/go/lamp/", "Acme", "Active", "Broken", "Paused", "Ended", ">7<"):
        assert words in " ".join(html.split()).replace("> ", ">").replace(" <", "<"), words


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ("active", ["A working link"]),
        ("broken", ["A broken link"]),
        ("paused", ["A paused link"]),
        ("ended", ["An ended link", "Paused and ended"]),
    ],
)
def test_the_list_is_filtered_by_it(editor, wanted, found):
    a_link(title="A working link")
    a_link("b", title="A broken link").targets.update(outcome="broken", failures=2)
    a_link("c", title="A paused link", status="paused")
    a_link("d", title="An ended link", ends_on=TODAY - timedelta(days=1))
    a_link("e", title="Paused and ended", status="paused", ends_on=TODAY - timedelta(days=1))
    response = editor.get(address("list"), {"state": wanted})
    assert [link.title for link in response.context["object_list"]] == found


def test_the_list_is_filtered_by_programme_searched_and_sorted(editor):
    a_link("a", title="One", programme="Acme")
    a_link("b", title="Two", programme="Other")
    assert [x.title for x in editor.get(address("list"), {"programme": "Acme"}).context["object_list"]] == [
        "One"
    ]
    assert [x.title for x in editor.get(address("list"), {"q": "two"}).context["object_list"]] == ["Two"]
    for ordering in ("clicks_lately", "-clicks_lately", "last_check", "-programme", "slug"):
        assert len(editor.get(address("list"), {"ordering": ordering}).context["object_list"]) == 2


def test_the_list_costs_the_same_with_more_links(editor, django_assert_max_num_queries):
    def queries():
        with django_assert_max_num_queries(100) as captured:
            editor.get(address("list"))
        return len(captured)

    a_link("a")
    queries()
    few = queries()
    for number in range(8):
        link = a_link(f"b{number}", programme="Acme")
        LinkClicks.objects.create(link=link, day=TODAY, count=1)
    assert queries() == few


def test_the_form_shows_address_clicks_and_checks(editor):
    link, page = a_link(), a_page()
    now = timezone.now()
    LinkClicks.objects.create(link=link, day=TODAY, page=page, count=5)
    LinkClicks.objects.create(link=link, day=TODAY, count=2)
    LinkClicks.objects.create(link=link, day=TODAY - timedelta(days=1), page_id=9999, count=1)
    LinkCheck.objects.create(
        target=link.targets.get(),
        checked_at=now,
        outcome="broken",
        status=404,
        final_url="https://end.example/",
        detail="Why",
    )
    html = " ".join(editor.get(address("edit", link.pk)).content.decode().split())
    for words in (
        'value="http://testserver/go/lamp/"',
        "8 clicks in 30 days",
        'height="40"',
        "Lamps",
        "A page that was deleted",
        "From elsewhere, or unknown",
        "Does not exist (404)",
        "https://end.example/",
        "Check now",
    ):
        assert words in html, words


def test_the_form_of_a_new_link_says_so(editor):
    link = a_link()
    html = editor.get(address("edit", link.pk)).content.decode()
    assert "Nobody has followed it." in html
    assert "Nobody has looked yet." in html
    assert "Clicks and checks" not in editor.get(address("add")).content.decode()


def test_a_site_that_serves_no_links_is_told_how(editor, monkeypatch):
    link = a_link()
    monkeypatch.setattr("disclosures.models.managed_links.go_path", lambda slug: "")
    assert "does not serve its links yet" in editor.get(address("edit", link.pk)).content.decode()


def test_a_deletion_says_what_it_means(editor):
    link = a_link()
    assert "Set it to “Ended” instead" in editor.get(address("delete", link.pk)).content.decode()
    editor.post(address("delete", link.pk))
    assert not ManagedLink.objects.exists()


def test_a_check_on_demand(editor, monkeypatch, django_capture_on_commit_callbacks):
    link = a_link()
    monkeypatch.setattr(link_checks, "fetcher", lambda: internet({}))
    assert SHOP.replace("&", "&amp;") in editor.get(address("check", link.pk)).content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        response = editor.post(address("check", link.pk))
    assert response["Location"] == address("edit", link.pk)
    assert LinkCheck.objects.get().outcome == "unreachable"
    assert editor.get(address("check", 9999)).status_code == 404
    assert editor.post(address("check", 9999)).status_code == 404


def test_all_links_leave_as_a_file(editor):
    a_link(title="=1+1")
    response = editor.get(address("export"))
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Content-Disposition"] == f'attachment; filename="links-{TODAY:%Y-%m-%d}.csv"'
    assert response.content.decode("utf-8-sig").splitlines()[1].startswith("lamp,'=1+1,")


def upload(client, text, name="links.csv"):
    content = text if isinstance(text, bytes) else text.encode()
    return client.post(address("import"), {"file": SimpleUploadedFile(name, content)})


def confirmed(response, **extra):
    plan = response.context["plan"]
    mapping = {field.name: field.initial for field in response.context["form"]}
    return {"packed": response.context["packed"], "confirm": plan.fingerprint, **mapping, **extra}


def test_a_file_is_shown_before_anything_is_written(editor):
    a_link("old", title="Old")
    response = upload(editor, f"slug,title,address\nlamp,Lamp,{SHOP}\nold,New,{SHOP}\nbad,Bad,x\n")
    html = response.content.decode()
    for words in ("Refused (1)", "New links (1)", "Changed links (1)", "column “address”", "<del>Old</del>"):
        assert words in html, words
    assert [link.title for link in ManagedLink.objects.all()] == ["Old"]
    response = editor.post(address("import"), confirmed(response), follow=True)
    assert "2 links were written." in response.content.decode()
    assert sorted(link.title for link in ManagedLink.objects.all()) == ["Lamp", "New"]


def test_columns_can_be_told_otherwise(editor):
    response = upload(editor, f"name,where,address\nlamp,{SHOP},x\n")
    assert response.context["plan"].of("refuse")
    values = {"packed": response.context["packed"], "slug": "0", "address": "1"}
    response = editor.post(address("import"), values)
    assert [row.slug for row in response.context["plan"].of("create")] == ["lamp"]
    assert not ManagedLink.objects.exists()
    editor.post(address("import"), values | {"confirm": response.context["plan"].fingerprint})
    assert ManagedLink.objects.get().targets.get().url == SHOP


def test_what_has_changed_since_is_shown_again(editor):
    response = upload(editor, f"slug,title,address\nlamp,Lamp,{SHOP}\n")
    a_link(title="Somebody else's")
    response = editor.post(address("import"), confirmed(response), follow=True)
    assert "have changed since" in response.content.decode()
    assert [link.title for link in ManagedLink.objects.all()] == ["Somebody else's"]


def test_somebody_who_was_quicker_by_a_moment_is_no_error(editor, monkeypatch):
    def too_late(plan):
        a_link(title="Quicker")
        carry_out(plan)

    response = upload(editor, f"slug,title,address\nlamp,Lamp,{SHOP}\n")
    monkeypatch.setattr("disclosures.link_csv_views.carry_out", too_late)
    response = editor.post(address("import"), confirmed(response))
    assert "have changed since" in response.content.decode()
    assert [link.title for link in ManagedLink.objects.all()] == ["Quicker"]


@pytest.mark.parametrize("packed", ["", "x", "x:y:z"])
def test_a_form_that_was_changed_is_refused(editor, packed):
    response = editor.post(address("import"), {"packed": packed, "confirm": "x"}, follow=True)
    assert "Upload the file again" in response.content.decode()


def test_a_wrong_column_number_falls_back_to_what_was_read(editor):
    response = upload(editor, f"slug,address\nlamp,{SHOP}\n")
    response = editor.post(address("import"), {"packed": response.context["packed"], "slug": "99"})
    assert response.context["plan"].of("create")


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "empty"),
        (b"\n\n", "The file is empty"),
        (b"slug\n" + b"a" * 200_000 + b"\n", "Row 2 cannot be read"),
        (b"a" * (MOST_BYTES + 1), "too large"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(editor, content, says):
    assert says in upload(editor, content).content.decode()


def test_a_file_that_cannot_be_packed_is_to_be_split(editor, monkeypatch):
    monkeypatch.setattr("disclosures.link_csv_views.MOST_PACKED", 10)
    assert "Split it into parts" in upload(editor, f"slug,address\nlamp,{SHOP}\n").content.decode()
    assert MOST_PACKED < 2_621_440


def test_a_file_with_nothing_new_offers_nothing_to_write(editor):
    a_link()
    html = upload(editor, f"slug,address\nlamp,{SHOP}\n").content.decode()
    assert "Links that stay as they are (1)" in html
    assert "Write it like this" not in html


def test_a_long_file_shows_its_first_rows(editor):
    text = "slug,address\n" + "".join(f"l{n},{SHOP}\n" for n in range(120))
    html = upload(editor, text).content.decode()
    assert "New links (120)" in html
    assert "The first 100 are shown." in html


def test_who_may_only_look_may_export_and_not_import(client, django_user_model):
    user = django_user_model.objects.create_user("reader", password="x")
    user.user_permissions.add(
        *Group.objects.get(name="Advertising").permissions.filter(
            codename__in=["access_admin", "view_managedlink"]
        )
    )
    client.force_login(user)
    html = client.get(address("list")).content.decode()
    assert address("export") in html
    assert address("import") not in html
    assert client.get(address("export")).status_code == 200
    assert client.get(address("import")).status_code == 302
    assert LinkTarget.objects.count() == 0
