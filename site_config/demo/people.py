"""The demonstration's people: invented, and marked as such in each biography."""

from datetime import date, timedelta
from typing import Any

from django.contrib.auth.models import AbstractUser
from django.utils import timezone

from blog.models import Picture
from blog.people.models import Credential, DeclaredInterest, Person, Specialty
from site_config.demo import content
from site_config.demo.records import remember_new


def create_people(accounts: dict[str, AbstractUser], pictures: dict[str, Picture]) -> dict[str, Person]:
    """Create the people with credentials and interests; return them by slug."""
    return {entry["slug"]: _create(entry, accounts, pictures) for entry in content.read("people")["people"]}


def _create(entry: dict[str, Any], accounts: dict[str, AbstractUser], pictures: dict[str, Picture]) -> Person:
    person = Person(
        slug=entry["slug"],
        name=entry["name"],
        bio=f"<p>{entry['bio']}</p>",
        user=accounts.get(entry["user"]),
        email=entry.get("email", ""),
        portrait=pictures[f"portrait-{entry['slug']}.png"],
    )
    person.credentials = [_credential(each) for each in entry["credentials"]]
    person.interests = [
        DeclaredInterest(statement=each["statement"], declared_on=_day(each["days_ago"]))
        for each in entry["interests"]
    ]
    person.save()
    return remember_new(person)


def _credential(entry: dict[str, Any]) -> Credential:
    credential = Credential(
        title=entry["title"],
        name=entry["name"],
        issuer=entry["issuer"],
        jurisdiction=entry["jurisdiction"],
        valid_from=_day(entry["valid_from_days_ago"]),
    )
    credential.specialties = [_specialty(slug) for slug in entry["specialties"]]
    return credential


def _specialty(slug: str) -> Specialty:
    specialty, created = Specialty.objects.get_or_create(
        slug=slug, defaults={"name": slug.replace("-", " ").capitalize()}
    )
    if created:
        remember_new(specialty)
    return specialty


def _day(days_ago: int) -> date:
    return timezone.localdate() - timedelta(days=days_ago)
