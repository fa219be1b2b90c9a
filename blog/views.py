"""Pages that are no pages of the tree: a topic, a person, search."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from wagtail.models import Locale, Site

from blog.models import HealthArticlePage, PostPage, Topic
from blog.models.lists import page_of, topics_of
from blog.people.models import Person
from blog.search import find, find_posts, in_order, words_in


def topic(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a topic and its articles."""
    chosen = get_object_or_404(Topic, slug=slug, locale=Locale.get_active())
    articles = HealthArticlePage.objects.listed_on(Site.find_for_request(request)).about(chosen)
    context = {"topic": chosen, "articles": page_of(articles.for_cards(), request)}
    return render(request, "blog/topic.html", context)


def person(request: HttpRequest, slug: str) -> HttpResponse:
    """Show an author or reviewer: credentials, interests, articles written and reviewed."""
    chosen = get_object_or_404(Person.objects.prefetch_related("credentials__specialties"), slug=slug)
    site = Site.find_for_request(request)
    articles = HealthArticlePage.objects.listed_on(site)
    context = {
        "person": chosen,
        "credentials": chosen.credentials_on(timezone.localdate()),
        "interests": chosen.latest_interests(),
        "written": articles.written_by(chosen).for_cards(),
        "posts": PostPage.objects.listed_on(site).written_by(chosen).for_cards(),
        "reviewed": articles.reviewed_by(chosen).for_cards(),
    }
    return render(request, "blog/person.html", context)


def posts(request: HttpRequest) -> HttpResponse:
    """Show all news and recipes."""
    listed = PostPage.objects.listed_on(Site.find_for_request(request))
    return render(request, "blog/posts.html", {"articles": page_of(listed.for_cards(), request)})


def search(request: HttpRequest) -> HttpResponse:
    """Show the articles that hold the words in `?q=`, all of them or those on one topic."""
    site = Site.find_for_request(request)
    listed = HealthArticlePage.objects.listed_on(site)
    topics = topics_of(listed)
    words = words_in(request.GET.get("q", ""))
    slug = request.GET.get("topic", "")
    chosen = next((each for each in topics if each.slug == slug), None)
    found = find(words, listed.about(chosen) if chosen else listed)
    results = page_of(found.ids, request)
    context = {
        "words": words,
        "topics": topics,
        "chosen": chosen,
        "found": found,
        "results": results,
        "articles": in_order(list(results.object_list)),
        # Posts have no topics, and stand behind all articles.
        "posts": [] if chosen or results.number > 1 else find_posts(words, site),
    }
    return render(request, "blog/search.html", context)
