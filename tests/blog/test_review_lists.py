"""Medical review in the admin's lists of articles: topics as a filter, a column in the explorer, a constant price."""

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from blog.models import Topic
from blog.people.models import Person
from blog.review.models import ReviewPolicy
from blog.review.reports.filters import subjects

pytestmark = pytest.mark.site

REPORT = reverse("medical_review_admin:report_pages_results")


def explorer(index):
    return reverse("wagtailadmin_explore", args=[index.pk])


def queries(client, address):
    with CaptureQueriesContext(connection) as found:
        client.get(address)
    return len(found)


def test_the_report_is_narrowed_down_to_a_topic(admin_client, home, publish, write):
    heart = Topic.objects.create(name="Heart", slug="heart", locale=home.locale)
    publish("About sleep")
    write("About the heart", topics=[heart])
    assert subjects() == [("heart", "Heart"), ("sleep", "Sleep")]
    listed = admin_client.get(REPORT, {"subject": "heart"}).context["object_list"]
    assert [page.title for page in listed] == ["About the heart"]


def test_the_explorer_says_where_each_article_stands(
    search_index, admin_client, index, publish, write, reviewer
):
    publish("Signed")
    write("Draft")
    html = admin_client.get(explorer(index)).text
    assert "review-mark--current" in html
    assert "review-mark--none" in html
    assert reviewer.name in html
    assert "medical_review/reports.css" in html
    results = reverse("wagtailadmin_explore_results", args=[index.pk])
    assert "review-mark--current" in admin_client.get(results, {"q": "signed"}).text


def test_what_no_reviewer_signs_keeps_its_empty_cell(admin_client, home, index):
    kind = ContentType.objects.get_for_model(type(index))
    use = reverse("wagtailadmin_pages:type_use", args=[kind.app_label, kind.model])
    for address in (explorer(home), explorer(index), use):
        response = admin_client.get(address)
        assert response.status_code == 200
        assert "review-mark" not in response.text.replace("reports.css", "")


def test_neither_the_explorer_nor_the_report_grows_with_articles(admin_client, index, publish, write):
    ReviewPolicy.objects.create(subject="sleep", reminder_days=[30])
    addresses = (explorer(index), REPORT, f"{REPORT}?export=csv", reverse("wagtailadmin_home"))
    publish("One")
    publish("Two")
    for address in addresses:
        queries(admin_client, address)
    few = [queries(admin_client, address) for address in addresses]
    for number in range(18):
        write(f"Draft {number}")
    assert [queries(admin_client, address) for address in addresses] == few


def test_an_article_is_served_with_the_name_of_a_reviewer_deleted_since(
    client, admin_client, publish, reviewer
):
    page = publish("Signed")
    admin_client.post(reverse(Person.snippet_viewset.get_url_name("delete"), args=[reviewer.pk]))
    assert not Person.objects.filter(pk=reviewer.pk).exists()
    response = client.get(page.url)
    assert response.status_code == 200
    assert "Bo Lind" in response.text
    assert "Bo Lind" in admin_client.get(REPORT).text
