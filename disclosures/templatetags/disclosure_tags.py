"""Template tags that tell readers about paid links."""

from typing import Any

from django import template
from django.template.base import FilterExpression, NodeList, Parser, Token
from django.template.context import Context
from django.utils.safestring import SafeString, mark_safe
from wagtail.models import AbstractPage

from disclosures import cards
from disclosures.injection import disclose
from disclosures.policies import policy_for

register = template.Library()


class DisclosedNode(template.Node):
    """The HTML between the tags, with notice, labels and `rel`."""

    def __init__(self, nodelist: NodeList, page: FilterExpression | None):
        self.nodelist, self.page = nodelist, page

    def render(self, context: Context) -> SafeString:
        """Return the disclosed HTML."""
        page = self.page.resolve(context) if self.page else None
        policy = policy_for(page or None, context.get("request"))
        return mark_safe(disclose(self.nodelist.render(context), policy).html)  # noqa: S308  it was rendered safely


@register.inclusion_tag("disclosures/claims_check.html")
def claims_check(page: Any) -> dict[str, Any]:
    """Say who compared with the sources what the page says about products, if an editor recorded it (rule R20)."""
    return {
        "name": getattr(page, "claims_checked_by", ""),
        "checked_on": getattr(page, "claims_checked_on", None),
    }


@register.tag
def disclosed(parser: Parser, token: Token) -> DisclosedNode:
    """Wrap an article's body: `{% disclosed page %}...{% enddisclosed %}`; the page may be left out.

    Raises TemplateSyntaxError for more than one argument.
    """
    name, *arguments = token.split_contents()
    if len(arguments) > 1:
        raise template.TemplateSyntaxError(f"“{name}” takes the page and nothing else.")
    nodelist = parser.parse(("enddisclosed",))
    parser.delete_first_token()
    return DisclosedNode(nodelist, parser.compile_filter(arguments[0]) if arguments else None)


@register.filter
def is_commercial(page: AbstractPage) -> bool:
    """Say whether the whole page is advertising, so that its card is marked: `{% if page|is_commercial %}`."""
    return cards.is_commercial(page)


@register.simple_tag(takes_context=True)
def disclosure_card_label(context: Context, page: AbstractPage) -> SafeString:
    """Write what a reader must know before opening this page; nothing unless all of it is advertising.

    It belongs first into the link: `<a href="...">{% disclosure_card_label page %}{{ page.title }}</a>`.
    """
    if not cards.is_commercial(page):
        return SafeString("")
    return mark_safe(cards.label(policy_for(page, context.get("request"))))  # noqa: S308  the words were escaped
