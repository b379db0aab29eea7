"""The areas of life in four steps, in words written for this project.

Pure. Each step says what one would see, not how good somebody is. A measurement keeps the version
of the texts it was made with: a changed text is a new version, and old measurements keep theirs.
"""

from __future__ import annotations

from collections.abc import Mapping

VERSION = 1
STEPS = (1, 2, 3, 4)
STEP_NAMES = {1: "Zit vast", 2: "Komt in beweging", 3: "Gaat meestal", 4: "Staat stevig"}
# Asked last and folded: they touch health, and anyone may skip them.
SENSITIVE = ("health_lifestyle", "substance_use")

_VERSION_1: Mapping[str, tuple[str, str, str, str]] = {
    "work_learning": (
        "Ik heb geen werk of school, en zie ook geen begin.",
        "Ik probeer iets uit: een proefdag, een cursus, een gesprek.",
        "Ik werk of leer de meeste dagen, met wat hulp.",
        "Ik heb werk of een opleiding en red me daar.",
    ),
    "daily_rhythm": (
        "Mijn dagen en nachten lopen door elkaar.",
        "Een paar dagen per week lukt het om op tijd op te staan.",
        "De meeste dagen heb ik ritme; na een weekend is het zoeken.",
        "Ik sta op tijd op en weet wat mijn dag brengt.",
    ),
    "money": (
        "Ik weet niet wat ik heb of moet betalen; er komen brieven die ik niet open.",
        "Ik heb een overzicht, en er is een plan voor wat ik moet betalen.",
        "Ik kom meestal rond en vraag hulp als het krap wordt.",
        "Ik kom rond en zet soms iets opzij.",
    ),
    "housing": (
        "Ik heb geen vaste plek om te slapen.",
        "Ik kan ergens terecht, maar weet niet hoe lang.",
        "Ik woon ergens voorlopig goed.",
        "Ik heb een plek waar ik kan blijven en me thuis voel.",
    ),
    "home_relations": (
        "Thuis is het onveilig, of er is geen contact.",
        "Er is contact, en vaak ruzie of spanning.",
        "Meestal gaat het goed met de mensen thuis.",
        "Thuis kan ik mezelf zijn en op iemand rekenen.",
    ),
    "friends_network": (
        "Ik heb niemand die ik kan bellen.",
        "Er zijn mensen, maar zij trekken me vaak de verkeerde kant op.",
        "Ik heb een paar mensen met wie het goed gaat.",
        "Ik heb mensen die me vooruit helpen, en help hen ook.",
    ),
    "health_lifestyle": (
        "Mijn lijf of hoofd houdt me tegen, en niemand helpt daarbij.",
        "Ik heb er last van en ben begonnen hulp te zoeken.",
        "Het houdt me niet vaak tegen; ik weet wat me goed doet.",
        "Ik voel me fit genoeg voor wat ik wil doen.",
    ),
    "substance_use": (
        "Gamen, gokken, drank of drugs bepalen mijn dag.",
        "Ik wil minderen en heb dat aan iemand verteld.",
        "Het zit werk, school en slaap meestal niet in de weg.",
        "Het speelt niet, of ik heb het zelf in de hand.",
    ),
    "language_admin": (
        "Brieven, formulieren en sites laat ik liggen.",
        "Met iemand naast me kom ik eruit.",
        "Het meeste doe ik zelf; voor moeilijke dingen vraag ik hulp.",
        "Ik regel mijn papieren zelf en op tijd.",
    ),
}
_VERSIONS = {1: _VERSION_1}


def texts(version: int = VERSION) -> Mapping[str, tuple[str, str, str, str]]:
    """The four texts of each area of life in a version; KeyError for a version that never was."""
    return _VERSIONS[version]
