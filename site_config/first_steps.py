"""What a new site needs before its first article: an administrator, working mail, pages, a reviewer."""

from urllib.parse import urljoin

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractUser, Group
from django.contrib.auth.tokens import default_token_generator
from django.core.exceptions import ValidationError
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from django.utils.text import slugify
from django.utils.translation import gettext as _

from blog.people.models import Person

REVIEWERS = "Reviewers"


def create_administrator(username: str, email: str, password: str) -> AbstractUser:
    """Create the first account that may do everything. Raises ValidationError if the name is taken."""
    users = get_user_model().objects
    if users.filter(username=username).exists():
        raise ValidationError(_("There is already an account named %(name)s.") % {"name": username})
    return users.create_superuser(username=username, email=email, password=password)


def send_test_mail(address: str, site_name: str) -> None:
    """Send one mail, so that a wrong mail server shows now. Raises what the mail server says (OSError)."""
    send_mail(
        subject=_("%(site)s can send mail") % {"site": site_name},
        message=_("This is the test mail of your new site. If you read it, mail works."),
        from_email=settings.DEFAULT_FROM_EMAIL,
        recipient_list=[address],
    )


@transaction.atomic
def invite_reviewer(name: str, email: str, site_name: str) -> Person:
    """Create account and person, and mail a link to choose a password. Raises ValidationError or OSError."""
    users = get_user_model().objects
    if users.filter(username=email).exists():
        raise ValidationError(_("There is already an account for %(email)s.") % {"email": email})
    user = users.create_user(username=email, email=email)
    user.groups.add(Group.objects.get(name=REVIEWERS))
    person = Person.objects.create(name=name, slug=_free_slug(name), user=user)
    send_mail(
        subject=_("Will you review articles for %(site)s?") % {"site": site_name},
        message=render_to_string(
            "site_config/mail/reviewer_invitation.txt",
            {"name": name, "site_name": site_name, "username": email, "address": _password_address(user)},
        ),
        from_email=settings.DEFAULT_FROM_EMAIL,
        recipient_list=[email],
    )
    return person


def _password_address(user: AbstractUser) -> str:
    link = reverse(
        "wagtailadmin_password_reset_confirm",
        kwargs={
            "uidb64": urlsafe_base64_encode(force_bytes(user.pk)),
            "token": default_token_generator.make_token(user),
        },
    )
    return urljoin(settings.WAGTAILADMIN_BASE_URL, link)


def _free_slug(name: str) -> str:
    wanted = slugify(name, allow_unicode=True) or "reviewer"
    taken = set(Person.objects.filter(slug__startswith=wanted).values_list("slug", flat=True))
    candidates = [wanted, *(f"{wanted}-{number}" for number in range(2, len(taken) + 2))]
    return next(slug for slug in candidates if slug not in taken)
