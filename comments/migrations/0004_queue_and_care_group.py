"""Put what waits into the queue, take readers' names out of the log, and make the group that looks after people."""

from django.db import migrations

GROUP = "Comment safeguarding leads"
PENDING = 10


def fill_the_queue(apps, schema_editor):
    Comment = apps.get_model("reader_comments", "Comment")
    Comment.objects.filter(status="pending").update(attention=PENDING)


def take_names_out_of_the_log(apps, schema_editor):
    """The log outlives comments, so what their authors wrote does not stand in it."""
    Comment = apps.get_model("reader_comments", "Comment")
    Event = apps.get_model("reader_comments", "ModerationEvent")
    for comment in Comment.objects.only("pk", "public_id", "submitted_at").iterator():
        label = f"{comment.submitted_at:%Y-%m-%d %H:%M}, {comment.public_id}"
        Event.objects.filter(comment_id=comment.pk).update(comment_label=label)
    known = Comment.objects.values("pk")
    Event.objects.exclude(comment_id__in=known).update(comment_label="–")


def create_group(apps, schema_editor):
    ContentType = apps.get_model("contenttypes", "ContentType")
    Permission = apps.get_model("auth", "Permission")
    Group = apps.get_model("auth", "Group")
    # Django makes permissions after all migrations; a group needs them now.
    comment_type, _ = ContentType.objects.get_or_create(app_label="reader_comments", model="comment")
    care, _ = Permission.objects.get_or_create(
        content_type=comment_type,
        codename="care_comment",
        defaults={"name": "Can look after readers in distress"},
    )
    shared = Permission.objects.filter(
        codename__in=["moderate_comment", "access_admin"],
        content_type__app_label__in=["reader_comments", "wagtailadmin"],
    )
    group, _ = Group.objects.get_or_create(name=GROUP)
    group.permissions.add(care, *shared)


def remove_group(apps, schema_editor):
    apps.get_model("auth", "Group").objects.filter(name=GROUP).delete()


class Migration(migrations.Migration):
    dependencies = [("reader_comments", "0003_moderation_care_and_privacy")]

    operations = [
        migrations.RunPython(fill_the_queue, migrations.RunPython.noop),
        migrations.RunPython(take_names_out_of_the_log, migrations.RunPython.noop),
        migrations.RunPython(create_group, remove_group),
    ]
