"""Feeds with the whole text of each article: RSS 2.0, Atom and JSON Feed 1.1."""

import json
import re
from datetime import datetime
from typing import IO, Any

from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed, SyndicationFeed, rfc3339_date
from django.utils.xmlutils import SimplerXMLGenerator

# What XML 1.0 has no place for (section 2.2): one such letter in one article would make the whole feed unreadable.
NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def readable(value: Any) -> Any:
    """Return a text, or each text of a list, without the letters that XML cannot hold; anything else as it is."""
    if isinstance(value, str):
        return NOT_XML.sub("", value)
    return [readable(each) for each in value] if isinstance(value, list) else value


class ReadableFeed(SyndicationFeed):
    """For feeds in XML."""

    def __init__(self, **about: Any) -> None:
        super().__init__(**{name: readable(value) for name, value in about.items()})

    def add_item(self, **about: Any) -> None:
        """Take one article."""
        super().add_item(**{name: readable(value) for name, value in about.items()})


class FullTextRss(ReadableFeed, Rss201rev2Feed):
    """RSS 2.0 with the text of each item in `content:encoded`."""

    def rss_attributes(self) -> dict[str, str]:
        """Add the namespace of the content module."""
        return super().rss_attributes() | {"xmlns:content": "http://purl.org/rss/1.0/modules/content/"}

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, Any]) -> None:
        """Add the text."""
        super().add_item_elements(handler, item)
        handler.addQuickElement("content:encoded", item["content"])


class FullTextAtom(ReadableFeed, Atom1Feed):
    """Atom (RFC 4287) with the text of each entry as its content."""

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, Any]) -> None:
        """Add the text."""
        super().add_item_elements(handler, item)
        handler.addQuickElement("content", item["content"], {"type": "html"})


class JsonFeed(SyndicationFeed):
    """JSON Feed, version 1.1 (jsonfeed.org)."""

    content_type = "application/feed+json; charset=utf-8"

    def write(self, outfile: IO[Any], encoding: str) -> None:
        """Write the feed."""
        feed = {
            "version": "https://jsonfeed.org/version/1.1",
            "title": self.feed["title"],
            "home_page_url": self.feed["link"],
            "feed_url": self.feed["feed_url"],
            "description": self.feed["description"],
            "language": self.feed["language"],
            "items": [self._item(item) for item in self.items],
        }
        outfile.write(json.dumps(feed, ensure_ascii=False).encode(encoding))

    def _item(self, item: dict[str, Any]) -> dict[str, Any]:
        about = {
            "id": item["unique_id"],
            "url": item["link"],
            "title": item["title"],
            "content_html": item["content"],
            "summary": item["description"],
            "date_published": _moment(item["pubdate"]),
            "date_modified": _moment(item["updateddate"]),
            "authors": item["people"],
            "tags": list(item["categories"]),
            "language": self.feed["language"],
        }
        # What is not known is left out: the format has no place for null.
        return {name: value for name, value in about.items() if value}


def _moment(moment: datetime | None) -> str:
    return rfc3339_date(moment) if moment else ""
