"""Signals: what asks for something, leaving one alone for a while, and which rules are on."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from coaching.forms.signals import SignalAnswerForm, SignalRulesForm
from coaching.models import SignalAnswer, SignalRules
from coaching.rhythm import RULE_LABELS, Rule
from coaching.signals import last_quarter, standing_signal, standing_signals
from dow_site.access import Action, may_anywhere, require
from dow_site.editing import edit_page, require_form_methods
from trajectories.models import Trajectory

MOST_ROWS = 200


@require_safe
def signals(request):
    require(request.user, Action.VIEW_SIGNAL)
    standing = standing_signals(request.user, timezone.localdate())
    return render(
        request,
        "coaching/signals.html",
        {
            "rows": standing.open[:MOST_ROWS],
            "answered": standing.answered[:MOST_ROWS],
            "more": max(0, len(standing.open) - MOST_ROWS),
            "may_set_rules": may_anywhere(request.user, Action.SET_SIGNAL_RULES),
        },
    )


@require_form_methods
def signal_answer(request, pk, rule, subject):
    """Leave one signal alone for a while, with a reason."""
    trajectory = Trajectory.objects.select_related("participant").get_for(
        request.user, Action.ANSWER_SIGNAL, pk=pk
    )
    if rule not in set(Rule):
        raise Http404
    today = timezone.localdate()
    signal = standing_signal(request.user, trajectory, rule, subject, today)
    form = SignalAnswerForm(
        request.POST or None,
        instance=SignalAnswer(
            trajectory=trajectory, rule=rule, subject=subject[:80], answered_by=request.user
        ),
    )

    def save():
        if signal is None:
            raise ValidationError("Dit signaal staat er niet meer. Er is niets meer te doen.")
        return form.save_record()

    name = trajectory.participant.name_for(request.user)
    return edit_page(
        request,
        form,
        save=save,
        done="Het signaal blijft weg tot en met de dag die je koos.",
        then=reverse("coaching:signals"),
        title=f"{RULE_LABELS[Rule(rule)]}: {name}",
        help_text=signal.reason if signal else "Dit signaal staat er niet meer.",
    )


@require_POST
def signal_resume(request, pk):
    """Show a signal again that was left alone."""
    answer = SignalAnswer.objects.get_for(request.user, Action.ANSWER_SIGNAL, pk=pk)
    SignalAnswer.objects.filter(pk=answer.pk, withdrawn_at__isnull=True).update(
        withdrawn_at=timezone.now()
    )
    messages.success(request, "Het signaal staat er weer, zolang de reden ervan geldt.")
    return redirect("coaching:signals")


@require_form_methods
def signal_rules(request):
    """Which rules are on from today, each with what it would have given in the last quarter."""
    require(request.user, Action.SET_SIGNAL_RULES)
    today = timezone.localdate()
    form = SignalRulesForm(request.POST or None, instance=_rules_of(request.user.programme, today))
    is_preview = "preview" in request.POST
    is_right = form.is_bound and form.is_valid()
    limits = form.instance.limits() if is_right or not form.is_bound else None
    counts = last_quarter(request.user, limits, today) if limits else {}
    context = {
        "parts": form.parts(counts),
        "is_preview": is_preview and is_right,
        "submit_label": "Bewaren, vanaf vandaag",
    }
    if is_preview and is_right:
        return render(
            request,
            "coaching/signal_rules.html",
            {"form": form, "title": "Regels voor signalen", "conflict": None, **context},
        )
    return edit_page(
        request,
        form,
        save=form.save_record,
        done="De regels gelden vanaf vandaag.",
        then=reverse("coaching:signals"),
        title="Regels voor signalen",
        template="coaching/signal_rules.html",
        **context,
    )


def _rules_of(programme, today) -> SignalRules:
    """Today's row to change, or a new one for today that begins as the rules are now."""
    current = SignalRules.objects.filter(programme=programme).in_force_on(today).first()
    if current is None:
        return SignalRules(programme=programme, starts_on=today)
    if current.starts_on == today:
        return current
    kept = {name: getattr(current, name) for name in SignalRulesForm.Meta.fields}
    return SignalRules(programme=programme, starts_on=today, **kept)
