"""The site's user."""

from django.contrib.auth.models import AbstractUser


class User(AbstractUser):
    """A person who may log in. Our own from the first migration, because swapping later is not possible."""
