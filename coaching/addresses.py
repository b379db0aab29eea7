"""Where a talk is recorded and read: the addresses that signals, grid and week lead to."""

from __future__ import annotations

from django.urls import reverse


def talk_form(trajectory_pk: int) -> str:
    """Where somebody writes down a talk with this participant."""
    return reverse("trajectories:event_create", args=[trajectory_pk])


def talks_of(trajectory_pk: int) -> str:
    """What was said and agreed with this participant."""
    return reverse("trajectories:timeline", args=[trajectory_pk])


def talk(pk: int) -> str:
    """One talk to read; empty while there is no page of its own."""
    return ""
