"""The table of contents."""

from django.urls import path

urlpatterns = []
