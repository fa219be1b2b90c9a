"""Editors and moderators keep the list of topics; the migration makes the permissions that it gives them."""

from django.db import migrations

GROUPS = ("Editors", "Moderators")
ACTIONS = ("add", "change", "delete")


def let_editors_keep_topics(apps, schema_editor):
    content_type, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="blog", model="topic"
    )
    permissions = [
        apps.get_model("auth", "Permission").objects.get_or_create(
            content_type=content_type, codename=f"{action}_topic", defaults={"name": f"Can {action} topic"}
        )[0]
        for action in ACTIONS
    ]
    for group in apps.get_model("auth", "Group").objects.filter(name__in=GROUPS):
        group.permissions.add(*permissions)


class Migration(migrations.Migration):
    dependencies = [
        ("blog", "0002_pages_and_topics"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("wagtailcore", "0098_apitoken"),
    ]

    # The permissions stay on the way back: somebody may have given them to other groups.
    operations = [migrations.RunPython(let_editors_keep_topics, migrations.RunPython.noop)]
