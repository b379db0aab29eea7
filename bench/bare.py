"""The limits: the same rows with one query and a ten-line template, and nothing of what makes it a system.

No session, no sign-in, no access, no log, no layout: what remains is what no page can do without.
"""

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, Q
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path
from django.utils import timezone

from accounts.models import Programme
from bench.numbers import COACH, MAIN, SAVED_IN
from coaching.models import CoachAssignment
from trajectories.models import EventLane, Spell, TimelineEvent, Trajectory

PAGE_SIZE = 50


def no_query(request):
    return HttpResponse("gezond")


def one_query(request):
    return HttpResponse(Programme.objects.values_list("name", flat=True).get(pk=MAIN))


def bare_list(request):
    today = timezone.localdate()
    now = Q(ends_on__isnull=True) | Q(ends_on__gte=today)
    coaches = CoachAssignment.objects.filter(
        now, trajectory=OuterRef("pk"), starts_on__lte=today
    ).values("coach__name")
    running = Spell.objects.filter(now, starts_on__lte=today).values("trajectory")
    rows = (
        Trajectory.objects.filter(pk__in=running, programme=MAIN)
        .annotate(
            phase=Spell.objects.filter(now, trajectory=OuterRef("pk"), starts_on__lte=today).values(
                "phase"
            )[:1],
            coaches=ArraySubquery(coaches),
        )
        .order_by("participant__sort_name", "pk")
        .values_list(
            "pk",
            "participant__given_name",
            "participant__name_prefix",
            "participant__family_name",
            "reference",
            "participant__municipality__name",
            "phase",
            "coaches",
        )[:PAGE_SIZE]
    )
    return render(request, "bench/list.html", {"rows": rows})


def bare_dossier(request, pk):
    lanes = EventLane.objects.filter(event=OuterRef("pk")).values("lane__label")
    rows = (
        TimelineEvent.objects.filter(trajectory=pk, removed_at__isnull=True)
        .annotate(on=ArraySubquery(lanes), title=F("chapter__title"))
        .order_by("position")
        .values_list(
            "pk", "title", "starts_on", "kind", "text", "quote", "sensitivity",
            "shared_with_referrer", "on",
        )
    )  # fmt: skip
    return render(request, "bench/dossier.html", {"rows": rows})


def bare_save(request):
    event = TimelineEvent.objects.create(
        trajectory_id=SAVED_IN, text=request.POST["text"], recorded_by_id=COACH, position=1
    )
    EventLane.objects.create(event=event, lane_id=int(request.POST["lane"]))
    return HttpResponseRedirect("/")


urlpatterns = [
    path("niets/", no_query),
    path("vraag/", one_query),
    path("lijst/", bare_list),
    path("dossier/<int:pk>/", bare_dossier),
    path("bewaren/", bare_save),
]
