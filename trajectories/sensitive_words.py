"""Words that tell of health, addiction, debts or family, for a hint while sharing is on. Pure.

A hint and no rule: it stops nobody, and a text without these words may be private all the same.
"""

from __future__ import annotations

import re
import unicodedata

# Sensitivity, what the hint calls it, and its words; a star stands for any ending.
_WORDS = (
    (
        "health",
        "gezondheid",
        (
            "ziek* huisarts* dokter* psycholo* psychiat* ggz therap* depress* angststoornis* adhd "
            "autis* trauma* medicijn* medicatie* diagnos* zwanger* suicid* burn-out* burnout* "
            "paniekaanval* eetstoornis* stemmingsstoornis*"
        ),
    ),
    (
        "addiction",
        "verslaving",
        (
            "verslav* verslaafd* drugs* blow* wiet cannabis cocaine coke xtc ghb ketamine alcohol* dronken "
            "gokt gokken gokverslav* afkick* detox*"
        ),
    ),
    (
        "finance",
        "geld",
        (
            "schuld schulden schuldhulp* schuldeiser* incasso* deurwaarder* aanmaning* lening* "
            "bewindvoer* boete* huurachterstand* betalingsachterstand* uitkering* bijstand* "
            "loonbeslag* budgetbeheer*"
        ),
    ),
    (
        "family",
        "familie",
        (
            "moeder* vader* ouders stiefvader* stiefmoeder* broer broers broertje* zus zussen zusje* "
            "oma opa oom tante gezin* echtscheiding* gescheiden huiselijk* voogd* jeugdzorg* pleeg*"
        ),
    ),
)


def _pattern(words: str) -> re.Pattern[str]:
    endings = (re.escape(word).replace(r"\*", r"[\w-]*") for word in words.split())
    return re.compile(rf"(?<!\w)(?:{'|'.join(endings)})(?!\w)")


_PATTERNS = tuple((sensitivity, label, _pattern(words)) for sensitivity, label, words in _WORDS)


def sensitive_words(text: str) -> list[tuple[str, str, str]]:
    """The first word of each subject in the text: (sensitivity, its name in Dutch, the word).

    Case and accents make no difference; the word is given without them.
    """
    plain = "".join(
        letter
        for letter in unicodedata.normalize("NFKD", text.casefold())
        if not unicodedata.combining(letter)
    )
    found = (
        (sensitivity, label, pattern.search(plain)) for sensitivity, label, pattern in _PATTERNS
    )
    return [(sensitivity, label, match[0]) for sensitivity, label, match in found if match]


def sharing_hint(text: str, sensitivity: str) -> str:
    """What to tell who shares this text with the referrer; "" where nothing stands out.

    A subject that the event already names as its sensitivity was chosen on purpose.
    """
    said = [
        f"‘{word}’ ({label})"
        for subject, label, word in sensitive_words(text)
        if subject != sensitivity
    ]
    if not said:
        return ""
    return (
        f"De verwijzer kan dit lezen, en er staat {', '.join(said)}. "
        "Klopt dat? Kies anders de gevoeligheid, of zet delen uit."
    )
