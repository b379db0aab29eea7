"""The frame around every page, which is the same for hundreds of pages: rendered once, then only filled."""

from django import template
from django.conf import settings

from dow_site.pressing import Press

register = template.Library()

_MENU = Press("_components/frame_menu.html")
_BAR = Press("_components/frame_bar.html")


@register.simple_tag(takes_context=True)
def frame_menu(context):
    """The menu, the search and the account of who looks: {% frame_menu %}"""
    shell = context["shell"]
    return _MENU(
        entries=shell.entries,
        search_url=shell.search_url,
        person=shell.person,
        role_label=shell.role_label,
        programme=shell.programme,
        has_accounts=shell.has_accounts,
        has_calendar=shell.has_calendar,
        has_log=shell.has_log,
        csrf_token=str(context["csrf_token"]),
    )


@register.simple_tag(takes_context=True)
def frame_bar(context):
    """The same menu under a phone's thumb; its deed is that of the dossier one is in: {% frame_bar %}"""
    shell, dossier = context["shell"], context.get("dossier")
    deed = shell.deed.inside(dossier.trajectory.pk) if shell.deed and dossier else shell.deed
    return _BAR(entries=shell.entries, deed=deed)


@register.tag
def fixed(parser, token):
    """A part that is the same on every page for everybody: {% fixed %}…{% endfixed %}"""
    nodelist = parser.parse(["endfixed"])
    parser.delete_first_token()
    return _Fixed(nodelist)


class _Fixed(template.Node):
    def __init__(self, nodelist):
        self.nodelist = nodelist
        self.rendered = None

    def render(self, context):
        if self.rendered is None or settings.DEBUG:
            self.rendered = self.nodelist.render(context)
        return self.rendered
