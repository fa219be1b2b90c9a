"""Home page, list of articles, topics, people: what they list, and in which order."""

import pytest
from bs4 import BeautifulSoup
from wagtail.models import Locale, PageViewRestriction, Site

from blog.models import BlogIndexPage, HomePage, InfoPage, Topic
from blog.people.models import Person

pytestmark = pytest.mark.site


def titles(client, address, within="main"):
    soup = BeautifulSoup(client.get(address).content, "html.parser")
    return [title.get_text(strip=True) for title in soup.select(f"{within} .card__title")]


def test_the_newest_article_is_featured_first_unless_an_editor_chose(client, home, publish):
    chosen = publish("Old", days_ago=9)
    publish("New")
    publish("Middle", days_ago=3)
    assert titles(client, "/") == ["New", "Middle", "Old"]
    home.featured_article = chosen
    home.save()
    assert titles(client, "/") == ["Old", "New", "Middle"]


def test_the_home_page_shows_six_more_and_leads_to_all(client, publish):
    for number in range(8):
        publish(f"Number {number}", days_ago=number)
    assert titles(client, "/") == [f"Number {number}" for number in range(7)]
    assert b'href="/articles/"' in client.get("/").content


def test_an_empty_site_has_a_home_page(client, home):
    assert titles(client, "/") == []


def test_an_empty_list_says_so(client, index):
    assert "No articles here yet." in client.get("/articles/").content.decode()


@pytest.fixture
def three_parts(publish, monkeypatch):
    monkeypatch.setattr("blog.models.lists.ARTICLES_PER_PAGE", 1)
    for number in range(3):
        publish(f"Number {number}", days_ago=number)


@pytest.mark.parametrize("address", ["/articles/", "/topics/sleep/"])
def test_a_long_list_comes_in_parts(client, three_parts, address):
    assert titles(client, address) == ["Number 0"]
    assert titles(client, f"{address}?page=2") == ["Number 1"]
    soup = BeautifulSoup(client.get(f"{address}?page=2").content, "html.parser")
    assert [link["href"] for link in soup.select(".pagination a")] == ["?page=1", "?page=3"]
    assert "Page 2 of 3" in soup.select_one(".pagination").get_text()


@pytest.mark.parametrize("number", ["4", "0", "-1", "x", "", "1e3", "²", "9" * 5000])
def test_a_part_that_does_not_exist_is_not_found(client, three_parts, number):
    assert client.get("/articles/", {"page": number}).status_code == 404


def test_only_topics_with_articles_are_offered(client, publish, home):
    Topic.objects.create(name="Empty", slug="empty", locale=home.locale)
    publish()
    html = client.get("/articles/").content.decode()
    assert 'href="/topics/sleep/"' in html
    assert 'href="/topics/empty/"' not in html


def test_a_topic_lists_its_own_articles(client, publish, home):
    other = Topic.objects.create(name="Heart", slug="heart", locale=home.locale)
    publish("On sleep")
    publish("On hearts", topics=[other])
    assert titles(client, "/topics/heart/") == ["On hearts"]
    assert client.get("/topics/nothing/").status_code == 404


def test_a_topic_of_another_language_has_its_own_page(client, home):
    german = Locale.objects.create(language_code="de")
    Topic.objects.create(name="Schlaf", slug="schlaf", locale=german)
    assert client.get("/topics/schlaf/").status_code == 404
    assert "Schlaf" in client.get("/de/topics/schlaf/").content.decode()


def test_articles_of_another_site_are_not_listed(client, publish, home):
    publish("Here")
    elsewhere = home.get_parent().add_child(instance=HomePage(title="Elsewhere", slug="elsewhere"))
    Site.objects.create(hostname="elsewhere.example", root_page=elsewhere)
    Site.objects.filter(is_default_site=True).update(root_page=elsewhere)
    assert titles(client, "/topics/sleep/") == []


def test_an_article_behind_a_password_is_not_listed(client, publish):
    PageViewRestriction.objects.create(page=publish(), restriction_type="password", password="secret")
    for address in ("/", "/articles/", "/topics/sleep/", "/people/ana-ruiz/"):
        assert titles(client, address) == []


def test_a_person_shows_what_they_wrote_and_what_they_reviewed(client, publish, reviewer):
    publish()
    written = BeautifulSoup(client.get("/people/ana-ruiz/").content, "html.parser")
    reviewed = BeautifulSoup(client.get("/people/bo-lind/").content, "html.parser")
    assert [section["id"] for section in written.find_all("h2", id=["written", "reviewed"])] == ["written"]
    assert [section["id"] for section in reviewed.find_all("h2", id=["written", "reviewed"])] == ["reviewed"]
    assert titles(client, "/people/bo-lind/") == ["Sleeping better"]


def test_a_person_shows_credentials_interests_and_words(client, reviewer, home):
    reviewer.credentials.update(number="12345", jurisdiction="Sweden")
    text = BeautifulSoup(client.get("/people/bo-lind/").content, "html.parser").main.get_text(" ", strip=True)
    for part in (
        "Reads what others write.",
        "Doctor of Medicine",
        "University",
        "Sweden",
        "Stated by this site",
        "None",
    ):
        assert part in text
    assert "12345" not in text
    reviewer.credentials.update(number_is_public=True)
    assert b"12345" in client.get("/people/bo-lind/").content


def test_a_credential_that_ended_is_not_shown(client, reviewer, home):
    reviewer.credentials.update(valid_until="2020-01-01")
    assert b"Doctor of Medicine" not in client.get("/people/bo-lind/").content


def test_a_credential_that_was_looked_up_leads_to_the_register(client, reviewer, home):
    reviewer.credentials.update(register_url="https://register.example/", checked_on="2026-01-05")
    html = client.get("/people/bo-lind/").content.decode()
    assert 'href="https://register.example/"' in html
    assert "Stated by this site" not in html


def test_somebody_who_left_keeps_a_page_that_says_so(client, home):
    Person.objects.create(name="Gone", slug="gone", active=False)
    assert "No longer works with this site." in client.get("/people/gone/").content.decode()
    assert client.get("/people/nobody/").status_code == 404


def test_a_page_about_the_site_has_contents_and_notices(client, home):
    body = [("heading", {"text": text, "anchor": ""}) for text in ("One", "Two", "Three")]
    body.append(("paragraph", '<p><a href="https://www.amazon.com/dp/B000000000?tag=demo-20">mask</a></p>'))
    home.add_child(instance=InfoPage(title="About", slug="about", summary="Who we are.", body=body))
    soup = BeautifulSoup(client.get("/about/").content, "html.parser")
    assert [link["href"] for link in soup.select(".contents a")] == ["#one", "#two", "#three"]
    assert soup.select_one('[data-disclosure="notice"]')
    assert "Who we are." in soup.main.get_text()


def test_the_introduction_is_what_link_previews_say(client, home, index):
    for address, words in (("/", "Plain answers."), ("/articles/", "All of them.")):
        soup = BeautifulSoup(client.get(address).content, "html.parser")
        assert soup.find("meta", property="og:description")["content"] == words
    assert BlogIndexPage(intro="x").summary == "x"
