from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class TrajectoriesConfig(AppConfig):
    name = "trajectories"
    verbose_name = "Trajecten"

    def ready(self):
        # Each app says there what it puts on the timeline by itself (trajectories/derived.py).
        autodiscover_modules("timeline_rows")
