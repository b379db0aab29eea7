"""How a timeline is built up, for who may change that: its chapters in their order and its lanes, pressed."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.safestring import SafeString

from dow_site.pressing import Press
from dow_site.templatetags.dow import lane_mark
from trajectories.chapters import chapters_to_come
from trajectories.timeline import Timeline

_CHAPTER = Press("trajectories/_chapter.html")
_LANE = Press("trajectories/_lane.html")


@dataclass(frozen=True, kw_only=True)
class Outline:
    """The rows of both lists as markup, and kind and title of the usual chapters that are not there."""

    chapters: SafeString
    lanes: SafeString
    usual_chapters: tuple[tuple[str, str], ...]


def outline_of(whole: Timeline) -> Outline:
    """The outline of a timeline that no filter took something from."""
    chapters = [chapter for chapter in whole.chapters if chapter.key]
    chapter_url = reverse("trajectories:chapter_edit", args=[0])
    lane_url = reverse("trajectories:lane_edit", args=[0])
    return Outline(
        chapters=SafeString(
            "".join(
                _CHAPTER(
                    title=chapter.title,
                    url=chapter_url.replace("/0/", f"/{chapter.key}/"),
                    can_go_up=chapter is not chapters[0],
                    can_go_down=chapter is not chapters[-1],
                    can_be_split=len(chapter.entries) > 1,
                )
                for chapter in chapters
            )
        ),
        lanes=SafeString(
            "".join(
                _LANE(
                    mark=lane_mark(lane.kind, lane.label),
                    label=lane.label,
                    url=lane_url.replace("/0/", f"/{lane.key}/"),
                )
                for lane in whole.lanes
                if lane.key
            )
        ),
        usual_chapters=tuple(chapters_to_come(whole)),
    )
