from django.apps import AppConfig


class TrajectoriesConfig(AppConfig):
    name = "trajectories"
    verbose_name = "Trajecten"

    def ready(self):
        from trajectories import timeline_rows  # noqa: F401
