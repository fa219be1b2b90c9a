"""A reviewer's word about a post is evidence like a signature: numbered, exported, verified."""

import io

import pytest
from django.core.management import call_command

from blog.posts.gate import confirm
from tests.blog.posts.conftest import ADVICE

pytestmark = pytest.mark.site


def test_it_is_exported_and_verified_with_all_other_evidence(write_post, reviewer, admin_user, tmp_path):
    row = confirm(write_post(text=ADVICE), reviewer, admin_user)
    written = io.StringIO()
    call_command("export_reviews", stdout=written, stderr=io.StringIO())
    assert row.digest in written.getvalue()
    call_command("verify_reviews", stdout=io.StringIO(), stderr=io.StringIO())
