from django.apps import AppConfig


class DowSiteConfig(AppConfig):
    name = "dow_site"
    verbose_name = "Dynamisch Op Weg"
