"""What a reader typed, turned into the little HTML a comment may contain."""

import nh3
from django.utils.safestring import SafeString
from markdown_it import MarkdownIt

# Raise it whenever `render` gives another answer for the same text, so that stored HTML can be renewed.
MARKUP_VERSION = 1

# Nothing but what is named here is understood; HTML is text like any other.
_RULES = ["backticks", "blockquote", "emphasis", "entity", "escape", "link", "list", "newline"]
_markdown = MarkdownIt("zero", {"breaks": True}).enable(_RULES)
_cleaner = nh3.Cleaner(
    tags={"a", "blockquote", "br", "code", "em", "li", "ol", "p", "strong", "ul"},
    attributes={"a": {"href"}, "*": set()},
    url_schemes={"http", "https"},
    url_relative="deny",
    link_rel="nofollow ugc noopener",
)


def render(text: str) -> SafeString:
    """Return `text` (a small Markdown: emphasis, lists, quotes, code, links) as HTML that is safe to show."""
    return SafeString(_cleaner.clean(_markdown.render(text)))
