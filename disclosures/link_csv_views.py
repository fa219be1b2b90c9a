"""Links as a file: the export, and the import that shows what it would do before it does anything.

Between its steps the file travels in the form, signed and packed: no step depends on the process or machine that
answered the one before, and nothing stays behind when somebody changes their mind.
"""

from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.core.signing import BadSignature, dumps, loads
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views import View
from wagtail.admin import messages
from wagtail.models import Locale

from disclosures.link_imports import carry_out, exported
from disclosures.link_plans import Plan, Planner
from disclosures.link_tables import FIELDS, MOST_BYTES, SYSTEMS, Table, TableError, read_bytes, read_table
from disclosures.link_views import LinkScreen, may, url_name
from disclosures.models import ManagedLink

SALT = "disclosures.link_import"
# What Django takes in a form (DATA_UPLOAD_MAX_MEMORY_SIZE), less some room.
MOST_PACKED = 2_300_000
SHOWN_ROWS = 100
LABELS = {"slug": gettext_lazy("Short name"), "address": gettext_lazy("Address")}


class UploadForm(forms.Form):
    """The file."""

    file = forms.FileField(label=gettext_lazy("CSV file"))

    def clean_file(self) -> Table:
        """Return the table in the file; its text stays in `text`."""
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            message = _("The file is too large. Split it into parts below %(most)s MB.")
            raise forms.ValidationError(message % {"most": MOST_BYTES // 1_000_000})
        self.text = read_bytes(file.read())
        try:
            return read_table(self.text)
        except TableError as error:
            raise forms.ValidationError(str(error)) from error


class MeaningsForm(forms.Form):
    """Which column holds what."""

    def __init__(self, table: Table, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [
            ("", _("in no column")),
            *((str(n), name or f"({n + 1})") for n, name in enumerate(table.columns)),
        ]
        languages = Locale.objects.values_list("language_code", flat=True)
        for name in (*FIELDS, *(f"address_{language}" for language in languages)):
            initial = table.meanings.get(name, "")
            self.fields[name] = forms.ChoiceField(
                choices=choices, required=False, initial=initial, label=label_of(name)
            )

    def meanings(self) -> dict[str, int]:
        """Return the column of each field that has one."""
        return {name: int(column) for name, column in self.cleaned_data.items() if column}


def label_of(name: str) -> str:
    """Return the words for a field of a table."""
    if name in LABELS:
        return str(LABELS[name])
    if name.startswith("address_"):
        return _("Address for “%(language)s”") % {"language": name.removeprefix("address_")}
    return str(ManagedLink._meta.get_field(name).verbose_name).capitalize()


class ImportView(LinkScreen, View):
    """Upload, look, confirm."""

    template_name = "disclosures/import_links.html"
    page_title = gettext_lazy("Import links")
    header_icon = "upload"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Let in who may add and change links. Raises PermissionDenied."""
        if not may(request, "add", "change", every=True):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest) -> HttpResponse:
        """Ask for the file."""
        return self._shown(upload=UploadForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        """Show what would be done with a new file, or do it."""
        if "packed" in request.POST:
            return self._second_step(request)
        upload = UploadForm(request.POST, request.FILES)
        if not upload.is_valid():
            return self._shown(upload=upload)
        table, packed = upload.cleaned_data["file"], dumps(upload.text, salt=self._salt, compress=True)
        if len(packed) > MOST_PACKED:
            upload.add_error("file", _("The file is too large. Split it into parts."))
            return self._shown(upload=upload)
        return self._planned(table, packed, MeaningsForm(table), table.meanings)

    def _second_step(self, request: HttpRequest) -> HttpResponse:
        packed = request.POST["packed"]
        try:
            table = read_table(loads(packed, salt=self._salt))
        except BadSignature:
            messages.error(request, _("The form was changed on its way. Upload the file again."))
            return redirect(url_name("import"))
        form = MeaningsForm(table, request.POST)
        meanings = form.meanings() if form.is_valid() else table.meanings
        if "confirm" not in request.POST:
            return self._planned(table, packed, form, meanings)
        plan = Planner(table, meanings).plan()
        if not _written(plan, request.POST["confirm"]):
            messages.warning(request, _("The links or the columns have changed since. Look at this again."))
            return self._planned(table, packed, form, meanings)
        number = len(plan.of("create")) + len(plan.of("change"))
        done = ngettext("%(number)s link was written.", "%(number)s links were written.", number)
        messages.success(request, done % {"number": number})
        return redirect(url_name("list"))

    @property
    def _salt(self) -> str:
        """Nobody confirms what somebody else uploaded."""
        return f"{SALT}.{self.request.user.pk}"

    def _planned(
        self, table: Table, packed: str, form: MeaningsForm, meanings: dict[str, int]
    ) -> HttpResponse:
        plan = Planner(table, meanings).plan()
        system = SYSTEMS[table.system]
        return self._shown(plan=plan, groups=_groups(plan), packed=packed, form=form, system=system)

    def _shown(self, **context: Any) -> HttpResponse:
        context = {"list_address": reverse(url_name("list")), **context}
        return self.render_to_response(self.get_context_data(**context))


def _written(plan: Plan, seen: str) -> bool:
    """Write what was seen; say False where it is not that any more, or somebody else was quicker."""
    if plan.fingerprint != seen:
        return False
    try:
        carry_out(plan)
    except IntegrityError:
        return False
    return True


def _groups(plan: Plan) -> list[dict[str, Any]]:
    """Return the rows by their fate, those first about which something must be done."""
    titles = {
        "refuse": _("Refused"),
        "create": _("New links"),
        "change": _("Changed links"),
        "same": _("Links that stay as they are"),
    }
    groups = []
    for action, title in titles.items():
        if rows := plan.of(action):  # type: ignore[arg-type]
            groups.append({"action": action, "title": title, "number": len(rows), "rows": rows[:SHOWN_ROWS]})
    return groups


def export(request: HttpRequest) -> HttpResponse:
    """Answer all links as a file. Raises PermissionDenied."""
    if not may(request, "view", "change"):
        raise PermissionDenied
    name = f"links-{timezone.localdate():%Y-%m-%d}.csv"
    return HttpResponse(
        exported(),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"},
    )


def extra_views() -> list[tuple[str, Callable[..., Any], str]]:
    """Return route, view and name of these screens."""
    return [("import/", ImportView.as_view(), "import"), ("export/", export, "export")]
