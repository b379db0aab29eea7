"""Words that say nothing of whose name they are in, and names that are ordinary Dutch words too. Pure data."""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Parts of a name that say nothing about whose name it is.
PARTICLES = _words(
    "aan al bij da de del den der des di do dos du el en het in la le of op oude s t te ten ter tot "
    "uit van von voor dr drs ing mr mw dhr mevrouw meneer"
)
# What people fill in for a name when they mean somebody's part in the story.
ROLE_WORDS = _words(
    "moeder vader ouder ouders broer zus opa oma oom tante neef nicht stiefmoeder stiefvader "
    "pleegouder pleegouders voogd vriend vriendin partner familie buurman buurvrouw mentor "
    "docent coach jobcoach begeleider trainer therapeut arts huisarts psycholoog consulent "
    "klantmanager werkgever leidinggevende projectleider gemeente school onbekend rmc doorstroompunt "
    "leerplichtambtenaar wijkteam bewindvoerder reclassering deelnemer stagiair verwijzer "
    "effectencalculateur controller beheerder teamleider uitvoerder voorman collega"
)
# Behind one of these an everyday word is a name, also without a capital.
TITLES = _words(
    "meneer mijnheer mevrouw mevr dhr mw heer juf juffrouw meester familie fam tante oom opa oma "
    "buurman buurvrouw zuster broeder dokter"
)
# Given and family names, and municipalities, that are ordinary words too.
EVERYDAY = _words(
    # people's trades
    "bakker boer bode brouwer dekker jager kapper kok koning koster kramer kuiper maler meester "
    "meijer meier molenaar mulder prins ridder ruiter schaper schilder schipper schouten slager "
    "slot smid smit snijder timmerman visser visscher wachter wever jonker leek keizer graaf bisschop "
    "monnik pastoor schoenmaker herder wagenaar zanger post postma prins stoker ketelaar "
    # the land and the house
    "bank beek berg bergen bos bosch brand brink bron brug bruin buren dag dal dam deur dijk dorp "
    "dorst eiland gracht gras haag haan hof hoek hoeve huis haven heide heuvel hout houten "
    "kamp kamer kade kerk land laan linde meer mei molen mol noord oost oord park pad poel poort "
    "put putten rots sloot sluis stad stam start steen straat tuin veen veld ven vest vijver vliet "
    "voort waal wal water weg weide werf west wind wolf zand zee zeeman zijl zomer zon zuid sluis "
    # looks and qualities
    "best blauw blank blij bont braaf dik fijn gelder goed goede goede groen groot grote haas heel "
    "hoop jong jonge klein kleine kort korte krul kroon kruis lang lange lief licht losser mooi "
    "nieuw oud prijs rood ruim ruis rust scherp schoon snel sterk stil stout trots vlug vries vrij "
    "vroeg vrede wijs wit witte zacht zoet zwaar zwart noor raap recht "
    # animals and plants
    "appel bever bij bloem boom das duif eend egel ezel gans haring hond hoen kat kater kip klaver "
    "klerk konijn kraai lam leeuw mees muis mug olie paard pauw peer pier raaf ram roos rups sla "
    "snoek spin spruit stier struik tak valk vink vis vlas vlieg vogel vos worm wortel zwaan zwaluw "
    # given names
    "an ans bas ben bo bob can daan daar dirk door duco els ever fee fleur gijs ger gouda hans hulst "
    "iris jade jet jip joy juul kees kiek kim kit lente lies lot mark max mies nova ooit pen pien "
    "pim pip plus puck rein room sam saar ster sterre storm tijn tim toon vlinder wil wim wout zoe "
    # other words that are names
    "baas band bal bel bijl bol bot bout broek bult bus dienst doel dom eten fles galg gift haak "
    "halm ham hamer hand hart helm hels helder hen hoofd kaal kaas kan ket klok knoop kool kop koper "
    "kou kuil last lens loop luik mens mars munt naald nagel note pijl plank plat pol pot pronk raad "
    "rem riet ring roest rot sap schaap schot snor spek spijker spit staal stal stap stok stoop "
    "stoel stuit tang tol ton top touw treur vaart vat vet vork wagen wals weer werk wiel zak zwier "
    "goes heer eind ende "
    # months
    "jan feb mrt apr jun jul aug sep sept okt nov dec april juni juli augustus"
)
