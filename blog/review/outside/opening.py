"""From the link to the sitting: opening the link does nothing, the code goes to the address on file."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from blog.people.models import Person
from blog.review import clock
from blog.review.clock import day_of
from blog.review.outside.codes import TooManyCodes, enter_code, send_code
from blog.review.outside.networks import network_key
from blog.review.outside.privacy import private
from blog.review.outside.sittings import set_cookie
from blog.review.personal_links import person_of


@private
@require_safe
def link(request: HttpRequest, token: str) -> HttpResponse:
    """Say that there is a list; programs that open each link of a mail set nothing off."""
    if person_of(token) is None:
        return _gone(request)
    return render(request, "medical_review/outside/link.html", {"token": token})


@private
@require_POST
@sensitive_post_parameters("token")
def ask_for_code(request: HttpRequest) -> HttpResponse:
    """Send a code and show where to enter it. The token travels in the form: addresses end up in logs."""
    person, now = person_of(request.POST.get("token", "")), clock.now()
    if person is None:
        return _gone(request)
    try:
        send_code(person, network_key(request.META, day_of(now)), now)
    except TooManyCodes as refusal:
        return _code_form(request, person, error=str(refusal), status=429)
    return _code_form(request, person)


@private
@require_POST
@sensitive_post_parameters("token", "code")
def open_sitting(request: HttpRequest) -> HttpResponse:
    """Open the sitting for the right code."""
    person = person_of(request.POST.get("token", ""))
    if person is None:
        return _gone(request)
    secret = enter_code(person, request.POST.get("code", ""), clock.now())
    if secret is None:
        error = _(
            "This code is wrong, was used, or is older than ten minutes. Look again at the newest mail; after five "
            "tries, ask for a new code."
        )
        return _code_form(request, person, error=error, status=422)
    response = redirect("medical_review:sitting")
    set_cookie(response, request, person, secret)
    return response


def _code_form(request: HttpRequest, person: Person, *, error: str = "", status: int = 200) -> HttpResponse:
    context = {
        "token": request.POST["token"],
        "address": masked(person.address_on_file()),
        "error": error,
    }
    return render(request, "medical_review/outside/code.html", context, status=status)


def masked(address: str) -> str:
    """Enough of an address for its owner to know it: "a•••@example.org"."""
    name, _at, host = address.partition("@")
    return f"{name[:1]}•••@{host}"


def _gone(request: HttpRequest) -> HttpResponse:
    return render(request, "medical_review/outside/gone.html", status=410)
