"""Pages that are no pages of the tree: a topic, a person."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from wagtail.models import Locale, Site

from blog.models import HealthArticlePage, Topic
from blog.models.lists import page_of
from blog.people.models import Person


def topic(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a topic and its articles."""
    chosen = get_object_or_404(Topic, slug=slug, locale=Locale.get_active())
    articles = HealthArticlePage.objects.listed_on(Site.find_for_request(request)).about(chosen)
    context = {"topic": chosen, "articles": page_of(articles, request)}
    return render(request, "blog/topic.html", context)


def person(request: HttpRequest, slug: str) -> HttpResponse:
    """Show an author or reviewer: credentials, interests, articles written and reviewed."""
    chosen = get_object_or_404(Person.objects.prefetch_related("credentials__specialties"), slug=slug)
    articles = HealthArticlePage.objects.listed_on(Site.find_for_request(request))
    context = {
        "person": chosen,
        "credentials": chosen.credentials_on(timezone.localdate()),
        "interests": chosen.latest_interests(),
        "written": articles.written_by(chosen).for_cards(),
        "reviewed": articles.reviewed_by(chosen).for_cards(),
    }
    return render(request, "blog/person.html", context)
