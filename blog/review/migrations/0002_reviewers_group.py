"""The group of those who review: they may enter the admin and nothing more; signing asks for the person."""

from django.db import migrations

GROUP = "Reviewers"


def create_group(apps, schema_editor):
    group, _ = apps.get_model("auth", "Group").objects.get_or_create(name=GROUP)
    permission = apps.get_model("auth", "Permission").objects.get(
        content_type__app_label="wagtailadmin", codename="access_admin"
    )
    group.permissions.add(permission)


class Migration(migrations.Migration):
    dependencies = [
        ("medical_review", "0001_medical_review"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("wagtailadmin", "0001_create_admin_access_permissions"),
    ]

    # The group stays on the way back: people may have been put into it.
    operations = [migrations.RunPython(create_group, migrations.RunPython.noop)]
