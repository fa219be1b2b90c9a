"""Authors and reviewers, their credentials and interests."""

from blog.people.models.papers import Credential, DeclaredInterest, PersonAccount
from blog.people.models.persons import Person, Specialty

__all__ = ["Credential", "DeclaredInterest", "Person", "PersonAccount", "Specialty"]
