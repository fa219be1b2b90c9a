"""The block tag tells readers where a template says."""

import pytest
from django.template import Context, Template, TemplateSyntaxError

from tests.disclosures.pages import PAID, a_page

pytestmark = pytest.mark.django_db
LOAD = "{% load disclosure_tags %}"


def rendered(source, **values):
    return Template(LOAD + source).render(Context(values))


def test_the_block_is_told(rf):
    html = rendered(
        "<h1>x</h1>{% disclosed page %}{{ body|safe }}{% enddisclosed %}",
        page=a_page(),
        body=PAID,
        request=rf.get("/"),
    )
    assert html.startswith('<h1>x</h1><div class="disclosure-notice"')


def test_without_a_page_and_without_a_request_the_site_decides():
    assert 'data-disclosure="notice"' in rendered(
        "{% disclosed %}{{ body|safe }}{% enddisclosed %}", body=PAID
    )


def test_values_inside_stay_escaped():
    html = rendered("{% disclosed %}{{ body }}{% enddisclosed %}", body=PAID)
    assert html == PAID.replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def test_a_second_argument_is_refused():
    with pytest.raises(TemplateSyntaxError, match="takes the page"):
        rendered("{% disclosed page policy %}{% enddisclosed %}")
