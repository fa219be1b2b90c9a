"""Mail about posts, sent in the background: keys in, one message out."""

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django_tasks import task
from wagtail.admin.utils import get_admin_base_url

from blog.models import PostPage
from blog.people.models import Person


@task()
def mail_question(page_id: int, person_id: int, editor: str) -> None:
    """Ask a reviewer whether a post gives health advice; without an address on file nothing is sent."""
    page, person = PostPage.objects.get(pk=page_id), Person.objects.select_related("user").get(pk=person_id)
    address = person.address_on_file()
    if not address:
        return
    context = {
        "name": person.name,
        "title": page.get_latest_revision_as_object().title,
        "editor": editor,
        "address": (get_admin_base_url() or "") + reverse("blog_post_wording", args=[page_id]),
    }
    subject = _("Is “%(title)s” health advice?") % context
    body = render_to_string("blog/mail/post_question.txt", context)
    send_mail(" ".join(subject.split()), body, settings.DEFAULT_FROM_EMAIL, [address])
