"""Addresses of the ways past a signature, below a page's review screen."""

from django.urls import path

from blog.review.other_ways.minor_edit_views import MinorEditView
from blog.review.other_ways.views import CorrectionView, DeleteView, EmergencyView, WithdrawView

way_paths = [
    path("<int:page_id>/minor-edit/", MinorEditView.as_view(), name="minor_edit"),
    path("<int:page_id>/delete-and-correct/", DeleteView.as_view(), name="delete_and_correct"),
    path("<int:page_id>/corrections/", CorrectionView.as_view(), name="corrections"),
    path("<int:page_id>/emergency/", EmergencyView.as_view(), name="emergency"),
    path("<int:page_id>/withdraw/", WithdrawView.as_view(), name="withdraw"),
]
