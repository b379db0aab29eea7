"""The labels of the card 'Mijn week' in the languages it is made in.

Pure. Labels only: what a coach and a participant wrote stays as they wrote it. The English and
Arabic labels were not yet read by somebody who grew up with the language, and the card says so.
"""

from __future__ import annotations

from collections.abc import Mapping

RIGHT_TO_LEFT = frozenset({"ar"})

_DUTCH = {
    "title": "Mijn week",
    "hello": "Hoi {name}",
    "times": "Wanneer",
    "next_talk": "Volgend gesprek: {day}",
    "we_call": "Wij bellen je: {day}",
    "no_times": "Er staat nog geen dag vast. Je mag altijd bellen.",
    "you_do": "Dit doe jij",
    "coach_does": "Dit doet je coach",
    "before": "voor {day}",
    "no_agreements": "Er zijn geen open afspraken.",
    "went_well": "Dit ging goed",
    "goals": "Hier werk je naartoe",
    "call": "Wie kun je bellen",
    "react": "Wat vind jij?",
    "feeling": "Klopt deze kaart?",
    "right": "Dit klopt",
    "not_quite": "Dit klopt niet helemaal",
    "call_me": "Bel mij even",
    "words": "In je eigen woorden",
    "talk_remark": "Wil je iets zeggen over ons gesprek van {day}?",
    "send": "Versturen",
    "thanks": "Bedankt. Je coach leest het.",
    "too_many": "Je hebt vandaag al veel gestuurd. Bel ons gerust.",
    "choose": "Kies wat bij je past.",
    "made_on": "Gemaakt op {day}",
    "to_check": "",
}
_ENGLISH = {
    "title": "My week",
    "hello": "Hi {name}",
    "times": "When",
    "next_talk": "Next talk: {day}",
    "we_call": "We will call you: {day}",
    "no_times": "No day is set yet. You can always call.",
    "you_do": "What you do",
    "coach_does": "What your coach does",
    "before": "before {day}",
    "no_agreements": "There are no open agreements.",
    "went_well": "This went well",
    "goals": "What you are working towards",
    "call": "Who you can call",
    "react": "What do you think?",
    "feeling": "Is this card right?",
    "right": "This is right",
    "not_quite": "This is not quite right",
    "call_me": "Please call me",
    "words": "In your own words",
    "talk_remark": "Would you like to say something about our talk of {day}?",
    "send": "Send",
    "thanks": "Thank you. Your coach will read it.",
    "too_many": "You have sent a lot today. Feel free to call us.",
    "choose": "Choose what fits.",
    "made_on": "Made on {day}",
    "to_check": "The English words are still to be checked by a native reader.",
}
_ARABIC = {
    "title": "أسبوعي",
    "hello": "مرحبًا {name}",
    "times": "المواعيد",
    "next_talk": "المحادثة القادمة: {day}",
    "we_call": "سنتصل بك: {day}",
    "no_times": "لم يُحدَّد يوم بعد. يمكنك الاتصال دائمًا.",
    "you_do": "ما تفعله أنت",
    "coach_does": "ما يفعله مدرّبك",
    "before": "قبل {day}",
    "no_agreements": "لا توجد اتفاقات مفتوحة.",
    "went_well": "هذا سار جيدًا",
    "goals": "ما تعمل من أجله",
    "call": "بمن يمكنك الاتصال",
    "react": "ما رأيك؟",
    "feeling": "هل هذه البطاقة صحيحة؟",
    "right": "هذا صحيح",
    "not_quite": "هذا ليس صحيحًا تمامًا",
    "call_me": "اتصلوا بي من فضلكم",
    "words": "بكلماتك أنت",
    "talk_remark": "هل تريد أن تقول شيئًا عن محادثتنا يوم {day}؟",
    "send": "إرسال",
    "thanks": "شكرًا لك. سيقرأ مدرّبك ذلك.",
    "too_many": "لقد أرسلت الكثير اليوم. يمكنك الاتصال بنا.",
    "choose": "اختر ما يناسبك.",
    "made_on": "أُعدّت في {day}",
    "to_check": "الكلمات العربية ما زالت بحاجة إلى مراجعة من قارئ لغته الأم العربية.",
}
_LABELS: Mapping[str, Mapping[str, str]] = {"nl": _DUTCH, "en": _ENGLISH, "ar": _ARABIC}


def labels(language: str) -> Mapping[str, str]:
    """The labels of a language; KeyError for one in which there is no card."""
    return _LABELS[language]


def direction(language: str) -> str:
    """Whether the language is written from left to right (ltr) or from right to left (rtl)."""
    return "rtl" if language in RIGHT_TO_LEFT else "ltr"
