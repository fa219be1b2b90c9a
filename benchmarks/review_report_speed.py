"""How long an editor waits for the report on medical review, its files, the dashboard and the list of articles.

Run: python benchmarks/review_report_speed.py [PAGES]      (2,000 pages in a database of its own, thrown away after)
"""

import os
import sys
import time
from datetime import timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "site_config.settings.test")

import django

django.setup()

# The models can be imported only now.
from django.contrib.auth import get_user_model
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext, setup_test_environment
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from blog.models import BlogIndexPage, HealthArticlePage, HomePage
from blog.people.models import Credential, Person
from blog.review.models import MedicalReview, Publication

GOAL, GOAL_FILE = 1.0, 5.0
STANDINGS = 400


def fill(number: int) -> BlogIndexPage:
    """Write signed articles, due from a month ago to a year ahead, below one list."""
    home = Page.objects.get(depth=1).add_child(instance=HomePage(title="Home", slug="bench", intro="x"))
    index = home.add_child(instance=BlogIndexPage(title="Articles", slug="articles"))
    person = Person.objects.create(name="Ana Ruiz", slug="ana-ruiz")
    Credential.objects.create(person=person, title="MD", name="Doctor", issuer="University")
    now, today = timezone.now(), timezone.localdate()
    for position in range(number):
        page = index.add_child(
            instance=HealthArticlePage(
                title=f"Article {position}", summary="x", live=False, assigned_reviewer=person
            )
        )
        review = MedicalReview.objects.create(
            page_id=page.pk,
            page_title=page.title,
            locale="en",
            reviewer=person,
            reviewer_name=person.name,
            signed_at=now,
            digest_version=1,
            digest="d",
            payload={"content": {}},
            decision="approved",
            next_due=today + timedelta(days=position % STANDINGS - 30),
        )
        Publication.objects.create(
            page_id=page.pk, page_title=page.title, digest="d", basis="signed", review=review, since=now
        )
    Page.objects.filter(pk__in=index.get_children().values("pk")).update(live=True)
    return index


def measure(client: Client, name: str, address: str) -> bool:
    """Print what the second visit costs; return whether it meets the goal."""
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        began = time.perf_counter()
        b"".join(client.get(address))
        seconds = time.perf_counter() - began
    print(f"{name:28} {seconds:6.2f} s {len(queries):4} queries")
    return seconds <= (GOAL_FILE if "export" in address else GOAL)


def main(number: int) -> int:
    """Fill, measure, throw away; 1 if a goal was missed."""
    setup_test_environment()
    connection.creation.create_test_db(verbosity=0)
    try:
        with transaction.atomic():
            index = fill(number)
        client = Client()
        client.force_login(get_user_model().objects.create_superuser("bench", "bench@example.org", "x"))
        report = reverse("medical_review_admin:report_pages")
        addresses = {
            "report": report,
            "report, overdue": f"{report}?standing=overdue",
            "report as CSV": f"{report}?export=csv",
            "report as XLSX": f"{report}?export=xlsx",
            "dashboard": reverse("wagtailadmin_home"),
            "list of articles": reverse("wagtailadmin_explore", args=[index.pk]),
        }
        print(
            f"{number} signed articles, {connection.vendor}; goals {GOAL:.0f} s a screen, {GOAL_FILE:.0f} s a file"
        )
        met = [measure(client, name, address) for name, address in addresses.items()]
    finally:
        connection.creation.destroy_test_db(":memory:", verbosity=0)
    return 0 if all(met) else 1


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 2000))
