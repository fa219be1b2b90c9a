"""Note the account that each person has today: what it did stays this person's work."""

from django.db import migrations


def note_accounts(apps, schema_editor):
    Person = apps.get_model("medical_people", "Person")
    PersonAccount = apps.get_model("medical_people", "PersonAccount")
    for person in Person.objects.filter(user__isnull=False):
        PersonAccount.objects.get_or_create(person=person, user_id=person.user_id)


class Migration(migrations.Migration):
    dependencies = [("medical_people", "0002_accounts_and_payment")]

    operations = [migrations.RunPython(note_accounts, migrations.RunPython.noop)]
