"""Whose data: everything that was written under an address, or one comment alone."""

from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from typing import Self

from django.db.models import QuerySet
from django.db.models.functions import Lower

from comments.models import Comment, Correspondent, Report
from comments.models.correspondents import address_key
from comments.privacy.erasing import erase
from comments.states import Status
from comments.tokens import BadToken, public_id_of, sign, unsign

# How long the link in the mail opens somebody's data.
LINK_LASTS = timedelta(hours=24)
_PURPOSE = "belongings"


@dataclass(frozen=True)
class Belongings:
    """What belongs to one person: all of an address, or, without one, a single comment."""

    address: str = ""
    public_id: str = ""

    @classmethod
    def of_proof(cls, proof: str) -> Self:
        """Return what a link from our mail or a receipt opens. Raises BadToken."""
        try:
            table, key, address = unsign(_PURPOSE, proof, LINK_LASTS)
        except BadToken:
            return cls(public_id=public_id_of(proof))
        model = Report if table == "report" else Comment
        email = model.objects.filter(pk=key).values_list("email", flat=True).first() or ""
        if not email or address_key(email) != address:
            raise BadToken(proof)
        return cls(address=email.lower())

    @cached_property
    def comments(self) -> QuerySet:
        """The comments, the oldest first."""
        if self.address:
            found = Comment.objects.filter(email=self.address)
        else:
            found = Comment.objects.filter(public_id=self.public_id)
        return found.exclude(status=Status.ERASED).select_related("thread__page").order_by("pk")

    @cached_property
    def reports(self) -> QuerySet:
        """The reports that were sent with the address."""
        found = Report.objects.alias(lowered=Lower("email")).filter(lowered=self.address)
        return (
            (found if self.address else found.none()).select_related("comment__thread__page").order_by("pk")
        )

    def proof(self) -> str:
        """Return what a link to all of an address carries; empty where nothing is stored under it.

        The address itself stands neither in the link nor in the logs of any server on its way.
        """
        for table, rows in (("comment", self.comments), ("report", self.reports)):
            if row := rows.first():
                return sign(_PURPOSE, [table, row.pk, address_key(self.address)])
        return ""

    def erase(self) -> None:
        """Erase all of it. Can be repeated where it was interrupted: what the link was made from goes last."""
        self.reports.update(name="", email="", explanation="", network_key="")
        for key in list(self.comments.reverse().values_list("pk", flat=True)):
            erase(key)
        if self.address:
            self._forget_address()

    def _forget_address(self) -> None:
        rows = Correspondent.objects.filter(address_key=address_key(self.address))
        rows.filter(stopped_at=None).delete()
        # "No mail" outlives everything else, or somebody else could start it again.
        rows.update(confirmed_at=None, asked_at=None, always_read_first=False)
