"""What the digest of a long article costs, beside other ways of telling two texts apart, in the same run.

Run: python benchmarks/digest_speed.py
"""

import hashlib
import io
import json
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ["DATABASE_URL"] = "sqlite://:memory:"
os.environ["DJANGO_SETTINGS_MODULE"] = "site_config.settings.test"

import django

django.setup()

from django.core.files.base import ContentFile
from django.core.management import call_command
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection
from django.test.utils import CaptureQueriesContext, override_settings
from PIL import Image
from wagtail.models import Page

from blog.models import HealthArticlePage, Picture, Topic
from blog.review import rich_text
from blog.review.digest import content_digest

WORDS = 10_000
GOAL = 10.0
ROUNDS = 41
SENTENCE = (
    "Sleep is shaped by <b>light</b>, habit and <i>timing</i>; a trial of 1&nbsp;204 adults found "
    '<a href="https://pubmed.ncbi.nlm.nih.gov/{n}/?from=home&amp;utm_source=x">a difference</a> of 10<sup>9</sup> '
    "units when they went to bed at the same hour [{n}] and took 5&nbsp;mg &lt; 30 minutes before. "
)
Blocks = list[dict]


def paragraph(number: int) -> str:
    """Return a paragraph of about 100 words and a list."""
    sentences = SENTENCE.format(n=number) * 3
    points = "".join(
        f'<li data-block-key="b{number}{n}">Ten minutes of it are enough.</li>' for n in range(3)
    )
    return f'<p data-block-key="a{number}">{sentences}</p><ul>{points}</ul>'


def picture_file(colour: str) -> ContentFile:
    """Return a small picture."""
    file = io.BytesIO()
    Image.new("RGB", (4, 4), colour).save(file, "PNG")
    return ContentFile(file.getvalue(), f"{colour}.png")


def section(number: int, pictures: list[Picture]) -> Blocks:
    """Return the blocks of one section, of each kind that articles have."""
    picture = pictures[number % len(pictures)]
    return [
        {"type": "heading", "value": {"text": f"Part {number}", "anchor": f"part-{number}"}},
        *({"type": "paragraph", "value": paragraph(number * 10 + n)} for n in range(3)),
        {"type": "image", "value": {"image": picture.pk, "alt": "A bed", "caption": "A bed in a dark room"}},
        {
            "type": "table",
            "value": {"caption": "Doses", "header": ["Age", "Dose"], "rows": [["10", "5 mg"]] * 6},
        },
        {"type": "warning", "value": {"title": "Do not stop", "text": paragraph(number)}},
        {
            "type": "key_points",
            "value": {"points": [{"type": "item", "value": "Some is better than none.", "id": "1"}]},
        },
    ]


def article() -> HealthArticlePage:
    """Save an article of our own blocks, with topics, references and pictures, and return it as the gate gets it."""
    pictures = [
        Picture.objects.create(title=colour, file=picture_file(colour)) for colour in ("red", "green", "blue")
    ]
    body: Blocks = []
    while len(json.dumps(body).split()) < WORDS:
        body += section(len(body), pictures)
    page = HealthArticlePage(title="Sleep", summary="How to sleep.", live=False, lead_image=pictures[0])
    page.body = json.dumps([{**block, "id": str(n)} for n, block in enumerate(body)])
    reference = {"title": "A trial", "url": "https://a.example/trial?x=1", "year": 2020}
    page.references = json.dumps([{"type": "reference", "value": reference, "id": str(n)} for n in range(40)])
    page.topics = [Topic.objects.create(name=f"Topic {n}", slug=f"topic-{n}") for n in range(3)]
    Page.get_first_root_node().add_child(instance=page)
    return page


def from_database(key: int) -> Callable[[], HealthArticlePage]:
    """Return a function that reads the page anew: nothing is kept from the digest before."""
    return lambda: HealthArticlePage.objects.get(pk=key)


def unseen(page: HealthArticlePage) -> object:
    """Measure a text of which nothing was kept: the first time in a process."""
    rich_text._kept_form.cache_clear()
    return content_digest(page)


def whole_page(page: HealthArticlePage) -> str:
    """Hash everything a revision would hold: the shortest way of telling that a page was saved with a change."""
    return hashlib.sha256(json.dumps(page.serializable_data(), cls=DjangoJSONEncoder).encode()).hexdigest()


def milliseconds(job: Callable[[HealthArticlePage], object], page: Callable[[], HealthArticlePage]) -> float:
    """Return the median processor time; other work on the machine does not count."""
    times = []
    for _ in range(ROUNDS):
        subject = page()
        start = time.process_time()
        job(subject)
        times.append(time.process_time() - start)
    return statistics.median(times) * 1_000


def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as media, override_settings(MEDIA_ROOT=media):
        call_command("migrate", verbosity=0)
        saved = article()
        page = from_database(saved.pk)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            content_digest(page())
        first, ours, other = (milliseconds(job, page) for job in (unseen, content_digest, whole_page))
        html = [
            block["value"]
            for block in json.loads(json.dumps(list(saved.body.raw_data)))
            if block["type"] == "paragraph"
        ]
        plain = milliseconds(lambda subject: hashlib.sha256("".join(html).encode()).hexdigest(), page)
        size = len(json.dumps(list(saved.body.raw_data)))
        print(
            f"{WORDS:,} words, {len(saved.body):,} blocks, {size:,} characters of JSON; {len(queries) - 1} queries"
        )
        print(f"{'':44} {'ms':>8} {'ratio':>7}")
        for name, value in (
            ("content_digest, with its queries", ours),
            ("the same of a text never seen before", first),
            ("serializable_data() as JSON, SHA-256", other),
            ("SHA-256 of the paragraphs as stored", plain),
        ):
            print(f"{name:44} {value:8.2f} {value / ours:7.2f}")
        print(f"goal {GOAL:.0f} ms: {'met' if ours < GOAL else 'MISSED'}")


if __name__ == "__main__":
    main()
