"""What is kept of a reviewer with each signature: later changes of the person do not reach it."""

from datetime import date
from typing import Any

from blog.people.models import Person


def credentials_snapshot(reviewer: Person, day: date) -> list[dict[str, Any]]:
    """What stood behind the name on the day of the signature, as readers may see it."""
    return [
        {
            "title": credential.title,
            "name": credential.name,
            "issuer": credential.issuer,
            "jurisdiction": credential.jurisdiction,
            "number": credential.public_number,
            "specialties": [specialty.name for specialty in credential.specialties.all()],
            "register_url": credential.register_url,
            "checked_on": credential.checked_on.isoformat() if credential.is_verified else "",
        }
        for credential in reviewer.credentials_on(day)
    ]


def interests_snapshot(reviewer: Person) -> dict[str, str]:
    """What the reviewer had declared by then."""
    interest = reviewer.latest_interests()
    if interest is None:
        return {}
    return {"statement": interest.statement, "declared_on": interest.declared_on.isoformat()}
