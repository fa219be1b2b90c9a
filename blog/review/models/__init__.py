"""What is recorded about medical review, and what a page type needs to be governed by it."""

from blog.review.models.append_only import AppendOnly, AppendOnlyError, AppendOnlyQuerySet
from blog.review.models.mixin import MedicallyReviewedMixin
from blog.review.models.policies import ReviewPolicy
from blog.review.models.publications import Publication
from blog.review.models.requests import Account, ReviewRequest
from blog.review.models.reviews import MedicalReview

__all__ = [
    "Account",
    "AppendOnly",
    "AppendOnlyError",
    "AppendOnlyQuerySet",
    "MedicalReview",
    "MedicallyReviewedMixin",
    "Publication",
    "ReviewPolicy",
    "ReviewRequest",
]
