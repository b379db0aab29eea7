from django.urls import path

from costs.views import checks, following, prices, sessions, wall

app_name = "costs"

urlpatterns = [
    path("sessies/", sessions.session_list, name="sessions"),
    path("sessies/<int:pk>/", sessions.session, name="session"),
    path("sessies/<int:pk>/wand/", wall.show, name="wall"),
    path("sessies/<int:pk>/wand/briefjes/", wall.board, name="wall_board"),
    path("sessies/<int:pk>/wand/doen/", wall.change, name="wall_change"),
    path("sessies/<int:pk>/gegevens/", sessions.session_edit, name="session_edit"),
    path("trajecten/<int:pk>/", sessions.of_trajectory, name="of_trajectory"),
    path("trajecten/<int:pk>/nieuw/", sessions.session_create, name="session_create"),
    path("sessies/<int:pk>/regel/", sessions.line_create, name="line_create"),
    path("regels/<int:pk>/", sessions.line_edit, name="line_edit"),
    path("sessies/<int:pk>/uitspraak/", sessions.statement_create, name="statement_create"),
    path("uitspraken/<int:pk>/", sessions.statement_edit, name="statement_edit"),
    path("sessies/<int:pk>/briefje/", sessions.note_create, name="note_create"),
    path("briefjes/<int:pk>/", sessions.note_edit, name="note_edit"),
    path("sessies/<int:pk>/prijs/", sessions.own_price_create, name="own_price_create"),
    path("sessies/<int:pk>/prijs/<int:price_pk>/", sessions.own_price_edit, name="own_price_edit"),
    path("sessies/<int:pk>/aanbieden/", checks.offer, name="offer"),
    path("sessies/<int:pk>/terughalen/", checks.take_back, name="take_back"),
    path("sessies/<int:pk>/controle/", checks.check, name="check"),
    path("sessies/<int:pk>/nieuwe-versie/", checks.next_version, name="next_version"),
    path("sessies/<int:pk>/vergelijken/", checks.compare, name="compare"),
    path("regels/<int:pk>/bezwaar/", following.objection_create, name="objection_create"),
    path("bezwaren/<int:pk>/", following.objection_edit, name="objection_edit"),
    path("regels/<int:pk>/na/<int:month>/", following.reality_edit, name="reality_edit"),
    path("opmerkingen/<int:pk>/", checks.remark_answer, name="remark_answer"),
    path("prijzen/", prices.prices, name="prices"),
    path("prijslijsten/<int:pk>/prijs/", prices.price_create, name="price_create"),
    path("prijzen/<int:pk>/", prices.price_edit, name="price_edit"),
    path("bronnen/nieuw/", prices.source_create, name="source_create"),
    path("bronnen/<int:pk>/", prices.source_edit, name="source_edit"),
]
