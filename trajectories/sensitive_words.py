"""Words that tell of health, addiction, debts or family, for a hint while sharing is on. Pure.

A hint and no rule: it stops nobody, and a text without these words may be private all the same.
"""

from __future__ import annotations

import re
import unicodedata

# Sensitivity, what the hint calls it, and its words; a star stands for any beginning or ending, and an
# underscore for the space between two words. No star where it would find another word: no *arts, for
# darts, no *angst, for ontvangst, and no *ouders, for schouders.
_WORDS = (
    (
        "health",
        "gezondheid",
        (
            "ziek* arts artsen* huisarts* bedrijfsarts* verzekeringsarts* keuringsarts* kinderarts* "
            "jeugdarts* tandarts* dokter* psych* ggz* *therapie* *therapeut* *depressi* depri angst* faalangst* "
            "verlatingsangst* paniekaanval* paniekstoornis* ptss adhd autis* *trauma* medicijn* medicatie* "
            "antidepress* ritalin* diagnos* *stoornis* borderline* schizofre* bipolair* zwanger* miskra* "
            "abortus* suicid* zelfmoord* zelfdoding* zelfbeschadig* automutil* burn-out* burnout* "
            "overspannen opgenomen ziekenhuis* kliniek* crisisopname* crisisdienst* geopereerd operatie "
            "kanker* epilep* diabet* hersenletsel* revalid* handicap* gehandicapt* lvb "
            "verstandelijke_beperking anorexia* boulimia*"
        ),
    ),
    (
        "addiction",
        "verslaving",
        (
            "*verslav* *verslaafd* *drugs* blow* geblowd wiet* joint joints hasj* cannabis cocaine* coke xtc "
            "mdma ghb ketamine* speed amfetamine* heroine* lachgas* pil pillen pilletje* alcohol* dronken "
            "drankmisbruik* drankprobl* drinkprobl* middelengebruik* middelenmisbruik* gokt gokte gokken "
            "gegokt gokprobl* gokschuld* afkick* detox*"
        ),
    ),
    (
        "finance",
        "geld",
        (
            "schuld *schulden* schuldhulp* schuldeiser* schuldsaner* schuldprobl* huurschuld* "
            "belastingschuld* energieschuld* gokschuld* studieschuld* zorgschuld* incasso* deurwaarder* "
            "aanmaning* lening* krediet* stadsbank* wsnp bewind *bewindvoer* "
            "beschermingsbewind* boete* huurachterstand* betalingsachterstand* betalingsregeling* "
            "uitkering* bijstand* wajong* loonbeslag* beslaglegging* budgetbeheer* voedselbank* geldprobl* "
            "geldzorg* geldnood geldgebrek* failliet* wanbetal* alimentatie*"
        ),
    ),
    (
        "family",
        "familie",
        (
            "familie familielid* familieleden familieprobl* familieruzie* schoonfamilie* pleegfamilie* moeder* vader* grootmoeder* grootvader* stiefmoeder* stiefvader* schoonmoeder* "
            "schoonvader* ouders ouder-* grootouders stiefouders schoonouders broer broers broertje* "
            "halfbroer* stiefbroer* zus zussen zusje* halfzus* stiefzus* oma opa oom tante neef neefje* nicht "
            "nichtje* zoon zoons zoontje* dochter dochters dochtertje* gezin* ex-man ex-vrouw ex-partner* "
            "ex-vriend* scheiding scheidingen scheidingsprobl* *echtscheiding* vechtscheiding* gescheiden "
            "huiselijk* mishandel* kindermishandel* misbruik* geweld veilig_thuis voogd* jeugdzorg* "
            "jeugdhulp* jeugdbescherm* kinderbescherming* ondertoezichtstelling* uithuisplaats* "
            "uithuisgeplaatst* uit_huis_geplaatst pleegouder* pleeggezin* pleegkind* pleegmoeder* "
            "pleegvader* pleegzorg* overleden overlijden"
        ),
    ),
)
# Everyday work, although a word of the lists is in it.
_HARMLESS = re.compile(
    r"(?<!\w)(?:contact|verlof|dag|dagen|uren|telefoon)\s+(?:\w+\s+)?opgenomen(?!\w)"
)


def _pattern(words: str) -> re.Pattern[str]:
    written = (
        re.escape(word.lstrip("*")).replace(r"\*", r"[\w-]*").replace("_", r"\s+")
        for word in words.split()
    )
    # A beginning stays within its word, so that a long text is read once.
    begun = (
        rf"\w*{one}" if word.startswith("*") else one
        for word, one in zip(words.split(), written, strict=True)
    )
    return re.compile(rf"(?<!\w)(?:{'|'.join(begun)})(?!\w)")


_PATTERNS = tuple((sensitivity, label, _pattern(words)) for sensitivity, label, words in _WORDS)


def sensitive_words(text: str) -> list[tuple[str, str, str]]:
    """Every such word of the text once, by subject: (sensitivity, its name in Dutch, the word).

    Case and accents make no difference; the word is given without them.
    """
    plain = "".join(
        letter
        for letter in unicodedata.normalize("NFKD", text.casefold())
        if not unicodedata.combining(letter)
    )
    plain = _HARMLESS.sub(" ", plain)
    return [
        (sensitivity, label, word)
        for sensitivity, label, pattern in _PATTERNS
        for word in dict.fromkeys(" ".join(found.split()) for found in pattern.findall(plain))
    ]


def private_words(text: str, sensitivity: str) -> list[str]:
    """The words that who shares this text should think about.

    A subject that the event already names as its sensitivity was chosen on purpose.
    """
    return [word for subject, _, word in sensitive_words(text) if subject != sensitivity]


def sharing_hint(text: str, sensitivity: str) -> str:
    """What to tell who shares this text with the referrer; "" where nothing stands out.

    Of each subject it names the first word.
    """
    first = {
        label: word
        for subject, label, word in reversed(sensitive_words(text))
        if subject != sensitivity
    }
    if not first:
        return ""
    said = ", ".join(f"‘{word}’ ({label})" for label, word in reversed(first.items()))
    return (
        f"De verwijzer kan dit lezen, en er staat {said}. "
        "Klopt dat? Kies anders de gevoeligheid, of zet delen uit."
    )
