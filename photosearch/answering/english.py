"""How questions are asked in English."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import Final, TypeAlias

from photosearch.answering.form import Form

_Reading: TypeAlias = Callable[[re.Match[str]], Form]

_PHOTO = r"(?:photo(?:graph)?s?|pictures?|pics?|images?|shots?|snapshots?|snaps?)"
_DID = r"(?:did|do|does|have|has|had|was|were|am|is|are)"
_WE = r"(?:i|we|you|he|she|they|my \w+|our \w+|anyone|somebody|someone)"
_FIRST = r"(?:first|earliest|oldest)"
_LAST = r"(?:last|latest|newest|most recent(?:ly)?)"
_UNITS: Final = {
    "year": "year", "month": "month", "day": "day", "date": "day", "weekday": "weekday",
    "day of the week": "weekday", "days of the week": "weekday", "camera": "camera", "phone": "camera", "device": "camera",
    "lens": "lens", "lense": "lens", "place": "place", "location": "place", "spot": "place",
    "city": "city", "town": "city", "village": "city", "country": "country", "person": "person",
    "people": "person", "friend": "person", "family member": "person", "folder": "folder",
    "album": "folder", "time": "day", "season": "month", "trip": "day",
}  # fmt: skip
_UNIT = (
    r"years?|months?|days? of the week|weekdays?|days?|dates?|seasons?|cameras?|phones?|devices?"
    r"|lens(?:es?)?|places?|locations?|spots?|city|cities|towns?|villages?|country|countries"
    r"|persons?|people|friends?|family members?|folders?|albums?"
)
_COUNTED = rf"times|trips?|{_UNIT}"
_MOST = (
    r"(?:the )?(?:most(?: often| frequently)?|biggest number of|largest number of|more than any)"
)
_LEAST = r"(?:the )?(?:least(?: often)?|fewest|smallest number of)"
_POLITE = re.compile(
    r"(?i)(?:(?:hey|hi|hello|ok|okay|so|and|well|please|um|say)[, ]+)*"
    r"(?:(?:can|could|would|will) you (?:please )?(?:tell|show) me(?: again)?,? (?=\w+)"
    r"|(?:please )?tell me,? (?=when|where|how|who|which|what|if|whether)"
    r"|do you (?:know|remember|recall),? (?=when|where|how|who|which|what|if|whether)"
    r"|i (?:wonder|want to know|would like to know|'d like to know|forgot|don't remember),? "
    r"(?=when|where|how|who|which|what|if|whether)"
    r"|any idea (?=when|where|how|who|which|what))?"
)
# Where'd, whens: what is written as one.
_SHORT = re.compile(r"(?i)\b(when|where|what|who|how)['’]?(s|d|re|ve|ll)\b")
_LONG: Final = {"s": " is", "d": " did", "re": " are", "ve": " have", "ll": " will"}
_SAYING = (
    r"(?:number|phone number|telephone number|address|total|price|amount|sum|date|name|text|title|word"
    r"|words|message|code|password|wifi password|license plate|licence plate|plate|serial number"
    r"|flight number|room number|gate|score|email|website|url|slogan|headline|inscription|writing)"
)
_UNKNOWABLE: Final = (
    (r"how old (?:is|was|are|were|am)\b(?P<rest>.*)", "age"),
    (r"what(?:'s| is| was| are| were)? (?:the )?ages? of(?P<rest>.*)", "age"),
    (r"how (?:tall|heavy|long|big|wide|high|deep|far|fast)(?: away)? (?:is|was|are|were)\b(?P<rest>.*)", "size"),
    (r"how much (?:did|does|do|is|was|were)\b(?P<rest>.*?)(?: cost| worth)?", "price"),
    (r"why\b(?P<rest>.*)", "reason"),
    (r"how (?:rich|healthy|happy|smart|intelligent|beautiful|attractive|pretty|ugly) "
     r"(?:is|was|are|were)\b(?P<rest>.*)", "judgement"),
    (r"(?:is|was|are|were) (?P<rest>.*) (?:rich|poor|healthy|sick|ill|pregnant|gay|married|muslim"
     r"|christian|jewish)", "judgement"),
    (r"what (?:race|religion|nationality|ethnicity) (?:is|was|are|were)\b(?P<rest>.*)", "judgement"),
    (r"(?:from which country|where) (?:does|do|did) (?P<rest>.*) come from", "judgement"),
)  # fmt: skip


def read(text: str, *, asks: bool) -> Form | None:
    """Return the form of a question, or None for what is a search; ``asks``: it ends in "?"."""
    plain = _SHORT.sub(lambda match: f"{match[1]}{_LONG[match[2].lower()]}", text)
    plain = _POLITE.sub("", plain, count=1).strip(" ,")
    for pattern, reading in _forms():
        match = pattern.fullmatch(plain)
        if match is not None:
            return reading(match)
    if asks:
        return Form("photos", plain)
    return None


def subject(rest: str) -> str:
    """Return what the photos show: the rest without pronouns, small verbs and "photos of"."""
    words = [word.strip(',;:?!"“”') for word in rest.split()]
    words = [word for word in words if word]
    while words and words[0].lower() in _LEADING:
        del words[0]
    while words and words[-1].lower() in _TRAILING:
        del words[-1]
    text = re.sub(
        rf"(?i)\b(?:in|on|of) (?:the |any |all )?(?:my |our )?{_PHOTO}\b", "", " ".join(words)
    )
    text = re.sub(r"(?i)\b(?:the|a|an) (?=\w+ (?:in|on|at|with|of) )", "", text)
    return " ".join(re.sub(r"(?i)\A(?:the|a|an|my|our) ", "", text).split())


_LEADING: Final = frozenset(
    "did do does was were is are am have has had been be being i we you he she they it us me my our your "
    "the a an ever last first there in at on to of with near from for by and go going goes went gone visit "
    "visited visiting see saw seen take took taken taking shoot shooting photograph photographed "
    "make made get got photo photos photograph photographs picture pictures pic pics image images shot "
    "shots snap snaps snapshot snapshots any some all that this these those show shows showing shown "
    "contain contains containing depict depicting featuring feature which where who whom what when time "
    "times recent recently latest newest oldest earliest eat ate eaten drink drank meet met "
    "meeting find many much most us's else really exactly around about happen happened held s as if "
    "whether can could anything something anyone someone appear appears appearing family together say "
    "says read reads written on stay stayed spend spent travel travelled traveled come came celebrate "
    "celebrated swim swam own owned use used using".split()
)
_TRAILING: Final = frozenset(
    "taken shot made was is were are am there in at on with of to from for by i we you he she they did do "
    "does took take taking have has had library happen happened that this it yet go went been be located "
    "visible seen time times ever me us photographed pictured pictures picture photo photos photograph "
    "images image pics pic shots the a an my our your which where who and or as exactly again please "
    "about any all total altogether collection say says read show shows again together like held see "
    "saw visit visited last first recently together's here".split()
)


def _form(wanted: str, **fields: str) -> _Reading:
    def reading(match: re.Match[str]) -> Form:
        named = match.groupdict()
        rest = " ".join(part.strip() for part in (named.get("rest"), named.get("tail")) if part)
        return Form(wanted, rest, **fields)

    return reading


def _when(match: re.Match[str]) -> Form:
    rest = match["rest"]
    pick = ""
    for name, words in (("first", _FIRST), ("last", _LAST)):
        found = re.search(
            rf"(?i)\b{words}\b(?! (?:year|month|week|summer|winter|spring|autumn|fall)\b)", rest
        )
        if found and not pick:
            pick = name
            rest = f"{rest[: found.start()]} {rest[found.end() :]}"
    rest = re.sub(r"(?i)\btimes?\b(?: that| when)?", " ", rest, count=1) if pick else rest
    return Form("when", " ".join(rest.split()), pick=pick)


def _since(match: re.Match[str]) -> Form:
    return Form("when", match["rest"], pick="last")


def _unit(word: str) -> str:
    word = word.lower().strip()
    names = (word, word.removesuffix("s"), word.removesuffix("es"), word.removesuffix("ies") + "y")
    return next(_UNITS[name] for name in names if name in _UNITS)


def _which(order: str) -> _Reading:
    def reading(match: re.Match[str]) -> Form:
        unit = match.groupdict().get("unit")
        of = _unit(unit) if unit else match.groupdict().get("of") or ""
        rest = " ".join(
            part for part in (match.groupdict().get("rest"), match.groupdict().get("tail")) if part
        )
        return Form("which", rest, of=of, order=order)

    return reading


def _which_of(of: str, order: str) -> _Reading:
    return _form("which", of=of, order=order)


def _listed(match: re.Match[str]) -> Form:
    """Which cities have I been to: all of them; which year was it: when."""
    of = _unit(match["unit"])
    if of in ("year", "month", "day", "weekday"):
        return _when(match)
    if of in ("place", "city", "country"):
        return Form("where", match["rest"], of=of)
    if of == "person":
        return Form("who", match["rest"])
    return Form("which", match["rest"], of=of)


def _counted(match: re.Match[str]) -> Form:
    word = match["unit"].lower()
    of = "day" if word.startswith(("time", "trip")) else _unit(word)
    return Form("how many", match["rest"], of=of)


def _picked(pick: str) -> _Reading:
    return lambda match: Form("photos", match["rest"], pick=pick)


# The first that fits a question says what is wanted.
_FORMS: Final[tuple[tuple[str, _Reading], ...]] = (
    *((pattern, _form("unknowable", unknown=unknown)) for pattern, unknown in _UNKNOWABLE),
    # Which has the most.
    (
        rf"(?:in |on |with |at )?(?:which|what) (?P<unit>{_UNIT}) (?P<rest>.*?)\b{_MOST}\b(?P<tail>.*)",
        _which("most"),
    ),
    (
        rf"(?:in |on |with |at )?(?:which|what) (?P<unit>{_UNIT}) (?P<rest>.*?)\b{_LEAST}\b(?P<tail>.*)",
        _which("least"),
    ),
    (
        rf"(?:(?:what|which)(?: is| was| are| were) )?my (?:most (?:used|photographed|visited|frequent|common|popular)|favou?rite) (?P<unit>{_UNIT})\b(?P<rest>.*)",
        _which("most"),
    ),
    (
        rf"(?:(?:what|which)(?: is| was) )?my least (?:used|photographed|visited|frequent|common) (?P<unit>{_UNIT})\b(?P<rest>.*)",
        _which("least"),
    ),
    (
        rf"who(?:m)? (?P<rest>(?:is|are|was|were|do|does|did|have|has|appears?)\b.*?)\b{_MOST}\b(?P<tail>.*)",
        _which_of("person", "most"),
    ),
    (
        rf"who(?:m)? (?P<rest>(?:is|are|was|were|do|does|did|have|has|appears?)\b.*?)\b{_LEAST}\b(?P<tail>.*)",
        _which_of("person", "least"),
    ),
    (
        rf"where (?P<rest>{_DID} .*?)\b{_MOST}\b(?: {_PHOTO})?(?P<tail>.*)",
        _which_of("place", "most"),
    ),
    (
        rf"when (?P<rest>{_DID} .*?)\b{_MOST}\b(?: {_PHOTO})?(?P<tail>.*)",
        _which_of("month", "most"),
    ),
    (
        rf"(?:(?:what|which)(?: is| was| are| were) )?(?:the )?(?P<unit>{_UNIT}) (?:with|that has|that have|having|of) {_MOST}(?P<rest>.*)",
        _which("most"),
    ),
    (
        rf"(?:(?:what|which)(?: is| was| are| were) )?(?:the )?(?P<unit>{_UNIT}) (?:with|that has|that have|having|of) {_LEAST}(?P<rest>.*)",
        _which("least"),
    ),
    # How many.
    (
        rf"(?:how many|how much|what number of|count(?: up)?(?: all)?(?: the| my| our)?|(?:what(?:'s| is) )?(?:the )?(?:total )?number of) {_PHOTO}\b(?P<rest>.*)",
        _form("how many"),
    ),
    (rf"(?:on |in |to )?how many (?P<unit>{_COUNTED})\b(?P<rest>.*)", _counted),
    (r"how often\b(?P<rest>.*)", _form("how many", of="day")),
    (r"(?:how many|what number of)\b(?P<rest>.*)", _form("how many")),
    (rf"(?P<rest>.*\b{_PHOTO}\b.*),? how many", _form("how many")),
    # When.
    (
        r"(?:since when|how long (?:ago|has it been since|is it since|since)(?: was| did)?)(?P<rest>.*)",
        _since,
    ),
    (r"(?:(?:at|on|in|since|around) )?(?:about )?when(?:'s| exactly)?\b(?P<rest>.*)", _when),
    (r"(?:at )?(?:which|what) (?:point in )?time (?:was|were|did|is|are)\b(?P<rest>.*)", _when),
    (
        r"(?:what|which)(?: was| is|'s) the (?:exact )?(?:date|day|year|month|time)(?: and time)? (?:of|when|that|on which)\b(?P<rest>.*)",
        _when,
    ),
    (r"(?P<rest>.+?)(?: was| were| is| are)? (?:taken )?when", _when),
    (rf"(?:the )?(?P<rest>(?:{_FIRST}|{_LAST}) time\b.*)", _when),
    # Says.
    (r"what (?:does|do|did) it (?:say|read)(?: on| in| at)? (?P<rest>.*)", _form("says")),
    (r"what (?:does|do|did) (?P<rest>.*?) (?:say|read|spell)(?: on it)?", _form("says")),
    (
        r"what(?:'s| is| was| stands)? (?:written|printed|painted|engraved) (?:on|in|upon|at|over)\b(?P<rest>.*)",
        _form("says"),
    ),
    (
        rf"(?:what|which)(?:'s| is| was| are| were)? (?:the )?{_SAYING}(?: (?:is|was|stands))?(?: written| printed)? (?:on|in|of|at|from|for)\b(?P<rest>.*)",
        _form("says"),
    ),
    (
        rf"(?:read|tell) (?:me )?(?:out )?(?:the )?(?:{_SAYING}|what's written|what is written)?(?: on| in| of)? ?(?P<rest>(?:the|my|our|this|that)\b.*)",
        _form("says"),
    ),
    # Where.
    (
        r"(?:in|at|from|to) (?:which|what) (?P<unit>place|location|spot|city|town|village|country)\b(?P<rest>.*)",
        lambda m: Form("where", m["rest"], of=_unit(m["unit"])),
    ),
    (
        r"(?:from |to )?where(?:'s|abouts| exactly)?(?: in the world| on earth)?\b(?P<rest>.*)",
        _form("where"),
    ),
    (r"(?P<rest>.+?)(?: was| were| is| are)? (?:taken )?where", _form("where")),
    # Which camera, cities, people …
    (rf"(?:with |in |on |at )?(?:which|what) (?P<unit>{_UNIT})\b(?P<rest>.*)", _listed),
    (rf"(?:what|which) (?:are|were|is|was) the (?P<unit>{_UNIT})\b(?P<rest>.*)", _listed),
    # Who.
    (
        r"who (?:are|were|is|was)(?: all)?(?: the| those| these| that)? (?:people|persons?|guys|folks|man|woman)\b(?P<rest>.*)",
        _form("who"),
    ),
    (r"(?:with |by )?who(?:m|'s|se)?(?: else| all)?\b(?P<rest>.*)", _form("who")),
    # First and last.
    (
        rf"(?:(?:show|give|find|get|open|list|display)(?: me| us)?|what(?:'s| is| was)|which(?: one)? (?:is|was)|where(?:'s| is))? ?(?:the |my |our )?(?:very )?{_FIRST}(?: ever)? (?:few )?{_PHOTO}\b(?P<rest>.*)",
        _picked("first"),
    ),
    (
        rf"(?:(?:show|give|find|get|open|list|display)(?: me| us)?|what(?:'s| is| was)|which(?: one)? (?:is|was)|where(?:'s| is))? ?(?:the |my |our )?(?:very )?{_LAST} (?:few )?{_PHOTO}\b(?P<rest>.*)",
        _picked("last"),
    ),
    # Is there.
    (r"(?:is|are|was|were) there\b(?P<rest>.*)", _form("exists")),
    (
        rf"(?:do|did|have|has) {_WE} (?:ever |already )?(?:have|had|got|take|taken|been|see|seen|visit|visited|go|gone|photograph|photographed|eat|eaten|meet|met|own|ride|ridden|climb|climbed|swim|swum|try|tried|make|made|shoot|shot)\b(?P<rest>.*)",
        _form("exists"),
    ),
    (rf"(?:any|got any|have any|do any|are any) (?P<rest>{_PHOTO}\b.*)", _form("exists")),
    (
        rf"(?:was|were|am|is|are) {_WE} (?:ever )?(?P<rest>(?:in|at|on|with|near|to)\b.*)",
        _form("exists"),
    ),
    (r"whether (?P<rest>.*)", _form("exists")),
    # Photos.
    (
        rf"(?:(?:please |can you |could you )?(?:show|find|list|give|get|display|search(?: for)?|look for|bring up|i want(?: to see)?|let me see)(?: me| us)?|which|what)(?: all| some| every)?(?: of)?(?: the| my| our)? {_PHOTO}\b(?P<rest>.*)",
        _form("photos"),
    ),
    (
        r"(?:show|find|list|give|get|display|let me see)(?: me| us)(?P<rest> .*)",
        _form("photos"),
    ),
    (
        r"(?:what|which)(?:'s| is| are| was| were| did| do| does| have| has)?\b(?P<rest>.*)",
        _form("photos"),
    ),
    (r"how\b(?P<rest>.*)", _form("photos")),
)


@cache
def _forms() -> tuple[tuple[re.Pattern[str], _Reading], ...]:
    return tuple((re.compile(pattern, re.IGNORECASE), reading) for pattern, reading in _FORMS)
