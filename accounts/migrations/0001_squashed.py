import django.core.validators
import django.db.models.deletion
import django.db.models.functions.comparison
import django.db.models.functions.text
import django.db.models.lookups
import django.utils.timezone
import pgtrigger.compiler
import pgtrigger.migrations
import uuid
from django.conf import settings
from django.contrib.postgres.operations import BtreeGistExtension, TrigramExtension
from django.core.management import call_command
from django.db import migrations, models


def make_cache_table(apps, schema_editor):
    """The table of the cache in settings, in which all processes count the same requests."""
    call_command("createcachetable", database=schema_editor.connection.alias, verbosity=0)


class Migration(migrations.Migration):

    initial = True

    replaces = [
        ('accounts', '0001_initial'),
        ('accounts', '0002_accounts_are_records'),
        ('accounts', '0003_drafts_of_forms'),
        ('accounts', '0004_places_and_addresses_of_programmes'),
        ('accounts', '0005_cache_shared_by_all_processes'),
        ('accounts', '0006_organisations_are_records'),
        ('accounts', '0007_reasons_of_exports'),
        ('accounts', '0008_newest_looks_first'),
        ('accounts', '0009_programme_on_letters'),
    ]

    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
        ('pghistory', '0007_auto_20250421_0444'),
    ]

    operations = [
        # Exclusion constraints on dates, and forgiving search by name.
        BtreeGistExtension(),
        TrigramExtension(),
        migrations.RunPython(make_cache_table, migrations.RunPython.noop),
        migrations.CreateModel(
            name='Organisation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='versie')),
                ('submission_key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='sleutel van het formulier')),
                ('name', models.CharField(max_length=120, unique=True, verbose_name='naam')),
                ('kind', models.CharField(choices=[('municipality', 'Gemeente'), ('school', 'School'), ('employer', 'Werkgever'), ('care', 'Zorg'), ('social_work', 'Maatschappelijke dienstverlening'), ('other', 'Anders')], max_length=20, verbose_name='soort')),
                ('cbs_code', models.CharField(blank=True, help_text='Alleen voor een gemeente, bijvoorbeeld GM0163.', max_length=6, validators=[django.core.validators.RegexValidator('^GM\\d{4}$', 'Een CBS-code is GM met vier cijfers.')], verbose_name='CBS-code')),
            ],
            options={
                'verbose_name': 'organisatie',
                'verbose_name_plural': 'organisaties',
                'ordering': ['name'],
                'constraints': [models.CheckConstraint(condition=models.Q(('cbs_code', ''), ('kind', 'municipality'), _connector='OR'), name='organisation_only_a_municipality_has_a_cbs_code', violation_error_message='Alleen een gemeente heeft een CBS-code.')],
            },
        ),
        migrations.CreateModel(
            name='OrganisationHistory',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='versie')),
                ('submission_key', models.UUIDField(default=uuid.uuid4, editable=False, verbose_name='sleutel van het formulier')),
                ('name', models.CharField(max_length=120, verbose_name='naam')),
                ('kind', models.CharField(choices=[('municipality', 'Gemeente'), ('school', 'School'), ('employer', 'Werkgever'), ('care', 'Zorg'), ('social_work', 'Maatschappelijke dienstverlening'), ('other', 'Anders')], max_length=20, verbose_name='soort')),
                ('cbs_code', models.CharField(blank=True, help_text='Alleen voor een gemeente, bijvoorbeeld GM0163.', max_length=6, validators=[django.core.validators.RegexValidator('^GM\\d{4}$', 'Een CBS-code is GM met vier cijfers.')], verbose_name='CBS-code')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', related_query_name='history', to='accounts.organisation')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Programme',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='versie')),
                ('submission_key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='sleutel van het formulier')),
                ('name', models.CharField(max_length=120, unique=True, verbose_name='naam')),
                ('short_name', models.CharField(max_length=20, verbose_name='korte naam')),
                ('slug', models.SlugField(blank=True, help_text='Van de pagina waarop jongeren zich aanmelden. Leeg: vanzelf, naar de korte naam.', max_length=40, unique=True, verbose_name='naam in het adres')),
                ('location', models.CharField(blank=True, max_length=120, verbose_name='plaats')),
                ('address', models.TextField(blank=True, help_text='Straat, postcode en plaats, onder elkaar.', max_length=200, verbose_name='adres op brieven')),
                ('phone', models.CharField(blank=True, max_length=20, verbose_name='telefoon op brieven')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='e-mail op brieven')),
                ('contact_within_days', models.PositiveSmallIntegerField(default=7, help_text='Dat belooft de pagina aan wie zich aanmeldt.', validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(30)], verbose_name='contact binnen (dagen)')),
                ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='accounts.organisation', verbose_name='organisatie die de projectleider levert')),
            ],
            options={
                'verbose_name': 'werkleerbedrijf',
                'verbose_name_plural': 'werkleerbedrijven',
                'ordering': ['name'],
                'constraints': [models.CheckConstraint(condition=models.Q(('contact_within_days__range', (1, 30))), name='programme_contact_within_a_month', violation_error_message='Contact is binnen 1 tot en met 30 dagen.')],
            },
        ),
        migrations.CreateModel(
            name='ProgrammeHistory',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='versie')),
                ('submission_key', models.UUIDField(default=uuid.uuid4, editable=False, verbose_name='sleutel van het formulier')),
                ('name', models.CharField(max_length=120, verbose_name='naam')),
                ('short_name', models.CharField(max_length=20, verbose_name='korte naam')),
                ('slug', models.SlugField(blank=True, db_index=False, help_text='Van de pagina waarop jongeren zich aanmelden. Leeg: vanzelf, naar de korte naam.', max_length=40, verbose_name='naam in het adres')),
                ('location', models.CharField(blank=True, max_length=120, verbose_name='plaats')),
                ('address', models.TextField(blank=True, help_text='Straat, postcode en plaats, onder elkaar.', max_length=200, verbose_name='adres op brieven')),
                ('phone', models.CharField(blank=True, max_length=20, verbose_name='telefoon op brieven')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='e-mail op brieven')),
                ('contact_within_days', models.PositiveSmallIntegerField(default=7, help_text='Dat belooft de pagina aan wie zich aanmeldt.', validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(30)], verbose_name='contact binnen (dagen)')),
                ('organisation', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='accounts.organisation', verbose_name='organisatie die de projectleider levert')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', related_query_name='history', to='accounts.programme')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ProgrammePlaces',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='versie')),
                ('submission_key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='sleutel van het formulier')),
                ('starts_on', models.DateField(verbose_name='vanaf')),
                ('minimum', models.PositiveSmallIntegerField(verbose_name='minimum')),
                ('maximum', models.PositiveSmallIntegerField(verbose_name='maximum')),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='places', to='accounts.programme', verbose_name='werkleerbedrijf')),
            ],
            options={
                'verbose_name': 'aantal plekken',
                'verbose_name_plural': 'aantallen plekken',
                'ordering': ['programme', 'starts_on'],
                'constraints': [models.UniqueConstraint(fields=('programme', 'starts_on'), name='programmeplaces_once_a_day', violation_error_message='Op deze datum staat al een aantal plekken.'), models.CheckConstraint(condition=models.Q(('minimum__lte', models.F('maximum'))), name='programmeplaces_minimum_not_above_maximum', violation_error_message='Het minimum is niet hoger dan het maximum.')],
            },
        ),
        migrations.CreateModel(
            name='ProgrammePlacesHistory',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='versie')),
                ('submission_key', models.UUIDField(default=uuid.uuid4, editable=False, verbose_name='sleutel van het formulier')),
                ('starts_on', models.DateField(verbose_name='vanaf')),
                ('minimum', models.PositiveSmallIntegerField(verbose_name='minimum')),
                ('maximum', models.PositiveSmallIntegerField(verbose_name='maximum')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', related_query_name='history', to='accounts.programmeplaces')),
                ('programme', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='accounts.programme', verbose_name='werkleerbedrijf')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='User',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('is_superuser', models.BooleanField(default=False, help_text='Designates that this user has all permissions without explicitly assigning them.', verbose_name='superuser status')),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='versie')),
                ('submission_key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='sleutel van het formulier')),
                ('email', models.EmailField(max_length=254, unique=True, verbose_name='e-mailadres')),
                ('name', models.CharField(max_length=120, verbose_name='naam')),
                ('phone', models.CharField(blank=True, max_length=20, verbose_name='telefoon')),
                ('role', models.CharField(choices=[('project_leader', 'Projectleider'), ('jobcoach', 'Jobcoach'), ('jobcoach_in_training', 'Jobcoach in opleiding'), ('referrer', 'Verwijzer'), ('facilitator', 'Effectencalculateur'), ('controller', 'Controller'), ('administrator', 'Beheerder')], max_length=24, verbose_name='rol')),
                ('active_from', models.DateField(default=django.utils.timezone.localdate, verbose_name='toegang vanaf')),
                ('active_until', models.DateField(blank=True, null=True, verbose_name='toegang tot en met')),
                ('confidentiality_signed_on', models.DateField(blank=True, null=True, verbose_name='geheimhouding getekend op')),
                ('is_active', models.BooleanField(default=True, verbose_name='account open')),
                ('is_staff', models.BooleanField(default=False, verbose_name='mag naar het beheer van lijsten')),
                ('supervisor', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='trainees', to=settings.AUTH_USER_MODEL, verbose_name='begeleider')),
                ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='accounts.organisation', verbose_name='organisatie')),
                ('programme', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='accounts.programme', verbose_name='werkleerbedrijf')),
                ('groups', models.ManyToManyField(blank=True, help_text='The groups this user belongs to. A user will get all permissions granted to each of their groups.', related_name='user_set', related_query_name='user', to='auth.group', verbose_name='groups')),
                ('user_permissions', models.ManyToManyField(blank=True, help_text='Specific permissions for this user.', related_name='user_set', related_query_name='user', to='auth.permission', verbose_name='user permissions')),
            ],
            options={
                'verbose_name': 'account',
                'verbose_name_plural': 'accounts',
                'ordering': ['name', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('role__in', ('project_leader', 'jobcoach', 'jobcoach_in_training')), _negated=True), ('programme__isnull', False), _connector='OR'), name='user_coach_and_leader_have_a_programme', violation_error_message='Een projectleider of jobcoach hoort bij een werkleerbedrijf.'), models.CheckConstraint(condition=models.Q(models.Q(('role', 'referrer'), _negated=True), ('organisation__isnull', False), _connector='OR'), name='user_referrer_has_an_organisation', violation_error_message='Een verwijzer hoort bij een organisatie.'), models.CheckConstraint(condition=models.Q(models.Q(('role', 'jobcoach_in_training'), _negated=True), models.Q(('active_until__isnull', False), ('supervisor__isnull', False)), _connector='OR'), name='user_trainee_has_supervisor_and_end', violation_error_message='Een jobcoach in opleiding heeft een begeleider en een einddatum.'), models.CheckConstraint(condition=models.Q(('active_until__isnull', True), ('active_until__gte', models.F('active_from')), _connector='OR'), name='user_access_ends_after_it_starts', violation_error_message='De toegang eindigt niet voor zij begint.')],
            },
        ),
        migrations.CreateModel(
            name='UserHistory',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('is_superuser', models.BooleanField(default=False, help_text='Designates that this user has all permissions without explicitly assigning them.', verbose_name='superuser status')),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='versie')),
                ('submission_key', models.UUIDField(default=uuid.uuid4, editable=False, verbose_name='sleutel van het formulier')),
                ('email', models.EmailField(max_length=254, verbose_name='e-mailadres')),
                ('name', models.CharField(max_length=120, verbose_name='naam')),
                ('phone', models.CharField(blank=True, max_length=20, verbose_name='telefoon')),
                ('role', models.CharField(choices=[('project_leader', 'Projectleider'), ('jobcoach', 'Jobcoach'), ('jobcoach_in_training', 'Jobcoach in opleiding'), ('referrer', 'Verwijzer'), ('facilitator', 'Effectencalculateur'), ('controller', 'Controller'), ('administrator', 'Beheerder')], max_length=24, verbose_name='rol')),
                ('active_from', models.DateField(default=django.utils.timezone.localdate, verbose_name='toegang vanaf')),
                ('active_until', models.DateField(blank=True, null=True, verbose_name='toegang tot en met')),
                ('confidentiality_signed_on', models.DateField(blank=True, null=True, verbose_name='geheimhouding getekend op')),
                ('is_active', models.BooleanField(default=True, verbose_name='account open')),
                ('is_staff', models.BooleanField(default=False, verbose_name='mag naar het beheer van lijsten')),
                ('organisation', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='accounts.organisation', verbose_name='organisatie')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', related_query_name='history', to=settings.AUTH_USER_MODEL)),
                ('programme', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='accounts.programme', verbose_name='werkleerbedrijf')),
                ('supervisor', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='begeleider')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='AccessLog',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='moment')),
                ('action', models.CharField(choices=[('viewed', 'Bekeken'), ('printed', 'Afgedrukt'), ('exported', 'Geëxporteerd'), ('searched', 'Gezocht'), ('refused', 'Geweigerd')], max_length=10, verbose_name='wat')),
                ('page', models.CharField(max_length=80, verbose_name='pagina')),
                ('participant_id', models.BigIntegerField(null=True, verbose_name='deelnemer')),
                ('programme_id', models.BigIntegerField(null=True, verbose_name='werkleerbedrijf')),
                ('user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='wie')),
            ],
            options={
                'verbose_name': 'inzage',
                'verbose_name_plural': 'inzagelog',
                'ordering': ['-at', '-pk'],
                'indexes': [models.Index(fields=['participant_id', '-at'], name='accesslog_by_participant'), models.Index(fields=['user', '-at'], name='accesslog_by_user'), models.Index(fields=['programme_id', '-at', '-id'], name='accesslog_by_programme'), models.Index(fields=['-at', '-id'], name='accesslog_newest_first')],
            },
        ),
        migrations.CreateModel(
            name='AccountConfirmation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('quarter', models.DateField(verbose_name='eerste dag van het kwartaal')),
                ('confirmed_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='bevestigd op')),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='confirmations', to=settings.AUTH_USER_MODEL, verbose_name='account')),
                ('confirmed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='bevestigd door')),
            ],
            options={
                'verbose_name': 'bevestiging van toegang',
                'verbose_name_plural': 'bevestigingen van toegang',
                'ordering': ['-quarter', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('account', 'quarter'), name='accountconfirmation_once_a_quarter', violation_error_message='Dit account is dit kwartaal al bevestigd.'), models.CheckConstraint(condition=models.Q(('account', models.F('confirmed_by')), _negated=True), name='accountconfirmation_by_somebody_else', violation_error_message='Je eigen toegang bevestigt een ander.'), models.CheckConstraint(condition=models.Q(('quarter__day', 1), ('quarter__month__in', (1, 4, 7, 10))), name='accountconfirmation_on_the_first_of_a_quarter', violation_error_message='Een kwartaal begint op de eerste dag van een kwartaal.')],
            },
        ),
        migrations.CreateModel(
            name='AccountConfirmationHistory',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('quarter', models.DateField(verbose_name='eerste dag van het kwartaal')),
                ('confirmed_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='bevestigd op')),
                ('account', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='account')),
                ('confirmed_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='bevestigd door')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', related_query_name='history', to='accounts.accountconfirmation')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Draft',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=80, verbose_name='formulier')),
                ('subject', models.BigIntegerField(verbose_name='nummer van waar het over gaat')),
                ('day', models.DateField(blank=True, null=True, verbose_name='dag waar het over gaat')),
                ('content', models.JSONField(blank=True, default=dict, verbose_name='getypt')),
                ('form_key', models.UUIDField(verbose_name='sleutel van de geopende pagina')),
                ('step', models.PositiveIntegerField(default=0, verbose_name='hoeveelste stand van die pagina')),
                ('saved_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='bewaard op')),
                ('author', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='wie typte')),
            ],
            options={
                'verbose_name': 'concept',
                'verbose_name_plural': 'concepten',
                'indexes': [models.Index(fields=['saved_at'], name='draft_by_age')],
                'constraints': [models.UniqueConstraint(fields=('author', 'kind', 'subject', 'day'), name='draft_once_per_form', nulls_distinct=False, violation_error_message='Van dit formulier heb je al een concept.'), models.CheckConstraint(condition=django.db.models.lookups.LessThanOrEqual(django.db.models.functions.text.Length(django.db.models.functions.comparison.Cast('content', models.TextField())), 60000), name='draft_is_no_book', violation_error_message='Dit is te lang om als concept te bewaren.')],
            },
        ),
        migrations.CreateModel(
            name='ExportReason',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.CharField(max_length=200, verbose_name='waarvoor')),
                ('format', models.CharField(max_length=4, verbose_name='bestand')),
                ('row_count', models.PositiveIntegerField(verbose_name='aantal regels')),
                ('log', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='export', to='accounts.accesslog', verbose_name='inzage')),
            ],
            options={
                'verbose_name': 'reden van een export',
                'verbose_name_plural': 'redenen van exports',
                'constraints': [models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='exportreason_says_what_for', violation_error_message='Schrijf op waarvoor je deze lijst nodig hebt.')],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='organisation',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "accounts_organisationhistory" ("cbs_code", "id", "kind", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "submission_key", "version") VALUES (NEW."cbs_code", NEW."id", NEW."kind", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."submission_key", NEW."version"); RETURN NULL;', hash='563cbb465248cb52fc77bed8bae3c2603d8f2490', operation='INSERT', pgid='pgtrigger_insert_insert_66a5c', table='accounts_organisation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='organisation',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "accounts_organisationhistory" ("cbs_code", "id", "kind", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "submission_key", "version") VALUES (NEW."cbs_code", NEW."id", NEW."kind", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."submission_key", NEW."version"); RETURN NULL;', hash='cf89cad6c48ffd03334b5494218379bcbe97e74c', operation='UPDATE', pgid='pgtrigger_update_update_9e5fc', table='accounts_organisation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='organisation',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "accounts_organisationhistory" ("cbs_code", "id", "kind", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "submission_key", "version") VALUES (OLD."cbs_code", OLD."id", OLD."kind", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."submission_key", OLD."version"); RETURN NULL;', hash='6503df3f95ca972d2b2ce8508599c697afde35fd', operation='DELETE', pgid='pgtrigger_delete_delete_7b33b', table='accounts_organisation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='accesslog',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='290a5f1b76c7728ab89ca14d001042c77867e8b3', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_36f4b', table='accounts_accesslog', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='accountconfirmation',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "accounts_accountconfirmationhistory" ("account_id", "confirmed_at", "confirmed_by_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quarter") VALUES (NEW."account_id", NEW."confirmed_at", NEW."confirmed_by_id", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."quarter"); RETURN NULL;', hash='88f6c55a873f28852e84676f52bd4dcdf2287e5a', operation='INSERT', pgid='pgtrigger_insert_insert_acaaa', table='accounts_accountconfirmation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='accountconfirmation',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "accounts_accountconfirmationhistory" ("account_id", "confirmed_at", "confirmed_by_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quarter") VALUES (NEW."account_id", NEW."confirmed_at", NEW."confirmed_by_id", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."quarter"); RETURN NULL;', hash='c88de34d456742d7521c83e43a159cfa603fde10', operation='UPDATE', pgid='pgtrigger_update_update_15a89', table='accounts_accountconfirmation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='accountconfirmation',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "accounts_accountconfirmationhistory" ("account_id", "confirmed_at", "confirmed_by_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quarter") VALUES (OLD."account_id", OLD."confirmed_at", OLD."confirmed_by_id", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."quarter"); RETURN NULL;', hash='29af3ca7097f546557deeeabaf9cb0d8750c1508', operation='DELETE', pgid='pgtrigger_delete_delete_4dc2d', table='accounts_accountconfirmation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='exportreason',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='e79baf16e2d2967c3aa9871af66c62716a95d0b1', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_4bb12', table='accounts_exportreason', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='programme',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "accounts_programmehistory" ("address", "contact_within_days", "email", "id", "location", "name", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "short_name", "slug", "submission_key", "version") VALUES (NEW."address", NEW."contact_within_days", NEW."email", NEW."id", NEW."location", NEW."name", NEW."organisation_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."phone", NEW."short_name", NEW."slug", NEW."submission_key", NEW."version"); RETURN NULL;', hash='d2d95a0d4aa755476f64becc5565a982af49f389', operation='INSERT', pgid='pgtrigger_insert_insert_5ac90', table='accounts_programme', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='programme',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "accounts_programmehistory" ("address", "contact_within_days", "email", "id", "location", "name", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "short_name", "slug", "submission_key", "version") VALUES (NEW."address", NEW."contact_within_days", NEW."email", NEW."id", NEW."location", NEW."name", NEW."organisation_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."phone", NEW."short_name", NEW."slug", NEW."submission_key", NEW."version"); RETURN NULL;', hash='d28e116ec041033a385eb3af0cec094ab6846440', operation='UPDATE', pgid='pgtrigger_update_update_1cc9c', table='accounts_programme', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='programme',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "accounts_programmehistory" ("address", "contact_within_days", "email", "id", "location", "name", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "short_name", "slug", "submission_key", "version") VALUES (OLD."address", OLD."contact_within_days", OLD."email", OLD."id", OLD."location", OLD."name", OLD."organisation_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."phone", OLD."short_name", OLD."slug", OLD."submission_key", OLD."version"); RETURN NULL;', hash='a2163e114369368abf65622d9728e8da4caffabf', operation='DELETE', pgid='pgtrigger_delete_delete_eb769', table='accounts_programme', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='user',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "accounts_userhistory" ("active_from", "active_until", "confidentiality_signed_on", "email", "id", "is_active", "is_staff", "is_superuser", "name", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "programme_id", "role", "submission_key", "supervisor_id", "version") VALUES (NEW."active_from", NEW."active_until", NEW."confidentiality_signed_on", NEW."email", NEW."id", NEW."is_active", NEW."is_staff", NEW."is_superuser", NEW."name", NEW."organisation_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."phone", NEW."programme_id", NEW."role", NEW."submission_key", NEW."supervisor_id", NEW."version"); RETURN NULL;', hash='6ff7d3c1d223419a72d10b62b8849a40a96bf6a7', operation='INSERT', pgid='pgtrigger_insert_insert_3867c', table='accounts_user', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='user',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."active_from" IS DISTINCT FROM (NEW."active_from") OR OLD."active_until" IS DISTINCT FROM (NEW."active_until") OR OLD."confidentiality_signed_on" IS DISTINCT FROM (NEW."confidentiality_signed_on") OR OLD."email" IS DISTINCT FROM (NEW."email") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_active" IS DISTINCT FROM (NEW."is_active") OR OLD."is_staff" IS DISTINCT FROM (NEW."is_staff") OR OLD."is_superuser" IS DISTINCT FROM (NEW."is_superuser") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."organisation_id" IS DISTINCT FROM (NEW."organisation_id") OR OLD."phone" IS DISTINCT FROM (NEW."phone") OR OLD."programme_id" IS DISTINCT FROM (NEW."programme_id") OR OLD."role" IS DISTINCT FROM (NEW."role") OR OLD."submission_key" IS DISTINCT FROM (NEW."submission_key") OR OLD."supervisor_id" IS DISTINCT FROM (NEW."supervisor_id") OR OLD."version" IS DISTINCT FROM (NEW."version"))', func='INSERT INTO "accounts_userhistory" ("active_from", "active_until", "confidentiality_signed_on", "email", "id", "is_active", "is_staff", "is_superuser", "name", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "programme_id", "role", "submission_key", "supervisor_id", "version") VALUES (NEW."active_from", NEW."active_until", NEW."confidentiality_signed_on", NEW."email", NEW."id", NEW."is_active", NEW."is_staff", NEW."is_superuser", NEW."name", NEW."organisation_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."phone", NEW."programme_id", NEW."role", NEW."submission_key", NEW."supervisor_id", NEW."version"); RETURN NULL;', hash='adb110076a1846e99247aa4ab794f8172165357d', operation='UPDATE', pgid='pgtrigger_update_update_0e890', table='accounts_user', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='user',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "accounts_userhistory" ("active_from", "active_until", "confidentiality_signed_on", "email", "id", "is_active", "is_staff", "is_superuser", "name", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "programme_id", "role", "submission_key", "supervisor_id", "version") VALUES (OLD."active_from", OLD."active_until", OLD."confidentiality_signed_on", OLD."email", OLD."id", OLD."is_active", OLD."is_staff", OLD."is_superuser", OLD."name", OLD."organisation_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."phone", OLD."programme_id", OLD."role", OLD."submission_key", OLD."supervisor_id", OLD."version"); RETURN NULL;', hash='45edd37c5d26dad786d6826f48f675c8c653654f', operation='DELETE', pgid='pgtrigger_delete_delete_19f14', table='accounts_user', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='programmeplaces',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "accounts_programmeplaceshistory" ("id", "maximum", "minimum", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "starts_on", "submission_key", "version") VALUES (NEW."id", NEW."maximum", NEW."minimum", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."programme_id", NEW."starts_on", NEW."submission_key", NEW."version"); RETURN NULL;', hash='5e39135252520abc901ae2c902348f20f98b1c74', operation='INSERT', pgid='pgtrigger_insert_insert_991f0', table='accounts_programmeplaces', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='programmeplaces',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "accounts_programmeplaceshistory" ("id", "maximum", "minimum", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "starts_on", "submission_key", "version") VALUES (NEW."id", NEW."maximum", NEW."minimum", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."programme_id", NEW."starts_on", NEW."submission_key", NEW."version"); RETURN NULL;', hash='5603e6118fd38b804140109d8d999d210ccc6219', operation='UPDATE', pgid='pgtrigger_update_update_7482d', table='accounts_programmeplaces', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='programmeplaces',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "accounts_programmeplaceshistory" ("id", "maximum", "minimum", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "starts_on", "submission_key", "version") VALUES (OLD."id", OLD."maximum", OLD."minimum", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."programme_id", OLD."starts_on", OLD."submission_key", OLD."version"); RETURN NULL;', hash='0b4640efa2dafa12bbd442e3bbcabd780b6620d8', operation='DELETE', pgid='pgtrigger_delete_delete_286b9', table='accounts_programmeplaces', when='AFTER')),
        ),
    ]
