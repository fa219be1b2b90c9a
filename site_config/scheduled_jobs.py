"""What a site does by itself: the commands of the installed apps, in the order in which they are run."""

import logging
from collections.abc import Callable
from dataclasses import dataclass

from django.core.management import call_command, get_commands
from django.db import connections

logger = logging.getLogger("site_config")


@dataclass(frozen=True)
class Job:
    """A management command; a nightly one reads the whole site, the others only what is due."""

    command: str
    nightly: bool = False


JOBS = (
    Job("run_care_due"),
    Job("tell_reporters"),
    Job("tell_authors"),
    Job("publish_scheduled"),
    Job("run_review_due"),
    # Learn from decisions before their texts are purged.
    Job("train_comment_classifier", nightly=True),
    Job("purge_comments", nightly=True),
    Job("mail_moderators", nightly=True),
    Job("watch_comment_backlog", nightly=True),
    Job("check_links", nightly=True),
    Job("verify_reviews", nightly=True),
    Job("audit_disclosures", nightly=True),
)


def jobs(nightly: bool) -> list[Job]:
    """Return the jobs whose app is installed: at night all of them."""
    installed = get_commands()
    return [job for job in JOBS if job.command in installed and (nightly or not job.nightly)]


def run(due: list[Job], say: Callable[[str], object]) -> list[str]:
    """Run each job whatever became of those before it; return one sentence for each that failed."""
    failures = []
    for job in due:
        say(f"== {job.command}")
        try:
            call_command(job.command)
        except (Exception, SystemExit) as error:
            # A command may also end the process with a code: here it only ends itself.
            logger.exception("%s failed.", job.command)
            failures.append(f"{job.command}: {error}")
        _renew_connections()
    return failures


def _renew_connections() -> None:
    """What one job did to a connection, or the time it took, must not fail the next one."""
    for connection in connections.all(initialized_only=True):
        if not connection.in_atomic_block:
            connection.close_if_unusable_or_obsolete()
