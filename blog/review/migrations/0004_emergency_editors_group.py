"""The group of those who may replace dangerous text at once; what else they may do is for other groups to say."""

from django.db import migrations

GROUP = "Emergency editors"


def create_group(apps, schema_editor):
    # Django makes permissions after all migrations; a group needs this one now.
    content_type, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="medical_review", model="emergencyreplacement"
    )
    permission, _ = apps.get_model("auth", "Permission").objects.get_or_create(
        content_type=content_type,
        codename="replace_in_emergency",
        defaults={"name": "Can replace published text in an emergency"},
    )
    group, _ = apps.get_model("auth", "Group").objects.get_or_create(name=GROUP)
    group.permissions.add(permission)


class Migration(migrations.Migration):
    dependencies = [
        ("medical_review", "0003_life_of_a_review"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    # The group stays on the way back: people may have been put into it.
    operations = [migrations.RunPython(create_group, migrations.RunPython.noop)]
