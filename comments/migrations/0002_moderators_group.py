"""Give every site a group whose members may moderate comments and nothing else."""

from django.db import migrations

GROUP = "Comment moderators"


def create_group(apps, schema_editor):
    ContentType = apps.get_model("contenttypes", "ContentType")
    Permission = apps.get_model("auth", "Permission")
    Group = apps.get_model("auth", "Group")
    # Django makes permissions after all migrations; a group needs them now.
    comment_type, _ = ContentType.objects.get_or_create(app_label="reader_comments", model="comment")
    admin_type, _ = ContentType.objects.get_or_create(app_label="wagtailadmin", model="admin")
    moderate, _ = Permission.objects.get_or_create(
        content_type=comment_type,
        codename="moderate_comment",
        defaults={"name": "Can moderate reader comments"},
    )
    access, _ = Permission.objects.get_or_create(
        content_type=admin_type, codename="access_admin", defaults={"name": "Can access Wagtail admin"}
    )
    group, _ = Group.objects.get_or_create(name=GROUP)
    group.permissions.add(moderate, access)


def remove_group(apps, schema_editor):
    apps.get_model("auth", "Group").objects.filter(name=GROUP).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("reader_comments", "0001_threads_and_comments"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("wagtailadmin", "0001_create_admin_access_permissions"),
    ]

    operations = [migrations.RunPython(create_group, remove_group)]
