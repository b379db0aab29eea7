"""Where a talk is recorded and read: the addresses that signals, grid and week lead to."""

from __future__ import annotations

from django.urls import reverse


def talk_form(trajectory_pk: int) -> str:
    """Where somebody writes down a talk with this participant."""
    return reverse("coaching:talk_create", args=[trajectory_pk])


def talks_of(trajectory_pk: int) -> str:
    """What was said and agreed with this participant."""
    return reverse("coaching:talks", args=[trajectory_pk])


def talk(pk: int) -> str:
    """One talk to read."""
    return reverse("coaching:talk", args=[pk])
