"""A file of links becomes links: first as a plan, then for good."""

from datetime import date

import pytest
from django.utils import timezone
from wagtail.models import Locale, Site

from disclosures.link_imports import carry_out, exported
from disclosures.link_plans import Planner
from disclosures.link_tables import read_bytes, read_table
from disclosures.models import LinkTarget, ManagedLink
from disclosures.signals import disclosure_changed
from tests.disclosures.test_link_tables import PRETTY, THIRSTY
from tests.disclosures.test_redirects import SHOP, a_link

pytestmark = pytest.mark.django_db

AMAZON = "https://www.amazon.com/dp/B0?tag=ours-20"


@pytest.fixture
def german():
    return Locale.objects.get_or_create(language_code="de")[0]


def planned(text):
    table = read_table(text)
    return Planner(table, table.meanings).plan()


def imported(text):
    plan = planned(text)
    carry_out(plan)
    return plan


def the_row(text):
    [row] = planned(text).rows
    return row


def test_new_links_are_created(german):
    imported(
        "slug,title,programme,network,status,ends_on,note,address,address_de\n"
        f"lamp,The lamp,Acme,Net,paused,2027-12-31,Why,{SHOP},https://laden.example/\n"
        f"book,A book,,,,,,{AMAZON},\n"
    )
    lamp, book = ManagedLink.objects.get(slug="lamp"), ManagedLink.objects.get(slug="book")
    assert (lamp.title, lamp.programme, lamp.network, lamp.status) == ("The lamp", "Acme", "Net", "paused")
    assert (lamp.ends_on, lamp.note) == (date(2027, 12, 31), "Why")
    assert [(target.language, target.url) for target in lamp.targets.all()] == [
        ("", SHOP),
        ("de", "https://laden.example/"),
    ]
    assert (book.programme, book.network, book.status) == ("Amazon Associates", "Amazon", "active")


def test_nothing_is_written_by_looking():
    plan = planned(f"slug,address\nlamp,{SHOP}\n")
    assert plan.writes
    assert not ManagedLink.objects.exists()


def test_known_links_are_changed_where_the_file_differs(german):
    link = a_link(programme="Acme", note="Old", ends_on=timezone.localdate())
    target = link.targets.get()
    LinkTarget.objects.update(outcome="ok", checked_at=timezone.now())
    plan = imported(
        f"slug,title,ends_on,note,address,address_de\nlamp,New lamp,,,{SHOP},https://laden.example/\n"
    )
    assert [change[0] for change in plan.rows[0].changes] == ["title", "ends_on", "note", "address_de"]
    link.refresh_from_db()
    assert (link.title, link.ends_on, link.note, link.programme) == ("New lamp", None, "", "Acme")
    assert link.updated > link.created
    # What a check found at an address that stays, stays.
    assert link.targets.get(locale=None).pk == target.pk
    assert link.targets.get(locale=None).outcome == "ok"
    assert link.targets.get(locale=german).url == "https://laden.example/"


def test_a_changed_address_is_a_new_target_and_an_emptied_one_is_gone(german):
    link = a_link()
    LinkTarget.objects.create(link=link, locale=german, url="https://laden.example/")
    plan = imported("slug,address,address_de\nlamp,https://new.example/,\n")
    assert plan.rows[0].changes == [
        ("address", SHOP, "https://new.example/"),
        ("address_de", "https://laden.example/", ""),
    ]
    assert [target.url for target in link.targets.all()] == ["https://new.example/"]


def test_fields_without_a_column_stay(german):
    link = a_link(note="Kept", status="paused")
    LinkTarget.objects.create(link=link, locale=german, url="https://laden.example/")
    assert the_row("slug,title\nlamp,\n").action == "same"
    assert the_row("slug,title\nlamp,The lamp\n").action == "same"
    imported("slug,title\nlamp,Other\n")
    link.refresh_from_db()
    assert (link.note, link.status, link.targets.count()) == ("Kept", "paused", 2)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("slug,address\nlamp\n", "The row has 1 cells, the header has 2."),
        ("slug,address\nlamp,https://a.example/,x\n", "The row has 3 cells, the header has 2."),
        ("slug,address\nlamp,javascript:alert(1)\n", "column “address”: Write the whole address"),
        ("slug,address\nlamp,https://127.0.0.1/\n", "column “address”: “127.0.0.1” is in a private network"),
        ("slug,address\nlamp,https://our.example/go/x/\n", "column “address”: This leads back"),
        ("slug,address\nlamp,\n", "column “address”: There is no address"),
        ("slug,title\nlamp,x\n", "There is no address"),
        ("title,address\n,https://a.example/\n", "There is no short name"),
        ("slug,address\n日本,https://a.example/\n", "column “slug”: There is no short name"),
        ("slug,status,address\nlamp,on,https://a.example/\n", "column “status”: “on” is no status"),
        (
            "slug,ends_on,address\nlamp,31.12.2027,https://a.example/\n",
            "column “ends_on”: “31.12.2027” is no day",
        ),
        ("slug,address_fr\nlamp,https://a.example/\n", "column “address_fr”: This site has no language “fr”"),
        ("slug,title,address\nlamp,a\x00b,https://a.example/\n", "column “title”: There is a character"),
        (
            "slug,title,address\nlamp," + "a" * 201 + ",https://a.example/\n",
            "column “title”: Ensure this value has at most 200",
        ),
        ("slug,note,address\nlamp," + "a" * 1001 + ",https://a.example/\n", "column “note”"),
        ("slug,address\n" + "a" * 101 + ",https://a.example/\n", "column “slug”"),
        ("slug,address\nold,https://a.example/\n", "column “slug”: “old” is an earlier short name"),
    ],
)
def test_refused_rows_name_row_and_column(text, says):
    Site.objects.update(hostname="our.example")
    link = a_link("old")
    link.slug = "other"
    link.save()
    row = the_row(text)
    assert (row.number, row.action) == (2, "refuse")
    assert says in row.problem
    carry_out(planned(text))
    assert ManagedLink.objects.count() == 1


def test_the_second_of_two_rows_with_one_name_is_refused():
    plan = planned(f"slug,address\nlamp,{SHOP}\nbook,{SHOP}\nLamp,{AMAZON}\n")
    assert [row.action for row in plan.rows] == ["create", "create", "refuse"]
    assert "stands in row 2 already" in plan.rows[2].problem


def test_good_rows_are_written_beside_refused_ones():
    imported(f"slug,address\nlamp,{SHOP}\nbad,x\n")
    assert [link.slug for link in ManagedLink.objects.all()] == ["lamp"]


def test_thirstyaffiliates_exports_are_read():
    text = read_bytes((THIRSTY + f'"Müsli &amp; Co",{SHOP},musli,Food;Health,,,,a\n').encode("latin-1"))
    imported(text)
    link = ManagedLink.objects.get()
    assert (link.slug, link.title, link.note) == ("musli", "Müsli & Co", "Food;Health")
    assert link.targets.get().url == SHOP


def test_prettylinks_exports_are_read():
    imported(
        PRETTY
        + f'"7","{AMAZON}","go/Lamp Two","The lamp","302","1","1","0","","","2024-01-01","2024-01-02","a,b",""\n'
    )
    link = ManagedLink.objects.get()
    assert (link.slug, link.title, link.note, link.programme) == (
        "lamp-two",
        "The lamp",
        "a,b",
        "Amazon Associates",
    )


def test_a_name_is_made_of_the_title_where_there_is_none():
    row = the_row(f"title,address\nThe Reading Lamp,{SHOP}\n")
    assert (row.action, row.slug, row.title) == ("create", "the-reading-lamp", "The Reading Lamp")
    assert the_row(f"slug,address\nlamp,{SHOP}\n").title == "lamp"


def test_an_export_read_again_changes_nothing(german):
    a_link(programme="=Acme", note="-1\nsecond line, 'quoted'", ends_on=date(2027, 1, 2), status="paused")
    second = a_link("_odd-", AMAZON, title="'+Zoë")
    LinkTarget.objects.create(link=second, locale=german, url="https://laden.example/ä")
    ManagedLink.objects.get(pk=second.pk).save()
    before = exported()
    plan = planned(read_bytes(before))
    assert [row.action for row in plan.rows] == ["same", "same"]
    assert not plan.writes
    ManagedLink.objects.all().delete()
    imported(read_bytes(before))
    assert exported() == before


def test_caches_hear_of_an_import_once():
    heard = []

    def listen(sender, **kwargs):
        heard.append(sender)

    disclosure_changed.connect(listen)
    try:
        imported("slug,address\n" + "".join(f"l{number},{SHOP}\n" for number in range(5)))
    finally:
        disclosure_changed.disconnect(listen)
    assert heard == [ManagedLink]


def test_many_rows_cost_no_more_queries(django_assert_max_num_queries):
    text = "slug,title,address\n" + "".join(f"l{n},Link {n},https://shop.example/{n}\n" for n in range(300))
    with django_assert_max_num_queries(16):
        imported(text)
    changed = text.replace("shop.example", "new.example").replace("Link", "New link")
    with django_assert_max_num_queries(20):
        imported(changed)
    assert ManagedLink.objects.filter(title__startswith="New").count() == 300
    assert LinkTarget.objects.filter(url__startswith="https://new.example/").count() == 300
