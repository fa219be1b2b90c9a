"""A copy of one's data, and its end: without an account, by a link in a mail or by a receipt."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from comments.privacy.asking import AddressForm, TooManyQuestions, ask
from comments.privacy.belongings import Belongings
from comments.privacy.exporting import copy_of
from comments.tokens import BadToken


# Nobody is logged in here, so a forged request borrows no authority: it can only have a mail sent to the owner of the
# address, and of these there are few a day.
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def your_data(request: HttpRequest) -> HttpResponse:
    """Ask for the address, and say the same whether or not it is known."""
    form = AddressForm(request.POST if request.method == "POST" else None, label_suffix="")
    context: dict[str, Any] = {"form": form, "asked": False, "too_many": False}
    status = 200
    if form.is_bound:
        status = _ask(request, form, context)
    return _private(render(request, "reader_comments/your_data.html", context, status=status))


def _ask(request: HttpRequest, form: AddressForm, context: dict[str, Any]) -> int:
    """Answer the form into `context`; return the status of the answer."""
    if not form.is_valid():
        return 422
    try:
        ask(request, form.cleaned_data["email"])
    except TooManyQuestions:
        context["too_many"] = True
        return 429
    context["asked"] = True
    return 200


# The proof in the address is the authority; no browser adds anything to a forged request.
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def belongings(request: HttpRequest, proof: str) -> HttpResponse:
    """Show what is kept, and erase it when asked by POST: a program that follows links changes nothing."""
    try:
        found = Belongings.of_proof(proof)
    except BadToken:
        context: dict[str, Any] = {"copy": None, "proof": proof, "erased": False, "unsure": False}
        return _private(render(request, "reader_comments/belongings.html", context, status=404))
    sure = request.POST.get("sure") == "yes"
    if sure:
        found.erase()
    context = {
        "copy": copy_of(found),
        "proof": proof,
        "erased": sure,
        "unsure": request.method == "POST" and not sure,
    }
    return _private(
        render(request, "reader_comments/belongings.html", context, status=422 if context["unsure"] else 200)
    )


@never_cache
@require_safe
def belongings_copy(request: HttpRequest, proof: str, form: str) -> HttpResponse:
    """Give the same as a file to keep: `json` for programs, `html` for people."""
    try:
        copy = copy_of(Belongings.of_proof(proof))
    except BadToken as error:
        raise Http404 from error
    if form == "json":
        response: HttpResponse = JsonResponse(copy, json_dumps_params={"indent": 2, "ensure_ascii": False})
    else:
        response = HttpResponse(render_to_string("reader_comments/belongings_copy.html", {"copy": copy}))
    response["Content-Disposition"] = f'attachment; filename="comments.{form}"'
    return _private(response)


def _private(response: HttpResponse) -> HttpResponse:
    """The address is the proof: no search engine keeps it, and no other site learns it from a link."""
    response["X-Robots-Tag"] = "noindex"
    response["Referrer-Policy"] = "no-referrer"
    return response
