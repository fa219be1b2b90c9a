"""What search engines are told about a medical review, as JSON-LD (https://schema.org).

`lastReviewed` and `reviewedBy` are properties of a web page, not of an article: the article's node says nothing about
reviews. They stand there only while readers see a badge that says "reviewed".
"""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest
from wagtail.models import AbstractPage

from blog.review.clock import day_of
from blog.review.models import MedicalReview
from blog.review.public.badges import badge_of
from blog.review.public.reading import corrections_of, reading_of
from blog.review.status import ReviewStatus

# Short names of specialties and topics -> members of schema.org's MedicalSpecialty.
SPECIALTIES = {
    "anesthesiology": "Anesthesia", "cardiology": "Cardiovascular", "heart": "Cardiovascular",
    "dentistry": "Dentistry", "dermatology": "Dermatology", "skin": "Dermatology", "nutrition": "DietNutrition",
    "emergency-medicine": "Emergency", "endocrinology": "Endocrine", "diabetes": "Endocrine",
    "gastroenterology": "Gastroenterologic", "genetics": "Genetic", "geriatrics": "Geriatric",
    "gynecology": "Gynecologic", "hematology": "Hematologic", "infectious-diseases": "Infectious",
    "neurology": "Neurologic", "nursing": "Nursing", "obstetrics": "Obstetric", "oncology": "Oncologic",
    "cancer": "Oncologic", "orthopedics": "Musculoskeletal",
    "pediatrics": "Pediatric", "pharmacy": "PharmacySpecialty", "physiotherapy": "Physiotherapy",
    "primary-care": "PrimaryCare", "family-medicine": "PrimaryCare", "general-practice": "PrimaryCare",
    "psychiatry": "Psychiatric", "mental-health": "Psychiatric", "public-health": "PublicHealth",
    "pulmonology": "Pulmonary", "nephrology": "Renal", "rheumatology": "Rheumatologic", "surgery": "Surgical",
    "toxicology": "Toxicologic", "urology": "Urologic",
}  # fmt: skip


def medical_web_page(
    page: AbstractPage,
    status: ReviewStatus,
    request: HttpRequest | None = None,
    subjects: Iterable[str] | None = None,
) -> dict[str, Any]:
    """Return the page as a MedicalWebPage with who reviewed it; {} unless readers are told the same.

    `status` is that of the live text: nothing is told in a preview, about a draft, or once a review is over.
    `subjects` are the short names of what the page is about; left out, the page is asked.
    """
    review = status.review
    if getattr(request, "is_preview", False) or review is None or not badge_of(status).says_reviewed:
        return {}
    address = page.get_full_url(request) or ""
    signatures = reading_of(page, request).signatures or (review,)
    if subjects is None:
        subjects = page.get_review_subjects() if hasattr(page, "get_review_subjects") else ()
    specialties = dict.fromkeys(SPECIALTIES[subject] for subject in subjects if subject in SPECIALTIES)
    facts = {
        "@type": "MedicalWebPage",
        "@id": f"{address}#webpage",
        "url": address,
        "name": page.title,
        "inLanguage": page.locale.language_code,
        "lastReviewed": status.reviewed_on and status.reviewed_on.isoformat(),
        "reviewedBy": [_reviewer(review, request) for review in signatures],
        "specialty": [f"https://schema.org/{name}" for name in specialties],
    }
    return {name: value for name, value in facts.items() if value}


def corrections(page: AbstractPage) -> list[dict[str, Any]]:
    """Return the public corrections of a page as CorrectionComments, the newest first."""
    return [
        {
            "@type": "CorrectionComment",
            "text": f"{row.wrong} {row.changed}",
            "datePublished": day_of(row.published_at).isoformat(),
        }
        for row in corrections_of(page)
    ]


def credential(row: dict[str, Any]) -> dict[str, Any]:
    """Return a credential, given by its title, name, issuer and the rest, as schema.org knows it."""
    facts = {
        "@type": "EducationalOccupationalCredential",
        "name": row["name"],
        "credentialCategory": row.get("title"),
        "recognizedBy": {"@type": "Organization", "name": row["issuer"]},
        "validIn": row.get("jurisdiction") and {"@type": "AdministrativeArea", "name": row["jurisdiction"]},
        "url": row.get("checked_on") and row.get("register_url"),
    }
    return {name: value for name, value in facts.items() if value}


def _reviewer(review: MedicalReview, request: HttpRequest | None) -> dict[str, Any]:
    """Return the reviewer as at the signature: later titles are not what the text was signed with."""
    path = review.reviewer_address
    facts = {
        "@type": "Person",
        "name": review.reviewer_name,
        "honorificSuffix": review.reviewer_titles,
        "url": request.build_absolute_uri(path) if request and path else path,
        "hasCredential": [credential(row) for row in review.credentials],
    }
    return {name: value for name, value in facts.items() if value}
