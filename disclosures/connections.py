"""Material connections: who gave an author money or goods for a page, told like a paid link (rule R25)."""

from dataclasses import dataclass
from typing import Literal, get_args

from django.utils.translation import gettext_lazy as _

ConnectionKind = Literal["sponsored", "gift", "discount_code", "own_product", "other"]
KINDS: tuple[str, ...] = get_args(ConnectionKind)
KIND_LABELS = {
    "sponsored": _("Somebody paid for this page"),
    "gift": _("A gift or a loan"),
    "discount_code": _("A discount code that pays us"),
    "own_product": _("Our own product"),
    "other": _("Another connection"),
}


@dataclass(frozen=True, slots=True)
class Connection:
    """One declared connection: `who` gave or pays, `what` was given ("" where there is nothing to name)."""

    kind: str
    who: str
    what: str = ""
