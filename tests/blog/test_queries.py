"""How many queries a page for readers costs."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from blog.models import Topic
from blog.people.models import Person

pytestmark = pytest.mark.site


def queries_of(client, address):
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return [query["sql"] for query in queries]


def body(picture):
    text = ("paragraph", "<p>Ten minutes help [1].</p>")
    return [
        text,
        ("heading", {"text": "One"}),
        text,
        ("key_points", {"points": ["Walk."]}),
        ("heading", {"text": "Two"}),
        ("image", {"image": picture, "alt": "A sky", "caption": ""}),
        ("heading", {"text": "Three"}),
        ("table", {"caption": "Days", "header": ["Day", "What"], "rows": [["Monday", "Walk"]]}),
        ("warning", {"title": "Careful", "text": "<p>Stop when it hurts.</p>"}),
        ("care_card", {"level": "urgent", "title": "Ask today", "text": "<p>If it hurts.</p>"}),
    ]


def test_an_article_costs_sixteen_queries_at_most(client, publish, home, author, picture):
    second = Person.objects.create(name="Kim Doe", slug="kim-doe")
    topics = [
        Topic.objects.create(name=name, slug=name.lower(), locale=home.locale) for name in ("A", "B", "C")
    ]
    publish("Another", topics=topics)
    page = publish(
        authors=[author, second], topics=topics, body=body(picture), lead_image=picture, lead_image_alt="Sky"
    )
    client.get(page.url)
    queries = queries_of(client, page.url)
    for q in queries:
        print(q[:330].replace("\n", " "), "\n")
    assert len(queries) <= 16
