"""Django's admin, set up with the care that a small team would give it: no query per row, no menus of thousands."""

from django.contrib import admin
from django.db.models import Exists, OuterRef
from django.urls import path
from django.utils import timezone

from coaching.models import SkillScore, Talk, TalkDomain
from trajectories.dossier import coaches_of, current_state
from trajectories.models import EventLane, Spell, TimelineEvent, Trajectory

site = admin.AdminSite(name="admin")


class Running(admin.SimpleListFilter):
    title = "stand"
    parameter_name = "stand"

    def lookups(self, request, model_admin):
        return [("running", "Nu onderweg")]

    def queryset(self, request, queryset):
        if self.value() != "running":
            return queryset
        running = Spell.objects.running_on(timezone.localdate())
        return queryset.filter(Exists(running.filter(trajectory=OuterRef("pk"))))


class EventsOfTrajectory(admin.TabularInline):
    model = TimelineEvent
    fields = [
        "position", "chapter", "kind", "starts_on", "precision", "text", "quote", "sensitivity",
        "shared_with_referrer",
    ]  # fmt: skip
    # To choose among would take a query for each event.
    readonly_fields = ["chapter"]
    extra = 0

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("chapter")


@admin.register(Trajectory, site=site)
class TrajectoryAdmin(admin.ModelAdmin):
    list_display = ["participant", "reference", "municipality", "state", "coach"]
    list_filter = [Running]
    list_per_page = 50
    list_select_related = ["participant__municipality"]
    search_fields = ["participant__given_name", "participant__family_name", "reference"]
    ordering = ["participant__sort_name", "pk"]
    raw_id_fields = ["participant"]
    inlines = [EventsOfTrajectory]

    def get_queryset(self, request):
        return super().get_queryset(request).with_parts()

    @admin.display(description="gemeente")
    def municipality(self, trajectory):
        return trajectory.participant.municipality

    @admin.display(description="nu")
    def state(self, trajectory):
        return current_state(trajectory, timezone.localdate())

    @admin.display(description="coach")
    def coach(self, trajectory):
        return ", ".join(coach.name for coach in coaches_of(trajectory, timezone.localdate()))


class LanesOfEvent(admin.TabularInline):
    model = EventLane
    raw_id_fields = ["lane"]
    extra = 1


@admin.register(TimelineEvent, site=site)
class EventAdmin(admin.ModelAdmin):
    raw_id_fields = ["trajectory", "chapter", "recorded_by"]
    inlines = [LanesOfEvent]


class SkillsOfTalk(admin.TabularInline):
    model = SkillScore
    extra = 3


class DomainsOfTalk(admin.TabularInline):
    model = TalkDomain
    extra = 2


@admin.register(Talk, site=site)
class TalkAdmin(admin.ModelAdmin):
    raw_id_fields = ["trajectory", "group", "author"]
    inlines = [SkillsOfTalk, DomainsOfTalk]


urlpatterns = [path("admin/", site.urls)]
