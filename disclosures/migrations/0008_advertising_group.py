"""Give every site a group whose members look after its own links and nothing else."""

from django.db import migrations

GROUP = "Advertising"
ACTIONS = {
    "add_managedlink": "Can add managed link",
    "change_managedlink": "Can change managed link",
    "delete_managedlink": "Can delete managed link",
    "view_managedlink": "Can view managed link",
}


def create_group(apps, schema_editor):
    ContentType = apps.get_model("contenttypes", "ContentType")
    Permission = apps.get_model("auth", "Permission")
    Group = apps.get_model("auth", "Group")
    # Django makes permissions after all migrations; a group needs them now.
    link_type, _ = ContentType.objects.get_or_create(app_label="disclosures", model="managedlink")
    admin_type, _ = ContentType.objects.get_or_create(app_label="wagtailadmin", model="admin")
    group, _ = Group.objects.get_or_create(name=GROUP)
    for codename, name in ACTIONS.items():
        permission, _ = Permission.objects.get_or_create(
            content_type=link_type, codename=codename, defaults={"name": name}
        )
        group.permissions.add(permission)
    access, _ = Permission.objects.get_or_create(
        content_type=admin_type, codename="access_admin", defaults={"name": "Can access Wagtail admin"}
    )
    group.permissions.add(access)


def remove_group(apps, schema_editor):
    apps.get_model("auth", "Group").objects.filter(name=GROUP).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("disclosures", "0007_evidence"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("wagtailadmin", "0001_create_admin_access_permissions"),
    ]

    operations = [migrations.RunPython(create_group, remove_group)]
