"""The block tag tells readers where a template says."""

from datetime import date

import pytest
from django.template import Context, Template, TemplateSyntaxError
from wagtail.models import Site

from tests.disclosures.pages import PAID, a_page
from tests.testapp.models import PlainPage

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


def test_a_recorded_claims_check_names_who_and_when():
    page = a_page(claims_checked_by="Kim <b>Doe</b>", claims_checked_on=date(2026, 11, 2))
    html = rendered("{% claims_check page %}", page=page)
    assert 'data-disclosure="claims-check"' in html
    assert " ".join(html.split()).endswith(
        "Product claims checked by Kim &lt;b&gt;Doe&lt;/b&gt; on Nov. 2, 2026 </p>"
    )


@pytest.mark.parametrize("name", ["", "Kim Doe"])
def test_half_a_claims_check_is_none(name):
    page = PlainPage(claims_checked_by=name)
    assert rendered("{% claims_check page %}", page=page).strip() == ""


def test_a_page_that_carries_no_disclosures_has_no_claims_check():
    root = Site.objects.get(is_default_site=True).root_page
    assert rendered("{% claims_check page %}", page=root).strip() == ""
