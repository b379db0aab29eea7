"""What somebody typed in a form and has not saved yet."""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Cast, Length
from django.utils import timezone

from accounts.models.account import User

# Ten times what the longest text field of a form takes.
LONGEST_DRAFT = 60_000


class Draft(models.Model):
    """What its author typed in a form and has not saved yet; read and written by `accounts.drafts` only.

    The row knows its subject by kind and number, as this app knows no app above it. An empty
    content means that the form was saved: a request of that form that was still on its way then
    finds its key here and is refused. There is no history of it: half a sentence is nobody's record.
    """

    author = models.ForeignKey(
        User, verbose_name="wie typte", on_delete=models.CASCADE, related_name="+"
    )
    kind = models.CharField("formulier", max_length=80)
    subject = models.BigIntegerField("nummer van waar het over gaat")
    day = models.DateField("dag waar het over gaat", null=True, blank=True)
    content = models.JSONField("getypt", default=dict, blank=True)
    form_key = models.UUIDField("sleutel van de geopende pagina")
    step = models.PositiveIntegerField("hoeveelste stand van die pagina", default=0)
    saved_at = models.DateTimeField("bewaard op", default=timezone.now)

    class Meta:
        verbose_name = "concept"
        verbose_name_plural = "concepten"
        indexes = [models.Index(fields=["saved_at"], name="draft_by_age")]
        constraints = [
            models.UniqueConstraint(
                fields=["author", "kind", "subject", "day"],
                nulls_distinct=False,
                name="draft_once_per_form",
                violation_error_message="Van dit formulier heb je al een concept.",
            ),
            models.CheckConstraint(
                condition=models.lookups.LessThanOrEqual(
                    Length(Cast("content", models.TextField())), LONGEST_DRAFT
                ),
                name="draft_is_no_book",
                violation_error_message="Dit is te lang om als concept te bewaren.",
            ),
        ]

    def __str__(self):
        return f"{self.kind} {self.subject}"
