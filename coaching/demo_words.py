"""What the made-up people of the demonstration say in their talks. Invented, all of it."""

# What went well; {name} is the participant's given name.
WENT_WELL = (
    "{name} was alle dagen op tijd. Hij zette zelf de spullen klaar.",
    "Vroeg zelf om uitleg bij de trilplaat. Dat durfde {name} eerst niet.",
    "Belde af voordat het werk begon, met een reden.",
    "Werkte een hele ochtend door in de regen. De voorman noemde het.",
    "Hielp een nieuwe collega met het rooster.",
    "Drie keer te laat vorige week, deze week één keer. {name} is daar trots op.",
    "Reageerde rustig toen het werk over moest.",
    "Heeft het hek zelf dichtgestraat en nagemeten.",
    "Kwam op de fiets, ook al reed de bus niet.",
    "Zei eerlijk dat het die dag niet lukte, en kwam de dag erna gewoon.",
    "Bleef helpen met opruimen toen de anderen al klaar waren.",
    "Vertelde in de kantine iets over zichzelf. Dat is nieuw.",
    "Las de werkbon zelf en wist wat er moest gebeuren.",
    "Droeg elke dag de helm en de schoenen, zonder dat iemand het zei.",
    "Bedacht een snellere manier om de banden te leggen.",
    "Nam een grapje over zijn werk goed op en lachte mee.",
)
MOOD_WORDS = (
    "Best oké.",
    "Moe, maar het gaat wel.",
    "Ik heb er zin in.",
    "Het is druk thuis.",
    "Goed, ik slaap beter.",
    "Gewoon goed.",
    "Ik vind het lang duren.",
    "",
    "",
)
EXAMPLES = (
    "Vijf keer voor acht uur binnen.",
    "Vroeg twee keer wat de bedoeling was.",
    "Ruimde op zonder dat ik het zei.",
    "Liep één keer weg en kwam zelf terug.",
    "",
    "",
    "",
)
# Who does what.
AGREEMENTS = (
    ("participant", "Elke avond de wekker zetten, ook in het weekend"),
    ("participant", "De fiets laten maken"),
    ("participant", "De zorgverzekering bellen, samen met moeder"),
    ("participant", "Twee opleidingen opzoeken en laten zien"),
    ("participant", "Op tijd afbellen als het niet lukt"),
    ("participant", "De papieren voor de loonheffing meenemen"),
    ("coach", "Een ochtend meewerken op het project"),
    ("coach", "De school bellen over de praktijkverklaring"),
    ("coach", "Werkschoenen in de goede maat regelen"),
    ("family", "Moeder belt om zeven uur als wekker"),
    ("employer", "De voorman geeft elke vrijdag een cijfer"),
    ("employer", "Een dag meelopen met de ploeg plannen"),
)
ASKED_OF_REFERRER = (
    ("Uitzoeken of er een plek is op de entreeopleiding", "Er is plek vanaf de volgende maand."),
    ("Een gesprek met z'n drieën plannen", ""),
)
NEXT_STEPS = (
    "Een dag mee op project.",
    "Samen naar de open dag.",
    "Een week om acht uur beginnen.",
    "Oefenen met bellen.",
    "",
    "",
)
REMARKS = (
    "Klopt, zo ging het.",
    "Ik vond het zelf ook goed gaan.",
    "Ik kwam te laat omdat de brug open stond, dat staat er niet bij.",
    "Dank je wel dat je dit opschreef.",
)
COMPLIMENTS = (
    "Mooi dat je zijn eigen woorden gebruikt.",
    "Feiten en geen mening: precies goed.",
    "Goede afspraak, klein en te zien.",
)
QUESTIONS = (
    ("went_well", "Wat zag je hem doen? Schrijf het zo dat hij het herkent.", "Hij zette de pionnen zelf uit, dat heb ik erbij gezet."),
    ("agreements", "Wie gaat dit doen, en wanneer is het klaar?", "Ik doe het, voor vrijdag. Staat er nu bij."),
)  # fmt: skip
GROUPS = (
    "Hoe je je afmeldt: bellen voor half acht, en met wie. Iedereen oefende een keer.",
    "Veilig werken met de trilplaat. Samen de regels op een rij gezet.",
)
