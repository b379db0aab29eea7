"""The choice of a trajectory to write for: who is under way now first, and everybody else by searching."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.paginator import Page
from django.db.models import Exists, OuterRef
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone

from accounts.logbook import note_access
from accounts.models import AccessAction, User
from dow_site.access import Action
from dow_site.paging import BoundedPaginator
from trajectories.filters import TrajectoryFilter
from trajectories.list_rows import TrajectoryRow, rows_of
from trajectories.models import Spell, Trajectory

PAGE_SIZE = 50

Choices = list[tuple[str, TrajectoryRow]]


class WhoFilter(TrajectoryFilter):
    """Who is meant, by name or reference."""

    def offer(self):
        del self.fields["phase"], self.fields["state"]


@dataclass(frozen=True, kw_only=True)
class Choice:
    """A page of those for whom this person may write, each with the address of the form."""

    filter_form: WhoFilter
    page: Page
    here: Choices
    others: Choices

    @property
    def only(self) -> str:
        """The address of the form where there is one to choose, and nobody searched; else ""."""
        if self.filter_form.is_active or self.page.paginator.count != 1:
            return ""
        [(address, _)] = self.here + self.others
        return address


def choose_for(user: User, action: Action, asked: QueryDict, *, page: str, form: str) -> Choice:
    """Those for whom this person may do this on the form of that route; notes a search in the access log."""
    today = timezone.localdate()
    filter_form = WhoFilter(asked, user)
    if filter_form.chosen("q"):
        note_access(user, AccessAction.SEARCHED, page)
    running = Spell.objects.running_on(today)
    found = filter_form.apply(Trajectory.objects.permitted(user, action).for_list())
    found = found.annotate(is_here=Exists(running.filter(trajectory=OuterRef("pk"))))
    found = found.order_by("-is_here", "participant__sort_name", "pk")
    leaf = BoundedPaginator(found, PAGE_SIZE).get_page(asked.get("page"))
    rows = rows_of(leaf.object_list, user, today)
    here = set(
        running.filter(trajectory__in=[row.pk for row in rows]).values_list("trajectory", flat=True)
    )
    choices = [(reverse(form, args=[row.pk]), row) for row in rows]
    return Choice(
        filter_form=filter_form,
        page=leaf,
        here=[one for one in choices if one[1].pk in here],
        others=[one for one in choices if one[1].pk not in here],
    )
