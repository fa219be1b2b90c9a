"""The admin's form for importing one article."""

from typing import Any

from django import forms
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.core.files.uploadedfile import UploadedFile
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.models import PageQuerySet

from blog.importers import encodings, plain_text
from blog.importers.drafts import imported_before, reviewer_problems
from blog.importers.imported import ImportedArticle, NotAnArticle
from blog.models import BlogIndexPage, HealthArticlePage, Topic
from blog.people.models import Person

LARGEST_FILE = 1_000_000  # bytes


def open_lists(user: AbstractBaseUser | AnonymousUser) -> PageQuerySet:
    """Return the lists of articles to which this user may add."""
    lists = BlogIndexPage.objects.order_by("path")
    allowed = [page.pk for page in lists if page.permissions_for_user(user).can_add_subpage()]
    return lists.filter(pk__in=allowed)


class ImportForm(forms.Form):
    """Asks for a text and for the people around it. `cleaned_data["article"]` is the text taken apart."""

    text = forms.CharField(
        label=_("Text"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text=_("The title on a line of its own, then the text. Blank lines part paragraphs."),
    )
    file = forms.FileField(
        label=_("Or a text file"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".txt,text/plain"}),
        help_text=_("Plain text (.txt). Its words appear above for you to check."),
    )
    parent = forms.ModelChoiceField(BlogIndexPage.objects.none(), label=_("Add to"), empty_label=None)
    authors = forms.ModelMultipleChoiceField(
        Person.objects.active(), label=_("Authors"), widget=forms.CheckboxSelectMultiple
    )
    reviewer = forms.ModelChoiceField(
        Person.objects.active().filter(pk__in=Person.objects.filter(credentials__isnull=False).values("pk")),
        label=_("Medical reviewer"),
        empty_label=_("Choose a reviewer"),
        help_text=_(
            "Somebody with a credential who did not write it, and not you: who imports has a part in it."
        ),
    )
    topics = forms.ModelMultipleChoiceField(
        Topic.objects.none(), label=_("Topics"), widget=forms.CheckboxSelectMultiple
    )
    again = forms.BooleanField(label=_("Import it once more"), required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, user: AbstractBaseUser | AnonymousUser, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.source = ""
        lists = open_lists(user)
        self.fields["parent"].queryset = lists
        self.fields["parent"].initial = lists.first()
        if len(lists) == 1:
            self.fields["parent"].widget = forms.HiddenInput()
        others = self.fields["reviewer"].queryset.exclude(user=user.pk)
        self.fields["reviewer"].queryset = others
        self.fields["topics"].queryset = Topic.objects.filter(locale__in=lists.values("locale"))

    def clean_file(self) -> UploadedFile | None:
        """Put the words of the file where the text stands, so that they are there even if another field is wrong."""
        file = self.cleaned_data["file"]
        if not file:
            return None
        if file.size > LARGEST_FILE:
            raise forms.ValidationError(
                _("This file is too large for one article. Choose the text file of one article.")
            )
        try:
            text = encodings.decode(file.read())
        except NotAnArticle as error:
            raise forms.ValidationError(str(error)) from error
        data: Any = self.data.copy()
        data["text"] = self.cleaned_data["text"] = text
        self.data = data
        self.source = file.name
        return file

    def clean(self) -> dict[str, Any]:
        """Take the text apart; refuse a reviewer with a part in it, and an article that was imported before."""
        super().clean()
        chosen = self.cleaned_data
        for problem in reviewer_problems(chosen.get("reviewer"), chosen.get("authors") or [], self.user):
            self.add_error("reviewer", problem)
        article = self._article() if "file" not in self.errors else None
        return {**self.cleaned_data, "article": article}

    def _article(self) -> ImportedArticle | None:
        """Return the text taken apart, or None and an error that says what to do."""
        text = self.cleaned_data.get("text", "")
        if not text.strip():
            self.add_error("text", _("Paste the text of an article here, or choose a file below."))
            return None
        try:
            article = plain_text.read(text)
        except NotAnArticle as error:
            self.add_error("text", str(error))
            return None
        page = imported_before(article)
        if page is not None and not self.cleaned_data.get("again"):
            self.fields["again"].widget = forms.CheckboxInput()
            self.add_error("again", _imported_before(page))
        return article


def _imported_before(page: HealthArticlePage) -> str:
    return format_html(
        gettext('This article was imported before: <a href="{}">{}</a>. Go on there, or tick this box.'),
        reverse("wagtailadmin_pages:edit", args=[page.pk]),
        page.get_admin_display_title(),
    )
