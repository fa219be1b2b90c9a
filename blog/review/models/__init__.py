"""What is recorded about medical review, and what a page type needs to be governed by it."""

from blog.review.models.append_only import AppendOnly, AppendOnlyError, AppendOnlyQuerySet
from blog.review.models.corrections import Correction
from blog.review.models.dismissals import Dismissal
from blog.review.models.emergencies import EmergencyReplacement
from blog.review.models.ledger import LedgerEntry
from blog.review.models.minor_edits import MinorEdit, MinorEditProposal
from blog.review.models.mixin import MedicallyReviewedMixin
from blog.review.models.named_authors import NamedAuthor
from blog.review.models.policies import ReviewPolicy
from blog.review.models.publications import Publication
from blog.review.models.reminders import Reminder
from blog.review.models.requests import Account, ReviewRequest
from blog.review.models.reviews import MedicalReview
from blog.review.models.sittings import SigningCode
from blog.review.models.suggestions import Suggestion
from blog.review.models.transitions import TransitionPeriod
from blog.review.models.workflow_tasks import MedicalReviewTask, MedicalReviewTaskState

__all__ = [
    "Account",
    "AppendOnly",
    "AppendOnlyError",
    "AppendOnlyQuerySet",
    "Correction",
    "Dismissal",
    "EmergencyReplacement",
    "LedgerEntry",
    "MedicalReview",
    "MedicalReviewTask",
    "MedicalReviewTaskState",
    "MedicallyReviewedMixin",
    "MinorEdit",
    "MinorEditProposal",
    "NamedAuthor",
    "Publication",
    "Reminder",
    "ReviewPolicy",
    "ReviewRequest",
    "SigningCode",
    "Suggestion",
    "TransitionPeriod",
]
