"""Makes addresses that a rule must match, from the rule alone."""

import re
from collections.abc import Callable
from html import escape
from urllib.parse import quote

from disclosures.rules import Rule

HOSTS = {"*": "shop.example", "{site}": ""}


def addresses_for(rule: Rule) -> list[str]:
    """Return at least one address for each alternative of the rule."""
    host = _host(rule.host_suffix)
    path = _sample(rule.path_regex) if rule.path_regex else "/"
    if not path.startswith("/"):
        path = "/x" + path if path.startswith("aff") else "/" + path
    queries = ["&".join(_parameter(condition) for condition in group) for group in rule.alternatives] or [""]
    prefix = f"https://{host}" if host else ""
    return [f"{prefix}{path}{'?' if query else ''}{query}" for query in queries]


def _host(suffix: str) -> str:
    if suffix.startswith("re:"):
        return _sample(suffix.removeprefix("re:"))
    if suffix.endswith(".*"):
        return f"www.{suffix[:-2]}.co.uk"
    return HOSTS.get(suffix, suffix)


def _parameter(condition) -> str:
    if condition.value is None:
        return f"{condition.name}=ours-21"
    return f"{condition.name}={condition.value}{'7' if condition.prefix else ''}"


def _sample(pattern: str) -> str:
    return "".join(_piece(*part) for part in re._parser.parse(pattern))


def _piece(kind, value) -> str:
    name = str(kind)
    if name == "LITERAL":
        return chr(value)
    if name == "ANY":
        return "B"
    if name in {"MAX_REPEAT", "MIN_REPEAT"}:
        least, most, part = value
        return "".join(_piece(*each) for each in part) * max(least, min(1, most))
    if name == "SUBPATTERN":
        return "".join(_piece(*each) for each in value[-1])
    if name == "BRANCH":
        return "".join(_piece(*each) for each in value[1][0])
    if name == "IN":
        return _member(value)
    return ""  # anchors


def _member(choices) -> str:
    kind, value = choices[0]
    names = {"CATEGORY_DIGIT": "7", "CATEGORY_WORD": "w"}
    return (
        names[str(value)] if str(kind) == "CATEGORY" else chr(value if isinstance(value, int) else value[0])
    )


# Every way in which a browser accepts the same host, as a function of the usual address.
FORMS = {
    "as it is": lambda url: url,
    "upper case": lambda url: re.sub(r"^https://[^/?]*", lambda match: match[0].upper(), url),
    "without scheme": lambda url: url.replace("https://", "//", 1),
    "http": lambda url: url.replace("https://", "http://", 1),
    "backslashes": lambda url: url.replace("https://", "https:\\\\", 1),
    "one slash": lambda url: url.replace("https://", "https:/", 1),
    "many slashes": lambda url: url.replace("https://", "https:////", 1),
    "tab in the scheme": lambda url: url.replace("https://", "ht\ttp\ns:\r//", 1),
    "spaces around": lambda url: f" \t\n\x01{url}\x1f ",
    "trailing dot": lambda url: re.sub(r"^(https://[^/?]+)", r"\1.", url),
    "port": lambda url: re.sub(r"^(https://[^/?]+)", r"\1:443", url),
    "user": lambda url: url.replace("https://", "https://pubmed.gov:secret@", 1),
    "full width": lambda url: re.sub(r"^https://([^/?]+)", lambda match: "https://" + _wide(match[1]), url),
    "squared letter": lambda url: re.sub(
        r"^(https://[^/?]*?)[aA]", "\\1\N{SQUARED LATIN CAPITAL LETTER A}", url
    ),
    "soft hyphen": lambda url: re.sub(r"^https://(.)", "https://\\1\N{SOFT HYPHEN}", url),
    "ideographic full stop": lambda url: re.sub(
        r"^https://[^/?]+",
        lambda match: "https://" + match[0][8:].replace(".", "\N{IDEOGRAPHIC FULL STOP}"),
        url,
    ),
    "percent in the host": lambda url: re.sub(
        r"^https://(.)", lambda match: f"https://%{ord(match[1]):02x}", url
    ),
    "fragment": lambda url: url + "#top",
    "percent in the parameter": lambda url: re.sub(r"([?&])(\w)", lambda m: f"{m[1]}%{ord(m[2]):02X}", url),
    "encoded twice": lambda url: url.replace("&", "&amp;"),
    "dot segments": lambda url: re.sub(r"^(https://[^/?]+)/", r"\1/x/../", url),
}


def _wide(host: str) -> str:
    return "".join(chr(ord(each) + 0xFEE0) if each.isalnum() else each for each in host)


NESTED = {
    "in a parameter": "https://out.example/r?to={encoded}&x=1",
    "encoded twice": "https://out.example/r?to={twice}",
    "in two redirectors": "https://a.example/?u={within}",
    "in the path": "https://out.example/{plain_path}",
    "javascript": "javascript:window.open('{plain}')",
    "javascript with escaped slashes": 'JavaScript:location="{slashes}"',
    "javascript, encoded": "javascript:void(open(%22{encoded}%22))",
}


def nested(way: str, address: str) -> str:
    """Return an address that carries another one in this way, "" where it cannot."""
    if way == "in the path" and "?" in address:
        return ""  # its parameters would belong to the outer address
    return NESTED[way].format(
        plain=address,
        plain_path=address,
        slashes=address.replace("/", r"\/"),
        encoded=quote(address, safe=""),
        twice=quote(quote(address, safe=""), safe=""),
        within=quote(f"https://b.example/?u={quote(address, safe='')}", safe=""),
    )


def _link(attribute: str) -> Callable[[str], str]:
    return lambda url: f"<p><{attribute}>x</p>".replace("URL", escape(url))


# Every place in HTML from which a reader is led away, as a function of the address.
IN_HTML = {
    "link": _link('a href="URL"'),
    "upper case": _link('A HREF="URL"'),
    "single quotes": _link("a title='\"' href='URL'"),
    "no quotes": _link("a href=URL "),
    "after a line break": _link('a\n\thref\n=\n"URL"'),
    "character references": lambda url: f'<a href="{"".join(f"&#x{ord(each):X};" for each in url)}">x</a>',
    "after an abrupt comment": lambda url: f'<!--> <a href="{escape(url)}">x</a> -->',
    "unclosed in a list": lambda url: f'<ul><li><a href="{escape(url)}">x<li><b>y',
    "picture": lambda url: f'<a href="{escape(url)}"><img src="/x.png" alt=""></a>',
    "area": _link('area href="URL"'),
    "iframe": lambda url: f'<iframe src="{escape(url)}"></iframe>',
    "srcdoc": lambda url: (
        f'<iframe srcdoc="{escape(_link("a href=" + chr(39) + "URL" + chr(39))(url))}"></iframe>'
    ),
    "form": _link('form action="URL"'),
    "button": _link('button formaction="URL"'),
    "input": _link('input formaction="URL"'),
    "object": _link('object data="URL"'),
    "embed": _link('embed src="URL"'),
    "drawing": lambda url: f'<svg><a xlink:href="{escape(url)}"><text>x</text></a></svg>',
    "title of a drawing": lambda url: f'<svg><title><a href="{escape(url)}">x</a></title></svg>',
    "noscript": lambda url: f'<noscript><p><a href="{escape(url)}">x</a></noscript>',
    "template": lambda url: f'<template><a href="{escape(url)}">x</a></template>',
    "refresh": _link('meta http-equiv="Refresh" content="0; url=URL"'),
}

__all__ = ["FORMS", "IN_HTML", "NESTED", "addresses_for", "nested"]
