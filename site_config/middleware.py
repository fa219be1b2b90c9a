"""Chooses the language of a page by its address."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.locale import LocaleMiddleware
from django.utils.translation import get_language


class AddressLanguageMiddleware(LocaleMiddleware):
    """Django's own, for a site whose addresses say the language: the browser's wish never changes an answer.

    Django adds `Vary: Accept-Language` all the same, which makes a shared cache keep one copy of each page per
    browser's list of languages.
    """

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """Say which language it is, and nothing about others."""
        response.headers.setdefault("Content-Language", get_language())
        return response
