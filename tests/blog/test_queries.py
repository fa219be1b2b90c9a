"""How many queries a page for readers costs, and that caches may keep it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from blog.models import Topic
from blog.people.models import Person
from comments.models import Comment, CommentThread
from comments.states import Status

pytestmark = [pytest.mark.site, pytest.mark.usefixtures("search_index")]

TEXT = ("paragraph", "<p>Ten minutes help [1].</p>")
TEN_BLOCKS = [
    TEXT,
    ("heading", {"text": "One", "anchor": ""}),
    TEXT,
    ("key_points", {"points": ["Walk."]}),
    ("heading", {"text": "Two", "anchor": ""}),
    ("question_answer", {"question": "How?", "answer": "<p>So.</p>"}),
    ("heading", {"text": "Three", "anchor": ""}),
    ("table", {"caption": "Days", "header": ["Day", "What"], "rows": [["Monday", "Walk"]]}),
    ("warning", {"title": "Careful", "text": "<p>Stop when it hurts.</p>"}),
    ("care_card", {"level": "urgent", "title": "Ask today", "text": "<p>If it hurts.</p>"}),
]


def queries_of(client, address):
    """Return the queries of a second visit: what stays in the cache between visitors is there."""
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        response = client.get(address)
    assert response.status_code == 200
    return [query["sql"] for query in queries]


@pytest.fixture
def busy_article(publish, home, author):
    """Ten blocks, two authors, three topics, a related article, a comment with an answer."""
    second = Person.objects.create(name="Kim Doe", slug="kim-doe")
    topics = [Topic.objects.create(name=name, slug=name.lower(), locale=home.locale) for name in "ABC"]
    publish("Another", topics=topics)
    page = publish(authors=[author, second], topics=topics, body=TEN_BLOCKS)
    thread = CommentThread.objects.create(page_id=page.pk)
    parent = comment_below(thread)
    comment_below(thread, parent)
    return page


def comment_below(thread, parent=None):
    comment = Comment(thread=thread, parent=parent, name="Ann")
    comment.write("Thank you, this helped.")
    comment.submit(Status.PUBLISHED)
    return comment


def test_an_article_costs_at_most_seventeen_queries(client, busy_article):
    queries = queries_of(client, busy_article.url)
    assert len(queries) <= 17, "\n".join(queries)


def test_pictures_in_the_text_cost_one_query_however_many(client, publish, picture):
    image = ("image", {"image": picture, "alt": "A sky", "caption": ""})
    without = len(queries_of(client, publish("One").url))
    assert len(queries_of(client, publish("Two", body=[TEXT, image, TEXT, image, image]).url)) == without + 1


@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/articles/",
        "/topics/sleep/",
        "/people/ana-ruiz/",
        "/search/?q=walking",
        "/feed/",
        "/feed/atom/",
        "/feed/json/",
        "/api/v2/pages/",
        "/sitemap.xml",
    ],
)
def test_lists_cost_the_same_with_more_articles(client, publish, picture, address):
    publish("One", lead_image=picture, lead_image_alt="A sky")
    few = len(queries_of(client, address))
    for number in range(4):
        publish(f"Another {number}", lead_image=picture, lead_image_alt="A sky")
    assert len(queries_of(client, address)) == few


@pytest.mark.parametrize(
    "kind",
    [
        "article",
        "/",
        "/articles/",
        "/topics/sleep/",
        "/people/ana-ruiz/",
        "/search/?q=x",
        "/feed/",
        "/feed/json/",
    ],
)
def test_a_cache_may_keep_every_page_for_readers(client, publish, kind):
    page = publish()
    response = client.get(page.url if kind == "article" else kind)
    assert response.status_code == 200
    assert not response.cookies
    assert "cookie" not in response.get("Vary", "").lower()
