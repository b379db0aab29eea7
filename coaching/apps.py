from django.apps import AppConfig


class CoachingConfig(AppConfig):
    name = "coaching"
    verbose_name = "Begeleiding"

    def ready(self):
        from coaching import timeline_rows  # noqa: F401
