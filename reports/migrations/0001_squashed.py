import django.contrib.postgres.fields
import django.db.models.deletion
import django.utils.timezone
import pgtrigger.compiler
import pgtrigger.migrations
import reports.editions
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    replaces = [
        ('reports', '0001_access_requests'),
        ('reports', '0002_print_jobs'),
        ('reports', '0003_joined_prints'),
        ('reports', '0004_access_requests_by_referral'),
    ]

    dependencies = [
        ('accounts', '0001_squashed'),
        ('participants', '0001_squashed'),
        ('pghistory', '0007_auto_20250421_0444'),
        ('trajectories', '0001_squashed'),
    ]

    operations = [
        migrations.CreateModel(
            name='AccessRequest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='versie')),
                ('submission_key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='sleutel van het formulier')),
                ('asked_on', models.DateField(default=django.utils.timezone.localdate, verbose_name='gevraagd op')),
                ('reason', models.CharField(max_length=300, verbose_name='hoe is het gevraagd, en door wie')),
                ('status', models.CharField(choices=[('choosing', 'Wordt bekeken'), ('making', 'Wordt gemaakt'), ('ready', 'Klaar'), ('cleared', 'Weggegooid')], default='choosing', max_length=8, verbose_name='stand')),
                ('failure', models.CharField(blank=True, editable=False, max_length=200, verbose_name='wat er misging')),
                ('recorded_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='vastgelegd op')),
                ('made_at', models.DateTimeField(blank=True, null=True, verbose_name='gemaakt op')),
                ('paper', models.BinaryField(null=True, verbose_name='om te lezen')),
                ('machine', models.BinaryField(null=True, verbose_name='voor een computer')),
                ('files', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), blank=True, default=list, editable=False, size=None, verbose_name='bijlagen')),
                ('made_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='gemaakt door')),
                ('participant', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='access_requests', to='participants.participant', verbose_name='deelnemer')),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.programme', verbose_name='werkleerbedrijf')),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='vastgelegd door')),
                ('referral', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='access_requests', to='participants.referral', verbose_name='aanmelding')),
            ],
            options={
                'verbose_name': 'inzageverzoek',
                'verbose_name_plural': 'inzageverzoeken',
                'ordering': ['-recorded_at', '-pk'],
                'base_manager_name': 'objects',
                'constraints': [models.CheckConstraint(condition=models.Q(('participant__isnull', True), ('referral__isnull', True), _connector='XOR'), name='accessrequest_of_a_participant_or_a_referral', violation_error_message='Een verzoek gaat over een deelnemer, of over iemand die alleen is aangemeld.'), models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='accessrequest_says_how_it_was_asked', violation_error_message='Schrijf op hoe en door wie het gevraagd is.'), models.CheckConstraint(condition=models.Q(models.Q(('machine__isnull', False), ('made_at__isnull', False), ('made_by__isnull', False), ('paper__isnull', False), ('status', 'ready')), models.Q(models.Q(('status', 'ready'), _negated=True), ('machine__isnull', True), ('paper__isnull', True)), _connector='OR'), name='accessrequest_ready_holds_its_pack', violation_error_message='Een pakket dat klaar is, is er helemaal; anders is er niets.'), models.CheckConstraint(condition=models.Q(('asked_on__lte', models.F('recorded_at__date'))), name='accessrequest_was_asked_before_it_was_recorded', violation_error_message='De dag van het verzoek ligt niet in de toekomst.')],
            },
        ),
        migrations.CreateModel(
            name='AccessRequestHistory',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='versie')),
                ('submission_key', models.UUIDField(default=uuid.uuid4, editable=False, verbose_name='sleutel van het formulier')),
                ('asked_on', models.DateField(default=django.utils.timezone.localdate, verbose_name='gevraagd op')),
                ('reason', models.CharField(max_length=300, verbose_name='hoe is het gevraagd, en door wie')),
                ('status', models.CharField(choices=[('choosing', 'Wordt bekeken'), ('making', 'Wordt gemaakt'), ('ready', 'Klaar'), ('cleared', 'Weggegooid')], default='choosing', max_length=8, verbose_name='stand')),
                ('failure', models.CharField(blank=True, editable=False, max_length=200, verbose_name='wat er misging')),
                ('recorded_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='vastgelegd op')),
                ('made_at', models.DateTimeField(blank=True, null=True, verbose_name='gemaakt op')),
                ('files', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), blank=True, default=list, editable=False, size=None, verbose_name='bijlagen')),
                ('made_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='gemaakt door')),
                ('participant', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='participants.participant', verbose_name='deelnemer')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', related_query_name='history', to='reports.accessrequest')),
                ('programme', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='accounts.programme', verbose_name='werkleerbedrijf')),
                ('recorded_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='vastgelegd door')),
                ('referral', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='participants.referral', verbose_name='aanmelding')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='PrintJob',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='versie')),
                ('submission_key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='sleutel van het formulier')),
                ('edition', models.CharField(blank=True, choices=[(reports.editions.Edition['FULL'], 'volledig verslag'), (reports.editions.Edition['PUBLICATION'], 'publicatie'), (reports.editions.Edition['REFERRER'], 'voor de verwijzer'), (reports.editions.Edition['PARTICIPANT'], 'mijn verhaal')], max_length=12, verbose_name='uitgave')),
                ('bundle', models.CharField(choices=[('pdf', 'Eén PDF met bladwijzers'), ('zip', 'Een ZIP met losse PDF’s')], default='pdf', max_length=3, verbose_name='vorm')),
                ('asked_as', models.CharField(choices=[('project_leader', 'Projectleider'), ('jobcoach', 'Jobcoach'), ('jobcoach_in_training', 'Jobcoach in opleiding'), ('referrer', 'Verwijzer'), ('facilitator', 'Effectencalculateur'), ('controller', 'Controller'), ('administrator', 'Beheerder')], max_length=20, verbose_name='gevraagd als')),
                ('asked_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='gevraagd')),
                ('expires_at', models.DateTimeField(verbose_name='bewaard tot')),
                ('cancelled_at', models.DateTimeField(null=True, verbose_name='gestopt')),
                ('joined_at', models.DateTimeField(null=True, verbose_name='samengevoegd')),
                ('join_attempts', models.PositiveSmallIntegerField(default=0, verbose_name='keren samenvoegen begonnen')),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='gevraagd door')),
                ('organisation', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.organisation', verbose_name='organisatie')),
                ('programme', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.programme', verbose_name='werkleerbedrijf')),
            ],
            options={
                'verbose_name': 'afdruktaak',
                'verbose_name_plural': 'afdruktaken',
                'ordering': ['-asked_at', '-pk'],
                'indexes': [models.Index(fields=['asked_by', '-asked_at'], name='printjob_by_asker'), models.Index(fields=['expires_at'], name='printjob_by_end')],
                'constraints': [models.CheckConstraint(condition=models.Q(('expires_at__gt', models.F('asked_at'))), name='printjob_ends_after_it_is_asked', violation_error_message='Een afdruktaak wordt bewaard tot na het moment waarop zij is gevraagd.')],
            },
        ),
        migrations.CreateModel(
            name='PrintItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(verbose_name='nummer')),
                ('route', models.CharField(max_length=80, verbose_name='pagina')),
                ('arguments', models.JSONField(blank=True, default=dict, verbose_name='welke')),
                ('query', models.CharField(blank=True, max_length=500, verbose_name='keuzes op de pagina')),
                ('status', models.CharField(choices=[('waiting', 'Wacht'), ('printed', 'Klaar'), ('failed', 'Niet gelukt')], default='waiting', max_length=8, verbose_name='status')),
                ('attempts', models.PositiveSmallIntegerField(default=0, verbose_name='keren begonnen')),
                ('reason', models.CharField(blank=True, max_length=300, verbose_name='waarom niet')),
                ('ended_at', models.DateTimeField(null=True, verbose_name='geëindigd')),
                ('trajectory', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='trajectories.trajectory', verbose_name='traject')),
                ('job', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='items', to='reports.printjob', verbose_name='afdruktaak')),
            ],
            options={
                'verbose_name': 'verslag van een afdruktaak',
                'verbose_name_plural': 'verslagen van een afdruktaak',
                'ordering': ['number'],
                'constraints': [models.UniqueConstraint(fields=('job', 'number'), name='printitem_number_once', violation_error_message='Dit nummer staat al in deze afdruktaak.'), models.UniqueConstraint(fields=('job', 'trajectory'), name='printitem_trajectory_once', violation_error_message='Dit traject staat al in deze afdruktaak.'), models.CheckConstraint(condition=models.Q(models.Q(('ended_at', None), ('status', 'waiting')), models.Q(models.Q(('status', 'waiting'), _negated=True), ('ended_at__isnull', False)), _connector='OR'), name='printitem_ended_has_moment', violation_error_message='Een verslag dat klaar is of niet lukte, heeft een moment waarop het eindigde.'), models.CheckConstraint(condition=models.Q(('status', 'failed'), ('reason', ''), _connector='XOR'), name='printitem_failed_has_reason', violation_error_message='Zeg waarom een verslag niet lukte, en alleen dan.')],
            },
        ),
        migrations.CreateModel(
            name='PrintedFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120, verbose_name='bestand')),
                ('content', models.BinaryField(verbose_name='inhoud')),
                ('item', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='file', to='reports.printitem', verbose_name='verslag van een afdruktaak')),
            ],
            options={
                'verbose_name': 'afgedrukt verslag',
                'verbose_name_plural': 'afgedrukte verslagen',
            },
        ),
        migrations.CreateModel(
            name='JoinedPart',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(verbose_name='nummer')),
                ('content', models.BinaryField(verbose_name='inhoud')),
                ('job', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='parts', to='reports.printjob', verbose_name='afdruktaak')),
            ],
            options={
                'verbose_name': 'stuk van een samengevoegde pdf',
                'verbose_name_plural': 'stukken van samengevoegde pdf’s',
                'ordering': ['number'],
                'constraints': [models.UniqueConstraint(fields=('job', 'number'), name='joinedpart_number_once', violation_error_message='Dit stuk is er al.')],
            },
        ),
        migrations.CreateModel(
            name='Withholding',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('person', 'Persoon'), ('sentence', 'Zin'), ('file', 'Bijlage')], max_length=8, verbose_name='wat')),
                ('key', models.CharField(max_length=80, verbose_name='welke')),
                ('why', models.CharField(choices=[('privacy', 'Weglaten: privacy van een ander'), ('in_confidence', 'Weglaten: in vertrouwen verteld'), ('safety', 'Weglaten: veiligheid van een ander')], max_length=16, verbose_name='waarom')),
                ('request', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='withholdings', to='reports.accessrequest', verbose_name='inzageverzoek')),
            ],
            options={
                'verbose_name': 'weglating',
                'verbose_name_plural': 'weglatingen',
                'ordering': ['request', 'kind', 'key'],
                'constraints': [models.UniqueConstraint(fields=('request', 'kind', 'key'), name='withholding_once', violation_error_message='Dit wordt al weggelaten.')],
            },
        ),
        migrations.CreateModel(
            name='WithholdingHistory',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('kind', models.CharField(choices=[('person', 'Persoon'), ('sentence', 'Zin'), ('file', 'Bijlage')], max_length=8, verbose_name='wat')),
                ('key', models.CharField(max_length=80, verbose_name='welke')),
                ('why', models.CharField(choices=[('privacy', 'Weglaten: privacy van een ander'), ('in_confidence', 'Weglaten: in vertrouwen verteld'), ('safety', 'Weglaten: veiligheid van een ander')], max_length=16, verbose_name='waarom')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', related_query_name='history', to='reports.withholding')),
                ('request', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='reports.accessrequest', verbose_name='inzageverzoek')),
            ],
            options={
                'abstract': False,
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='accessrequest',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "reports_accessrequesthistory" ("asked_on", "failure", "files", "id", "made_at", "made_by_id", "participant_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "reason", "recorded_at", "recorded_by_id", "referral_id", "status", "submission_key", "version") VALUES (NEW."asked_on", NEW."failure", NEW."files", NEW."id", NEW."made_at", NEW."made_by_id", NEW."participant_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."programme_id", NEW."reason", NEW."recorded_at", NEW."recorded_by_id", NEW."referral_id", NEW."status", NEW."submission_key", NEW."version"); RETURN NULL;', hash='cddadd7019cb27567808ce9b0e2dcdda065ad2ef', operation='INSERT', pgid='pgtrigger_insert_insert_67004', table='reports_accessrequest', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='accessrequest',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."asked_on" IS DISTINCT FROM (NEW."asked_on") OR OLD."failure" IS DISTINCT FROM (NEW."failure") OR OLD."files" IS DISTINCT FROM (NEW."files") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."made_at" IS DISTINCT FROM (NEW."made_at") OR OLD."made_by_id" IS DISTINCT FROM (NEW."made_by_id") OR OLD."participant_id" IS DISTINCT FROM (NEW."participant_id") OR OLD."programme_id" IS DISTINCT FROM (NEW."programme_id") OR OLD."reason" IS DISTINCT FROM (NEW."reason") OR OLD."recorded_at" IS DISTINCT FROM (NEW."recorded_at") OR OLD."recorded_by_id" IS DISTINCT FROM (NEW."recorded_by_id") OR OLD."referral_id" IS DISTINCT FROM (NEW."referral_id") OR OLD."status" IS DISTINCT FROM (NEW."status") OR OLD."submission_key" IS DISTINCT FROM (NEW."submission_key") OR OLD."version" IS DISTINCT FROM (NEW."version"))', func='INSERT INTO "reports_accessrequesthistory" ("asked_on", "failure", "files", "id", "made_at", "made_by_id", "participant_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "reason", "recorded_at", "recorded_by_id", "referral_id", "status", "submission_key", "version") VALUES (NEW."asked_on", NEW."failure", NEW."files", NEW."id", NEW."made_at", NEW."made_by_id", NEW."participant_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."programme_id", NEW."reason", NEW."recorded_at", NEW."recorded_by_id", NEW."referral_id", NEW."status", NEW."submission_key", NEW."version"); RETURN NULL;', hash='3972919294f7d7957f172ff711c31f8951737840', operation='UPDATE', pgid='pgtrigger_update_update_a5f70', table='reports_accessrequest', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='accessrequest',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "reports_accessrequesthistory" ("asked_on", "failure", "files", "id", "made_at", "made_by_id", "participant_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "reason", "recorded_at", "recorded_by_id", "referral_id", "status", "submission_key", "version") VALUES (OLD."asked_on", OLD."failure", OLD."files", OLD."id", OLD."made_at", OLD."made_by_id", OLD."participant_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."programme_id", OLD."reason", OLD."recorded_at", OLD."recorded_by_id", OLD."referral_id", OLD."status", OLD."submission_key", OLD."version"); RETURN NULL;', hash='6f71a6e9e72bc6d6ce2a8307e17ebacf9bfd599c', operation='DELETE', pgid='pgtrigger_delete_delete_b9479', table='reports_accessrequest', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='printitem',
            trigger=pgtrigger.compiler.Trigger(name='ended_stays', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."ended_at" IS NOT NULL)', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='7ced69dc06fcd7c4742ba0f113279fe6b26b4612', operation='UPDATE', pgid='pgtrigger_ended_stays_3b402', table='reports_printitem', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='printitem',
            trigger=pgtrigger.compiler.Trigger(name='leaves_no_joined_pdf', sql=pgtrigger.compiler.UpsertTriggerSql(func='DELETE FROM reports_joinedpart WHERE job_id = OLD.job_id; RETURN NULL;', hash='c9cab73cf60ba9c83a2df1afba42960259ae51f7', operation='DELETE', pgid='pgtrigger_leaves_no_joined_pdf_beb54', table='reports_printitem', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='withholding',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "reports_withholdinghistory" ("id", "key", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "request_id", "why") VALUES (NEW."id", NEW."key", NEW."kind", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."request_id", NEW."why"); RETURN NULL;', hash='49f3472d3d0fd53ab4c77411886db29d30afa2de', operation='INSERT', pgid='pgtrigger_insert_insert_a1d8c', table='reports_withholding', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='withholding',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "reports_withholdinghistory" ("id", "key", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "request_id", "why") VALUES (NEW."id", NEW."key", NEW."kind", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."request_id", NEW."why"); RETURN NULL;', hash='f9126ced94c5346395a379f72621e2ea30f001c3', operation='UPDATE', pgid='pgtrigger_update_update_72de3', table='reports_withholding', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='withholding',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "reports_withholdinghistory" ("id", "key", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "request_id", "why") VALUES (OLD."id", OLD."key", OLD."kind", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."request_id", OLD."why"); RETURN NULL;', hash='6c093934d3373bf123fcbc67092c25692f5496bd', operation='DELETE', pgid='pgtrigger_delete_delete_55d21', table='reports_withholding', when='AFTER')),
        ),
    ]
