"""What one more comment, the moderators' queue and a page's comments cost, with few and with a million comments stored.

    make bench-comments            (python benchmarks/comments_speed.py [SMALL LARGE]; 10,000 and 1,000,000)

Runs on PostgreSQL (DATABASE_URL, or the local one) in a database of its own, which is made and thrown away. Every
figure is the median of server time in milliseconds, measured in one run; a tenth of the comments waits, and up to
100,000 of them stand below one page.
"""

import os
import sys
import time
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "site_config.settings.test")
SERVER, _, _ = os.environ.get("DATABASE_URL", "postgres://postgres@127.0.0.1:5432/postgres").rpartition("/")
NAME = "candour_benchmark"
os.environ["DATABASE_URL"] = f"{SERVER}/{NAME}"

import django
import psycopg

with psycopg.connect(f"{SERVER}/postgres", autocommit=True) as server:
    server.execute(f"DROP DATABASE IF EXISTS {NAME} WITH (FORCE)")
    server.execute(f"CREATE DATABASE {NAME}")

django.setup()

# The models can be imported only now.
from django.contrib.auth import get_user_model
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.template import engines
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Site

from comments.models import Comment, CommentThread
from comments.states import Status, ThreadMode
from comments.threads import thread_page
from comments.tokens import FormToken, page_key
from tests.testapp.models import PlainPage

ROUNDS, THREADS, BUSIEST = 30, 200, 100_000
GOALS = {"post": 15, "queue": 60, "thread": 5}
WORDS = (
    "My doctor changed the dose in spring and since then the swelling in my left knee has gone down a little, but "
    "the tiredness stays and I wonder whether others noticed the same after some weeks. "
)
# A tenth waits, most are published, some were rejected or taken for spam; three in ten answer another comment.
SEED = """
INSERT INTO reader_comments_comment ({names})
SELECT {values} FROM reader_comments_comment t, generate_series(%(first)s, %(last)s) n WHERE t.id = %(template)s
"""
OWN = {
    "public_id": "substr(md5(n::text), 1, 16)",
    "thread_id": "(%(threads)s::bigint[])[CASE WHEN n <= %(busiest)s THEN 1 ELSE 2 + n %% (%(count)s - 1) END]",
    "status": "CASE WHEN n %% 10 = 0 THEN 'pending' WHEN n %% 25 = 1 THEN 'spam' WHEN n %% 25 = 2 THEN 'rejected' "
    "ELSE 'published' END",
    "attention": "CASE WHEN n %% 10 = 0 THEN 10 ELSE 0 END",
    "shown": "NOT (n %% 10 = 0 OR n %% 25 IN (1, 2))",
    "submitted_at": "%(now)s - n * interval '2 minutes'",
    "published_at": "CASE WHEN n %% 10 = 0 OR n %% 25 IN (1, 2) THEN NULL ELSE %(now)s - n * interval '2 minutes' END",
    "status_since": "%(now)s - n * interval '1 minute'",
    "name": "'Reader ' || n %% 90000",
    "email": "CASE WHEN n %% 4 = 0 THEN 'reader' || n %% 90000 || '@example.org' ELSE '' END",
    "network_key": "substr(md5((n %% 60000)::text), 1, 32)",
    "body_digest": "md5('body' || n)",
    "body": "t.body || n",
    "submission_key": "NULL",
}
REPLIES = """
INSERT INTO reader_comments_comment ({names})
SELECT {values} FROM reader_comments_comment t
WHERE t.status = 'published' AND t.root_id IS NULL AND t.id %% 7 < 3 AND t.id >= %(first)s
"""
REPLY = {
    "public_id": "'r' || substr(md5(t.id::text), 1, 15)",
    "root_id": "t.id",
    "parent_id": "t.id",
    "seq": "1",
    "shown": "false",
    "body_digest": "md5('reply' || t.id)",
}


def insert(statement: str, own: dict[str, str], **values: object) -> None:
    """Copy rows inside the database: every column that `own` does not give comes from the template row."""
    names = [field.column for field in Comment._meta.concrete_fields if not field.primary_key]
    columns = ", ".join(own.get(name, f"t.{name}") for name in names)
    with connection.cursor() as cursor:
        cursor.execute(statement.format(names=", ".join(names), values=columns), values)


def prepare() -> list[CommentThread]:
    """Make the pages, one moderator, and the comment that all others are copies of."""
    call_command("migrate", verbosity=0)
    get_user_model().objects.create_superuser("moderator", "moderator@example.org", "x")
    home = Site.objects.get(is_default_site=True).root_page
    threads = []
    for place in range(THREADS):
        page = home.add_child(
            instance=PlainPage(title=f"Article {place}", slug=f"article-{place}", body="<p>x</p>")
        )
        threads.append(CommentThread.objects.create(page=page, mode=ThreadMode.OPEN))
    template = Comment(
        thread=threads[-1],
        name="Ann",
        findings=[
            {
                "kind": "hold",
                "code": "links",
                "message": "It contains a link. Look where it leads.",
                "check": "links",
            },
            {
                "kind": "annotate",
                "code": "dose",
                "message": "It names a dose.",
                "check": "medical",
                "spans": [[3, 9]],
            },
        ],
    )
    template.write(WORDS * 2)
    template.submit(Status.PENDING)
    return threads


def fill(threads: list[CommentThread], first: int, last: int) -> None:
    """Add the comments with these numbers and the replies to them, then set the counts."""
    newest = Comment.objects.order_by("-pk").values_list("pk", flat=True)[0]
    template = Comment.objects.order_by("pk").values_list("pk", flat=True)[0]
    keys = [thread.pk for thread in threads]
    insert(
        SEED,
        OWN,
        first=first,
        last=last,
        template=template,
        now=timezone.now(),
        threads=keys,
        count=len(keys),
        busiest=BUSIEST,
    )
    insert(REPLIES, REPLY, first=newest + 1)
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE reader_comments_comment r SET published_replies = 1, preview_seq = 1, last_seq = 1 "
            "FROM reader_comments_comment a WHERE a.root_id = r.id AND r.id > %s",
            [newest],
        )
        cursor.execute(
            "UPDATE reader_comments_commentthread h SET published_count = c.p, pending_count = c.w FROM ("
            "SELECT thread_id, count(*) FILTER (WHERE status = 'published') p, "
            "count(*) FILTER (WHERE status = 'pending') w FROM reader_comments_comment GROUP BY thread_id) c "
            "WHERE c.thread_id = h.id"
        )
        cursor.execute("VACUUM ANALYZE")


def timed(action) -> tuple[float, int]:
    """Return the median milliseconds of `action(round)` and how many queries one takes."""
    times = []
    action(0)
    for number in range(1, ROUNDS + 1):
        started = time.perf_counter()
        action(number)
        times.append((time.perf_counter() - started) * 1000)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        action(ROUNDS + 1)
    return median(times), len(queries)


def poster(thread: CommentThread, run: str):
    """Return what sends one comment, each from a network of its own."""
    client, address = Client(), reverse("reader_comments:post", args=[page_key(thread.page)])

    def post(number: int) -> None:
        token = FormToken.issue(thread.page_id, opened=time.time() - 60).signed()
        sent = {
            "name": f"{run} {number}",
            "email": f"{run}{number}@example.org",
            "body": f"{WORDS}{run} {number}",
            "token": token,
            "insists": "1",
        }
        response = client.post(
            address,
            sent,
            headers={"accept": "application/json", "sec-fetch-site": "same-origin"},
            REMOTE_ADDR=f"10.{len(run)}.{number}.7",
        )
        assert response.status_code in {201, 202}, (response.status_code, response.content)

    return post


def measure(threads: list[CommentThread], run: str) -> dict[str, tuple[float, int]]:
    """Return the figures for what is stored now."""
    cache.clear()
    moderator, factory = Client(), RequestFactory()
    moderator.force_login(get_user_model().objects.get(username="moderator"))
    queue = reverse("reader_comments_admin:index_results")
    busiest = threads[0].page
    template = engines["django"].from_string("{% load comment_tags %}{% comments page %}")

    def fragment(number: int) -> None:
        template.render({"page": busiest}, factory.get("/"))

    def show_queue(number: int) -> None:
        assert moderator.get(queue).status_code == 200

    return {
        "post": timed(poster(threads[5], run)),
        "queue": timed(show_queue),
        "thread": timed(lambda number: thread_page(busiest)),
        "fragment": timed(fragment),
    }


def main() -> None:
    """Fill, measure, fill more, measure again, and print both."""
    small, large = (int(number) for number in sys.argv[1:3]) if len(sys.argv) > 2 else (10_000, 1_000_000)
    threads = prepare()
    columns, done = [], 0
    for stored in (small, large):
        started = time.perf_counter()
        fill(threads, done + 1, stored)
        done = stored
        total = Comment.objects.count()
        print(f"{total:,} comments stored after {time.perf_counter() - started:.0f} s", flush=True)
        columns.append(measure(threads, f"r{'x' * len(columns)}"))
    few, many = columns
    print(f"{'':12}{'few':>10}{'many':>10}{'ratio':>8}{'goal':>8}{'queries':>9}")
    for name, (before, _) in few.items():
        after, queries = many[name]
        goal = GOALS.get(name, "")
        print(f"{name:12}{before:8.1f}ms{after:8.1f}ms{after / before:8.2f}{goal:>8}{queries:9}")


try:
    main()
finally:
    connection.close()
    with psycopg.connect(f"{SERVER}/postgres", autocommit=True) as server:
        server.execute(f"DROP DATABASE IF EXISTS {NAME} WITH (FORCE)")
