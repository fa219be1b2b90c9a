"""A stranger with Python alone computes the digest of a signed text again."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from blog.review.digest import content_digest
from blog.review.models import MedicalReview
from tests.blog.review.conftest import sign
from tests.testapp.models import BlocksPage

SCRIPT = Path(__file__).resolve().parents[3] / "docs" / "recompute_digest.py"


def recompute(path, *more):
    # Without our virtual environment: the standard library has to do.
    command = [sys.executable, "-I", "-S", str(SCRIPT), str(path), *more]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)


@pytest.mark.django_db
def test_the_script_says_same_of_a_signed_page_and_different_of_another(site_root, reviewer, tmp_path):
    page = BlocksPage(title="Schlaf “gut” \u202e", dose=0.5, live=False, assigned_reviewer=reviewer)
    page.body = json.dumps(
        [{"type": "paragraph", "value": "<p>10<sup>9</sup> µg</p>"}, {"type": "points", "value": ["a", "b"]}]
    )
    site_root.add_child(instance=page)
    review = sign(page, reviewer)
    stored = MedicalReview.objects.get(pk=review.pk).payload
    public = {"version": review.digest_version, "digest": review.digest, "payload": stored, "reviewer": "R"}
    path = tmp_path / "payload.json"
    path.write_text(json.dumps(public, indent=2), encoding="utf-8")
    done = recompute(path)
    assert (done.returncode, done.stderr) == (0, "")
    *blocks, everything, verdict = done.stdout.splitlines()
    assert (everything, verdict) == (f"{review.digest} everything", "same")
    ours = {f"{block.digest} {block.path}" for block in content_digest(page).blocks}
    assert set(blocks) == ours
    path.write_text(json.dumps(public).replace("10<sup>9</sup>", "109"), encoding="utf-8")
    done = recompute(path)
    assert (done.returncode, done.stdout.splitlines()[-1]) == (1, "different")
    path.write_text(json.dumps(public), encoding="utf-8")
    assert recompute(path, "0" * 64).stdout.endswith("different\n")


def test_it_is_short_enough_to_be_read():
    assert len(SCRIPT.read_text(encoding="utf-8").splitlines()) <= 30
