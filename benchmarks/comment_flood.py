"""What becomes of a flood of comments: from one network, from as many networks as comments, and of junk.

Run: python benchmarks/comment_flood.py [NUMBER]      (10,000 each, in a database of its own, thrown away after)

Every submission goes the whole way that a request goes, from its address to the answer. The cache is emptied in the
middle of each flood, and at its end one reader of the flooded network, and one of another, say something.
"""

import os
import sys
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "site_config.settings.test")

import django

django.setup()

# The models can be imported only now.
import logging

from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import setup_test_environment
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from comments.models import Comment, CommentThread
from comments.states import ThreadMode
from comments.tokens import FormToken, page_key

ONE_NETWORK = "203.0.113."


def send(client: Client, page: Page, words: str, address: str, token: str = "", **headers: str) -> str:
    """Send one comment as the script does; return the outcome."""
    data = {"body": words, "name": words[:40], "token": token or FormToken.issue(page.pk, 1.0).signed()}
    headers = {"accept": "application/json", "sec-fetch-site": "same-origin"} | headers
    url = reverse("reader_comments:post", args=[page_key(page)])
    return client.post(url, data, headers=headers, REMOTE_ADDR=address).json()["outcome"]


def flood(name: str, page: Page, number: int, one: object) -> None:
    """Send `number` comments by `one`, and let two readers write afterwards."""
    Comment.objects.all().delete()
    cache.clear()
    client, outcomes = Client(raise_request_exception=False), Counter()
    started = time.perf_counter()
    for position in range(number):
        if position == number // 2:
            cache.clear()
        outcomes[one(client, position)] += 1
    seconds = time.perf_counter() - started
    neighbour = send(client, page, "I live next door to it.", f"{ONE_NETWORK}77")
    stranger = send(client, page, "I live far away.", "198.51.100.9")
    stored = Counter(Comment.objects.values_list("status", flat=True))
    print(f"{name}: {number} in {seconds:.0f} s, {dict(outcomes)}; stored {dict(stored)}")
    print(f"    then a neighbour: {neighbour}; somebody elsewhere: {stranger}")


def main() -> None:
    """Flood one open page in four ways."""
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    logging.disable(logging.CRITICAL)
    home = Page.objects.get(depth=1).add_child(instance=Page(title="Home", slug="flood"))
    CommentThread.objects.create(page=home, mode=ThreadMode.OPEN)
    used = FormToken.issue(home.pk, 1.0).signed()
    began = timezone.now()

    def words(position: int) -> str:
        return f"Thought number {position} about sleeping better"

    flood("one network", home, number, lambda c, n: send(c, home, words(n), f"{ONE_NETWORK}{n % 250}"))
    flood(
        "as many networks",
        home,
        number,
        lambda c, n: send(c, home, words(n), f"10.{n >> 8 & 255}.{n & 255}.1"),
    )
    flood(
        "one token again and again",
        home,
        number,
        lambda c, n: send(c, home, words(n), f"{ONE_NETWORK}1", used),
    )
    cross = {"sec-fetch-site": "cross-site"}
    flood("forged origins", home, number, lambda c, n: send(c, home, words(n), f"{ONE_NETWORK}1", **cross))
    print(f"{(timezone.now() - began).total_seconds():.0f} s in all")


if __name__ == "__main__":
    setup_test_environment()
    old = connection.creation.create_test_db(verbosity=0)
    try:
        main()
    finally:
        connection.creation.destroy_test_db(old, verbosity=0)
