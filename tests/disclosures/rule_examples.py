"""For each rule what keeps it and what breaks it, in the smallest form."""

from dataclasses import replace
from datetime import UTC, datetime

from disclosures.classification import OwnSite
from disclosures.compliance import RedirectAnswer, Served
from disclosures.compliance.legibility import Style
from disclosures.connections import Connection
from disclosures.injection import disclose
from disclosures.policy import Policy
from disclosures.texts import shipped_texts

PAID = "https://www.awin1.com/cread.php?awinaffid=1"
AMAZON = "https://www.amazon.com/dp/B0?tag=ours-20"
NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
LABEL = '<span data-disclosure="label">(paid link)</span> '
LINK = f'<p><a href="{PAID}" rel="nofollow sponsored">{LABEL}lamp</a></p>'
NOTICE = (
    '<div data-disclosure="notice"><p>We earn a commission when you buy through links on this page.</p></div>'
)
STATEMENT = "As an Amazon Associate I earn from qualifying purchases."
GIFT = Policy(connections=(Connection("gift", "Acme Lamps", "two lamps"),))
SHOWN = Style("We earn", "rgb(28, 28, 28)", "rgb(253, 244, 224)", 16, 16)
REDIRECT = Policy(own_site=OwnSite(frozenset({"example.org"}), {"/go/lamp/": PAID}))
ANSWER = RedirectAnswer("/go/lamp/", 302, {"location": PAID, "cache-control": "no-store"}, frozenset({PAID}))
CLOSED = "User-agent: *\nDisallow: /go/\n"
PRICE = '<p data-disclosure="price">9 € <time datetime="{}" data-disclosure="price-time">{}</time></p>'


def policy(language="en", jurisdiction="", **values):
    return Policy(
        texts=shipped_texts(language, jurisdiction), locale=language, jurisdiction=jurisdiction, **values
    )


def told(html, in_force, **facts):
    """Return what our own injection makes of the HTML."""
    return Served(disclose(html, in_force).html, in_force, **facts)


def labelled(label, in_force):
    """Return a page with one paid link of this label under the notice in force."""
    notice = f'<p data-disclosure="notice">{in_force.texts.notice}</p>'
    link = f'<p><a href="{PAID}" rel="sponsored"><span data-disclosure="label">{label}</span> x</a></p>'
    return Served(notice + link, in_force)


def amazon(statement=STATEMENT, link='<a href="{}" rel="sponsored">{}x</a>', href=AMAZON, **facts):
    return Served(f"{NOTICE}<p>{statement}</p>{link.format(href, LABEL)}", **facts)


def therapy(words):
    product = f'<div data-disclosure="product" data-product-kind="supplement">{LINK}</div>'
    return Served(f"{NOTICE}{product}<p>{words}</p>", policy("en", "AU"))


def compared(other):
    return Served(NOTICE + LINK, others=(Served(other, output="feed", address="/feed/"),))


def redirected(answer=ANSWER, robots=CLOSED, sitemap="<urlset><loc>https://example.org/lamp/</loc></urlset>"):
    page = f'{NOTICE}<a href="/go/lamp/" rel="sponsored">{LABEL}x</a>'
    return Served(
        page, REDIRECT, address="https://example.org/", redirects=(answer,), robots=robots, sitemap=sitemap
    )


# Rule: (what keeps it, what breaks it); the first of each is the plainest.
EXAMPLES = {
    "R1": ([Served(NOTICE + LINK)], [Served(LINK), Served('<div data-disclosure="notice"></div>' + LINK)]),
    "R2": (
        [Served(NOTICE + LINK), Served(f"{LINK.replace(PAID, '/free')}{NOTICE}{LINK}")],
        [Served(LINK + NOTICE), Served(f'<div data-disclosure="notice">{LINK} We earn a commission.</div>')],
    ),
    "R3": (
        [Served(NOTICE + LINK), Served(f"<details>{NOTICE}</details>{NOTICE}{LINK}")],
        [
            Served(f"<footer>{NOTICE}</footer>{LINK}"),
            Served(f'<div data-disclosure="notice"><a href="/policy">We earn money.</a></div>{LINK}'),
            Served(f'<a href="/policy">{NOTICE}</a>{LINK}'),
        ],
    ),
    "R4": (
        [Served(NOTICE + LINK), Served(f'{NOTICE}<p>{LABEL}<a href="{PAID}">x</a></p>')],
        [
            Served(f'{NOTICE}<a href="{PAID}">x</a>'),
            Served(f'{NOTICE}<a href="{PAID}">x {LABEL}</a>'),
            Served(f'{NOTICE}<p>{LABEL} and <a href="{PAID}">x</a></p>'),
            Served(f'{NOTICE}<p><a href="{PAID}">x</a>{LABEL}</p>'),
        ],
    ),
    "R5": (
        [Served(NOTICE + LINK)],
        [
            Served(f'<p data-disclosure="notice">{words}</p>{LINK}')
            for words in (
                "Affiliate links.",
                "This post may contain affiliate links.",
                "We do not earn a commission.",
            )
        ],
    ),
    "R6": (
        [
            labelled("Ad", policy("en", "UK")),
            Served(f'<p data-disclosure="notice">Ad: {STATEMENT}</p>', policy("en", "UK"), commercial=True),
        ],
        [
            labelled("Affiliate", policy("en", "UK")),
            labelled("Gifted", policy("en", "UK")),
            labelled("Adventure", policy("en", "UK")),
            Served(
                f'{NOTICE}<div data-disclosure="commercial-card"><h2>Lamps</h2></div>', policy("en", "UK")
            ),
            Served('<p data-disclosure="notice">We earn money.</p>', policy("en", "UK"), commercial=True),
        ],
    ),
    "R7": (
        [
            *(
                told(LINK.replace(LABEL, ""), policy(each, "EU"))
                for each in ("en", "de", "fr", "it", "es", "nl")
            ),
            labelled("Werbung", policy("de", "DE")),
            labelled("Collaboration commerciale", policy("fr", "FR")),
        ],
        [
            labelled("Affiliate", policy("de", "DE")),
            labelled("Ad", policy("fr", "FR")),
            labelled("Sponsored", policy("it", "EU")),
        ],
    ),
    "R8": (
        [
            labelled("#ad", policy("en", "CA")),
            told(LINK.replace(LABEL, ""), policy("fr", "CA")),
            therapy("It was tested in a trial with 200 people."),
        ],
        [
            labelled("affiliate", policy("en", "CA")),
            therapy("I took it for a week and my pain disappeared."),
            therapy('<span class="testimonial">Five stars</span>'),
        ],
    ),
    "R9": (
        [
            *(told(LINK, policy(each)) for each in ("en", "de", "fr", "it", "es", "nl")),
            Served('<p data-disclosure="notice">Acme Lamps gave us two lamps free of charge.</p>', GIFT),
        ],
        [Served(NOTICE + LINK, policy("de")), Served(NOTICE + LINK, policy("nl-BE"))],
    ),
    "R10": (
        [Served(NOTICE + LINK, styles=(SHOWN,))],
        [
            Served(NOTICE + LINK, styles=(replace(SHOWN, colour="#999999"),)),
            Served(NOTICE + LINK, styles=(replace(SHOWN, size=12),)),
            Served(NOTICE + LINK, styles=(replace(SHOWN, background="rgba(0, 0, 0, 0.5)"),)),
            Served(f'<div style="color:#ccc;background:#fff">{NOTICE}</div>{LINK}'),
            Served(f"<small>{NOTICE}</small>{LINK}"),
            Served(f'<div style="font-size:.8em">{NOTICE}</div>{LINK}'),
            Served(f'<div style="font-size:80%">{NOTICE}</div>{LINK}'),
        ],
    ),
    "R11": (
        [
            Served(f"{NOTICE}{LINK}<p>Independent labs tested 100 % of these lamps; no sponsor paid.</p>"),
            Served(f"{NOTICE}{LINK}<p data-reader-content>This post is not sponsored</p>"),
        ],
        [
            Served(f"{NOTICE}{LINK}<p>{words}</p>")
            for words in (
                "This post is not sponsored.",
                "Our reviews are 100 % independent.",
                "We never accept any payment.",
                "This page contains no affiliate links",
            )
        ]
        + [Served(f"{NOTICE}{LINK}<p>Dieser Artikel ist keine bezahlte Werbung.</p>", policy("de"))],
    ),
    "R12": (
        [Served(NOTICE + LINK), Served(f'{NOTICE}<a href="{PAID}" rel="Sponsored noopener">x</a>')],
        [
            Served(f'{NOTICE}<a href="{PAID}" rel="nofollow">x</a>'),
            Served(f'{NOTICE}<map><area href="{PAID}"></map>'),
        ],
    ),
    "R13": (
        [redirected(), redirected(robots=None, sitemap=None)],
        [
            redirected(replace(ANSWER, status=301)),
            redirected(replace(ANSWER, headers={"location": PAID})),
            redirected(
                replace(ANSWER, headers={"location": "https://evil.example/", "cache-control": "no-store"})
            ),
            redirected(robots="User-agent: *\nDisallow: /admin/\n"),
            redirected(sitemap="<urlset><loc>https://example.org/go/lamp/</loc></urlset>"),
        ],
    ),
    "R14": (
        [amazon()],
        [
            amazon(""),
            amazon("As an Amazon Associate we earn from purchases."),
            amazon(f"<b hidden>{STATEMENT}</b>"),
        ],
    ),
    "R15": (
        [amazon(headers={"referrer-policy": "strict-origin-when-cross-origin"}), amazon()],
        [
            amazon(href="https://amzn.to/3abc"),
            amazon(href="https://example.org/out?to=https%3A%2F%2Fwww.amazon.com%2Fdp%2FB0%3Ftag%3Dours-20"),
            amazon(link='<a href="{}" rel="sponsored noreferrer">{}x</a>'),
            amazon(link='<a href="{}" rel="sponsored" referrerpolicy="no-referrer">{}x</a>'),
            amazon(headers={"referrer-policy": "same-origin"}),
            amazon('<meta name="Referrer" content="no-referrer">' + STATEMENT),
        ],
    ),
    "R16": (
        [
            Served(PRICE.format("2026-03-02T08:00+00:00", "today, 8:00"), now=NOW),
            Served(PRICE.format("2026-03-02 08:00", "today, 8:00"), now=NOW),
        ],
        [
            Served('<p data-disclosure="price">9 €</p>', now=NOW),
            Served(PRICE.format("2026-03-01T08:00+00:00", "yesterday"), now=NOW),
            Served(PRICE.format("2026-03-02T08:00+00:00", ""), now=NOW),
            Served(PRICE.format("2026-13-45T08:00", "sometime"), now=NOW),
            Served(PRICE.format("today", "today"), now=NOW),
        ],
    ),
    "R19": (
        [compared(NOTICE + LINK)],
        [
            compared(LINK),
            compared(NOTICE + LINK.replace("(paid link)", "Ad")),
            compared(NOTICE + LINK.replace("sponsored", "")),
            compared(NOTICE + LINK.replace(LABEL, "")),
            compared(f'<p data-disclosure="notice">Something else.</p>{LINK}'),
        ],
    ),
    "R20": (
        [
            Served(f'{NOTICE}{LINK}<p data-disclosure="claims-check">Checked by Dr Lee</p>', health=True),
            Served(f'{NOTICE}{LINK}<p data-claims-checked="Dr Lee">Reviewed</p>', health=True),
        ],
        [
            Served(NOTICE + LINK, health=True),
            Served(f'{NOTICE}{LINK}<p data-disclosure="claims-check"></p>', health=True),
            Served(f'{NOTICE}{LINK}<p data-claims-checked=" ">Reviewed</p>', health=True),
        ],
    ),
    "R21": (
        [
            Served(
                '<ol data-disclosure="ranking"><p data-disclosure="rank-basis">By price; nobody can pay.</p></ol>'
            )
        ],
        [
            Served('<ol data-disclosure="ranking"><li>Best lamp</li></ol>'),
            Served('<ol data-disclosure="ranking"><p data-disclosure="rank-basis">By price.</p></ol>'),
            Served(
                '<ol data-disclosure="ranking"><p hidden data-disclosure="rank-basis">Nobody pays.</p></ol>'
            ),
        ],
    ),
    "R23": ([Served("<p>x</p>")], [Served(NOTICE)]),
    "R25": (
        [
            Served('<p data-disclosure="notice">Acme Lamps gave us two lamps free of charge.</p>', GIFT),
            Served('<p data-disclosure="notice">acme  lamps gave us lamps.</p>', GIFT),
        ],
        [
            Served("<p>x</p>", GIFT),
            Served(f"{NOTICE}<p>Acme Lamps</p>", GIFT),
            Served('<p data-disclosure="notice" hidden>Acme Lamps gave us two lamps.</p>', GIFT),
        ],
    ),
}
