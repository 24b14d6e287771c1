"""How questions are asked in English."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from typing import Final, TypeAlias

from photosearch.answering.form import SHOWS, Form
from photosearch.answering.manners import plainly

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
    "album": "folder", "time": "day", "season": "month", "trip": "day", "time of day": "hour", "time of the day": "hour", "hour": "hour",
}  # fmt: skip
_UNIT = (
    r"years?|months?|days? of the week|weekdays?|times? of (?:the )?day|hours?|days?|dates?|seasons?|cameras?|phones?|devices?"
    r"|lens(?:es?)?|places?|locations?|spots?|city|cities|towns?|villages?|country|countries"
    r"|persons?|people|friends?|family members?|folders?|albums?"
)
_COUNTED = rf"times|trips?|nights?|weekends?|mornings?|evenings?|{_UNIT}"
_MOST = (
    r"(?:the )?(?:most(?: often| frequently)?|biggest number of|largest number of|more than any)"
)
_LEAST = r"(?:the )?(?:least(?: often)?|fewest|smallest number of)"
# What may be asked of a text, and the piece of it that is meant.
_PIECES: Final = {
    "number": "number", "serial number": "number", "order number": "number", "invoice number": "number",
    "ticket number": "number", "receipt number": "number", "booking number": "number", "id": "number", "tracking number": "number",
    "phone number": "phone", "telephone number": "phone", "phone": "phone", "telephone": "phone", "mobile number": "phone",
    "address": "address", "street": "address", "total": "total", "total amount": "total", "amount": "total", "sum": "total",
    "price": "price", "cost": "price", "date": "date", "expiry date": "date", "expiration date": "date", "time": "time",
    "opening hours": "time", "opening times": "time", "departure time": "time", "boarding time": "time", "name": "name",
    "text": "text", "title": "title", "headline": "title", "word": "text", "words": "text", "message": "text",
    "slogan": "text", "inscription": "text", "writing": "text", "quote": "text", "code": "code", "pin": "code", "booking code": "code",
    "confirmation code": "code", "password": "password", "wifi password": "password", "wi-fi password": "password",
    "wifi key": "password", "license plate": "plate", "licence plate": "plate", "number plate": "plate", "plate": "plate",
    "license plate number": "plate", "licence plate number": "plate", "plate number": "plate", "flight number": "flight", "flight": "flight",
    "room number": "room", "room": "room", "gate": "gate", "gate number": "gate", "seat": "seat", "seat number": "seat",
    "platform": "platform", "score": "score", "result": "score", "email": "email", "e-mail": "email", "email address": "email",
    "website": "url", "url": "url", "web address": "url", "web page": "url", "link": "url",
}  # fmt: skip
_SAYING = "|".join(sorted(_PIECES, key=len, reverse=True))
_PAPER = r"(?:receipts?|bills?|invoices?|tickets?|menus?|cheques?|tabs?|price ?tags?|labels?|slips?|statements?)"
_WRITTEN_ON = (
    r"(?:sign|signs|signpost|board|whiteboard|blackboard|chalkboard|notice ?board|menu|note|sticky note|post-it|label|poster|banner|receipt|bill"
    r"|invoice|ticket|boarding pass|t-?shirt|business card|name ?tag|badge|letter|envelope|plaque|screen|slide|page|placard|package|gravestone)"
)
_BEGIN = r"(?i)\b(?:start(?:ed)?|begin|began|begun)\b(?: to\b)?(?: (?:taking|using|going|use|take|go|learning|learn)\b)?"
_END = r"(?i)\b(?:stop(?:ped)?|quit|finish(?:ed)?)\b(?: (?:taking|using|going)\b)?"
_UNKNOWABLE: Final = (
    (r"how old (?:is|was|are|were|am)\b(?P<rest>.*)", "age"),
    (r"what(?:'s| is| was| are| were)? (?:the )?ages? of(?P<rest>.*)", "age"),
    (r"how (?:tall|heavy|long|big|wide|high|deep|far|fast)(?: away)? (?:is|was|are|were)\b(?P<rest>.*)", "size"),
    (r"(?:why|how come|for what reason|what for)\b(?P<rest>.*)", "reason"),
    (r"(?:when|where|what|who|how often|how many \w+)?(?:'ll| will| shall| am i going to| are we going to) (?P<rest>.*)", "future"),
    (r"(?:where|which \w+|what \w+)(?: else)? (?:have|had|did|was|were) (?:i|we) (?:not|never)(?: yet| ever)? (?P<rest>.*)", "never"),
    (r"how (?:rich|healthy|happy|smart|intelligent|beautiful|attractive|pretty|ugly) "
     r"(?:is|was|are|were)\b(?P<rest>.*)", "judgement"),
    (r"(?:is|was|are|were|does|do|did|am) (?P<rest>.*?) (?:(?:looks?|looked|seems?|seemed|appears?|appeared|to be|so|very|really|that|too) )*"
     r"(?:rich|poor|healthy|unhealthy|sick|ill|pregnant|gay|lesbian|married|muslim|christian|jewish|pretty|beautiful|handsome|attractive"
     r"|ugly|fat|thin|skinny|overweight|smart|clever|stupid|intelligent|drunk|criminal|poor|honest)", "judgement"),
    (r"(?:do|did|does|have|are there|is there|were there) (?:i |we |you )?(?:take |took |have |had |got )?(?:more|fewer|less) .*\bor\b.*(?P<rest>)", "compare"),
    (r"(?:which|what)(?: is| are| do i have| did i take| do i take)? (?:more|fewer|less) (?:of,? |often,? |photos? of,? )?.*\bor\b.*(?P<rest>)", "compare"),
    (r"what (?:race|religion|nationality|ethnicity) (?:is|was|are|were)\b(?P<rest>.*)", "judgement"),
    (r"(?:from which country|where) (?:does|do|did) (?P<rest>.*) come from", "judgement"),
)  # fmt: skip


# What is told, not asked, unless a question mark says so.
_TELLS: Final = re.compile(
    r"(?i)(?:when|where|how) (?:the|a|an|its?|it's|there|they|he|she|about|people|not|all|in|on|at|two|some|someone|things?)\b(?! (?:did|was|were)\b)"
)


def read(text: str, *, asks: bool) -> Form | None:
    """Return the form of a question, or None for what is a search; ``asks``: it ends in "?"."""
    if not asks and _TELLS.match(text):
        return None
    plain = plainly(text)
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
    text = re.sub(_MIDDLE, " ", " ".join(words))
    text = re.sub(rf"(?i)\b(?:in|on|of) (?:the |any |all )?(?:my |our )?{_PHOTO}\b", "", text)
    text = re.sub(r"(?i)\b(?:the|a|an) (?=\w+ (?:in|on|at|with|of) )", "", text)
    return " ".join(re.sub(r"(?i)\A(?:the|a|an|my|our) ", "", text).split())


# What says who did it, between the thing and where it was.
_MIDDLE: Final = (
    r"(?i) (?:that |which )?(?:did|do|does|have|had|has) (?:i|we|you|they|he|she)(?: ever)?(?: (?:see|seen|take|taken|photograph|photographed|have|had"
    r"|eat|eaten|visit|visited|meet|met|use|used|own|buy|bought|make|made|go|gone|get|got|catch|find|found))?(?= |\Z)"
    r"| (?:that )?(?:i|we) (?:saw|took|have taken|photographed|visited|met|ate|bought|made|have)(?= |\Z)"
)
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
    "celebrated swim swam own owned use used using doing stand stands standing lie lies lying sit sits but will anyone anybody somebody ate".split()
)
_TRAILING: Final = frozenset(
    "taken shot made was is were are am there in at on with of to from for by i we you he she they did do "
    "does took take taking have has had library happen happened that this it yet go went been be located "
    "visible seen time times ever me us photographed pictured pictures picture photo photos photograph "
    "images image pics pic shots the a an my our your which where who and or as exactly again please "
    "about any all total altogether collection say says read show shows again together like held see "
    "saw visit visited last first recently together's here live lives lived living will but".split()
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
    for name, words in (("first", _BEGIN), ("last", _END)):
        if not pick and (found := re.search(words, rest)) is not None:
            pick, rest = name, f"{rest[: found.start()]} {rest[found.end() :]}"
    rest = re.sub(r"(?i)\btimes?\b(?: that| when)?", " ", rest, count=1) if pick else rest
    return Form("when", " ".join(rest.split()), pick=pick)


def _at_time(match: re.Match[str]) -> Form:
    return replace(_when(match), of="time")


def _since(match: re.Match[str]) -> Form:
    form = _when(match)
    return replace(form, pick=form.pick or "last", of="ago")


def _how_much(match: re.Match[str]) -> Form:
    """What was paid stands on a paper; else no photo tells."""
    rest = match["rest"]
    if re.search(rf"(?i)\b{_PAPER}\b", rest):
        return Form(
            "says", re.sub(r"(?i)\b(?:pay|paid|spend|spent|cost|total)\b", " ", rest), of="total"
        )
    return Form(
        "unknowable",
        re.sub(r"(?i)\b(?:cost|worth|pay|paid|spend|spent)\b", " ", rest),
        unknown="price",
    )


def _piece(match: re.Match[str]) -> Form:
    """Return which piece of a text is asked for; without a thing it stands on, it is looked for."""
    word = " ".join(match["piece"].lower().split())
    rest = (match.groupdict().get("rest") or "").strip() or match["piece"]
    return Form("says", rest, of=_PIECES[word])


def _each(match: re.Match[str]) -> Form:
    return Form(
        "how many", f"{match['rest']} {match['tail']}", of=_unit(match["unit"]), order="each"
    )


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
    if of in ("year", "month", "day", "weekday", "hour"):
        return _when(match)
    if of in ("place", "city", "country"):
        return Form("where", match["rest"], of=of)
    if of == "person":
        return Form("who", match["rest"])
    return Form("which", match["rest"], of=of)


def _counted(match: re.Match[str]) -> Form:
    word = match["unit"].lower()
    of = "day" if word.startswith(_OCCASIONS) else _unit(word)
    return Form("how many", match["rest"], of=of)


_OCCASIONS: Final = ("time", "trip", "night", "weekend", "morning", "evening")


def _picked(pick: str) -> _Reading:
    return lambda match: Form("photos", f"{match['noun']} {match['rest']}", pick=pick)


def _where(match: re.Match[str]) -> Form:
    form = _when(match)
    return Form("where", form.rest, pick=form.pick)


def _where_picked(match: re.Match[str]) -> Form:
    pick = "first" if re.fullmatch(_FIRST, match["pick"].lower()) else "last"
    return Form("where", match["rest"], pick=pick, of=_unit(match["unit"]))


def _enumerated(match: re.Match[str]) -> Form:
    """List the years: each of them; list the cities: where."""
    of = _unit(match["unit"])
    return Form("which", match["rest"], of=of) if of in _TEMPORAL else _listed(match)


_TEMPORAL: Final = frozenset({"year", "month", "day", "weekday", "hour"})
# The first that fits a question says what is wanted.
_FORMS: Final[tuple[tuple[str, _Reading], ...]] = (
    # How long, where it is no size.
    (
        rf"how long (?:was|were|did|have|has|had|do) (?:{_WE}|(?:my|our|the|that) (?:trip|holidays?|vacation|visit|stay|journey|tour))\b(?: (?:stay|stayed|be|been|spend|spent|live|lived|travel|travell?ed|travelling))?(?P<rest>.*)",
        _form("how many", of="day"),
    ),
    # How long ago.
    (
        r"(?:since when|how (?:long|many (?:years|months|weeks|days|hours)) (?:ago|has it been since|is it since|have passed since|since|have i not|haven't i|have i not been)(?: was| were| did| is)?)\b(?P<rest>.*)",
        _since,
    ),
    *((pattern, _form("unknowable", unknown=unknown)) for pattern, unknown in _UNKNOWABLE),
    # What is written.
    (
        rf"(?:what|which)(?:'s| is| was| are| were)? (?:the |my |our )?(?P<piece>{_SAYING})(?! of (?:{_PHOTO}|(?:the )?day))(?: (?:is|was|stands|was it|is it|do i have|did i have))?(?: written| printed| shown| stated)?(?: (?:on|in|of|at|from|for)\b(?P<rest>.*))?",
        _piece,
    ),
    (
        rf"(?:what|which)(?: is| was| are| were)? (?P<rest>\w[\w ]{{0,30}}?)['’]?s (?P<piece>{_SAYING})",
        _piece,
    ),
    (
        r"(?:at )?what time (?:does|do|did|will) (?P<rest>.* (?:open|opens|close|closes|leave|leaves|depart|departs|arrive|arrives|start|starts|begin|begins|end|ends)\b.*)",
        lambda m: Form(
            "says",
            re.sub(
                r"(?i)\b(?:opens?|closes?|leaves?|departs?|arrives?|starts?|begins?|ends?|(?:according to|says?|on) (?:the|this|that) \w+)\b",
                " ",
                m["rest"],
            ),
            of="time",
        ),
    ),
    (
        rf"how much\b(?! {_PHOTO})(?: money| cash)?(?: (?:did|does|do|is|was|were|has|have))?\b(?P<rest>.*)",
        _how_much,
    ),
    # How many of each.
    (
        rf"how many {_PHOTO}\b(?P<rest>.*?) (?:per|each|every|by|for each|for every|in each|in every|a) (?P<unit>year|month|day|weekday|hour|camera|phone|lens|city|country|place|person|folder|album)\b(?P<tail>.*)",
        _each,
    ),
    (
        rf"(?:number|count) of {_PHOTO}\b(?P<rest>.*?) (?:per|each|every|by|for each) (?P<unit>{_UNIT})\b(?P<tail>.*)",
        _each,
    ),
    # Which has the most.
    (
        rf"(?:at |in )?what (?P<unit>times? of (?:the )?day) (?P<rest>.*?)\b{_MOST}\b(?P<tail>.*)",
        _which("most"),
    ),
    (
        rf"(?:at )?what time (?P<rest>{_DID} .*?)\b{_MOST}\b(?: {_PHOTO})?(?P<tail>.*)",
        _which_of("hour", "most"),
    ),
    (
        rf"(?:who|what|which)(?: is| was| are| were)? (?:the |my )?(?:most|most often|most frequently) (?:photographed|pictured|visited|used|frequent|common|popular) (?P<unit>{_UNIT})\b(?P<rest>.*)",
        _which("most"),
    ),
    (
        rf"(?:who|what|which)(?: is| was| are| were)? (?:the |my )?least (?:often )?(?:photographed|pictured|visited|used|frequent|common|popular) (?P<unit>{_UNIT})\b(?P<rest>.*)",
        _which("least"),
    ),
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
    (r"(?:(?:at|on|in|since|around) )?(?:about )?when(?:'s| exactly)?\b(?P<rest>.*)", _when),
    (r"(?:at )?(?:which|what) point in time (?:was|were|did|is|are)\b(?P<rest>.*)", _when),
    (
        r"(?:at )?(?:which|what) time(?: of (?:the )?day)? (?:was|were|did|do|does|is|are)\b(?P<rest>.*)",
        _at_time,
    ),
    (
        r"(?:what|which)(?: was| is|'s) the (?:exact )?(?:date|day|year|month|time)(?: and time)? (?:of|when|that|on which)\b(?P<rest>.*)",
        _when,
    ),
    (r"(?P<rest>.+?)(?: was| were| is| are)? (?:taken )?when", _when),
    (rf"(?:(?:what|which)(?: is| was)? )?(?:the )?(?P<rest>(?:{_FIRST}|{_LAST}) time\b.*)", _when),
    # Says.
    (
        r"what (?:does|do|did) it (?:say|read)(?: on| in| at)? (?P<rest>.*)",
        _form("says", of="text"),
    ),
    (r"what (?:does|do|did) (?P<rest>.*?) (?:say|read|spell)(?: on it)?", _form("says", of="text")),
    (
        r"what(?:'s| is| was| stands)? (?:written|printed|painted|engraved) (?:on|in|upon|at|over)\b(?P<rest>.*)",
        _form("says", of="text"),
    ),
    (
        rf"what(?: is| was|'s)? (?:on|in) (?P<rest>(?:the |my |our |this |that )?(?:\w+ )?{_WRITTEN_ON}\b.*)",
        _form("says", of="text"),
    ),
    (
        rf"(?:read|tell) (?:me )?(?:out )?(?:the |my |our )?(?P<piece>{_SAYING}) (?:on|in|of|from)\b(?P<rest>.*)",
        _piece,
    ),
    (
        r"(?:read|tell) (?:me )?(?:out )?(?:what's written|what is written)?(?: on| in| of)? ?(?P<rest>(?:the|my|our|this|that)\b.*)",
        _form("says", of="text"),
    ),
    # Where.
    (
        r"(?:in|at|from|to) (?:which|what) (?P<unit>place|location|spot|city|town|village|country)\b(?P<rest>.*)",
        lambda m: Form("where", m["rest"], of=_unit(m["unit"])),
    ),
    (
        r"(?:from |to )?where(?:'s|abouts| exactly)?(?: in the world| on earth)?\b(?P<rest>.*)",
        _where,
    ),
    (
        rf"(?:what|which)(?: is| was| are| were)? the (?:very )?(?P<pick>{_FIRST}|{_LAST}) (?P<unit>places?|locations?|spots?|city|cities|towns?|villages?|country|countries)\b(?P<rest>.*)",
        _where_picked,
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
    # Lists.
    (
        rf"(?:list|name|enumerate|give me|tell me|show me|what are)(?: a list of)?(?: all| every)?(?: of)?(?: the| my| our)?(?: different)? (?P<unit>(?!days? |times? ){_UNIT})\b(?! in | of | who | with )(?P<rest>.*)",
        _enumerated,
    ),
    (
        rf"all (?:of )?(?:the |my )?(?P<unit>cities|towns|villages|countries|places) (?P<rest>(?:that |where )?{_WE} .*)",
        _listed,
    ),
    # First and last.
    (
        rf"(?:(?:show|give|find|get|open|list|display)(?: me| us)?|what(?:'s| is| was)|which(?: one)? (?:is|was)|where(?:'s| is))? ?(?:the |my |our )?(?:very )?{_FIRST}(?: ever)? (?:few )?(?P<noun>{_PHOTO}|videos?|clips?)\b(?P<rest>.*)",
        _picked("first"),
    ),
    (
        rf"(?:(?:show|give|find|get|open|list|display)(?: me| us)?|what(?:'s| is| was)|which(?: one)? (?:is|was)|where(?:'s| is))? ?(?:the |my |our )?(?:very )?{_LAST} (?:few )?(?P<noun>{_PHOTO}|videos?|clips?)\b(?P<rest>.*)",
        _picked("last"),
    ),
    # Is there.
    (
        r"(?:did|does|has|had) (?:it|there) (?:ever )?(?:be |been )?(?P<rest>(?:snow|rain|hail|storm)\w*\b.*)",
        _form("exists"),
    ),
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
    (
        r"(?:is|are|was|were) (?P<rest>(?:anyone|anybody|someone|somebody|anything|any) .*)",
        _form("exists"),
    ),
    (
        r"(?:did|does|do|has|have|had) (?P<rest>(?:my |our )?\w+(?: \w+)?(?: and (?:my )?\w+(?: \w+)?)? (?:ever |already )?(?:been|go|gone|visit|visited|see|seen|meet|met|come|eat|eaten|have|had|own|ride|ridden|swim|try|tried|wear|worn|play|played)\b.*)",
        _form("exists"),
    ),
    (
        r"(?:was|were) (?P<rest>(?:my |our )?\w+(?: \w+)?(?: and (?:my )?\w+(?: \w+)?)? (?:ever )?(?:in|at|on|with|near|there)\b.*)",
        _form("exists"),
    ),
    (
        r"(?:what|which)(?: photos?| pictures?)? (?:did|have) (?:i|we) (?:take|taken|photograph|photographed|shoot|shot) (?:recently|lately|last)\b(?P<noun>)(?P<rest>.*)",
        _picked("last"),
    ),
    # Photos.
    (
        rf"(?:(?:please |can you |could you )?(?:show|find|list|give|get|display|search(?: for)?|look for|bring up|i want(?: to see)?|let me see)(?: me| us)?|which|what)(?: all| some| every)?(?: of)?(?: the| my| our)? {_PHOTO}\b(?P<rest>.*)",
        _form("photos"),
    ),
    (
        rf"(?:i(?:'m| am) (?:looking|searching) for|i need|i want|looking for|searching for)(?: to see| to find)?(?: all)?(?: a| the| my| our| some| any)? {_PHOTO}\b(?P<rest>.*)",
        _form("photos"),
    ),
    (
        r"(?:search for|look for|look up|find (?=my |the |all |any |our ))(?P<rest>.*)",
        _form("photos"),
    ),
    (r"count(?: up)? (?P<rest>(?:the|all|all the|my|our) .*)", _form("how many")),
    (
        r"(?:show|find|list|give|get|display|let me see)(?: me| us)(?P<rest> .*)",
        _form("photos"),
    ),
    (
        r"(?:what|which)(?:'s| is| are| was| were| did| do| does| have| has)?\b(?P<rest>.*)",
        _form("photos", of=SHOWS),
    ),
    (r"how\b(?P<rest>.*)", _form("photos", of=SHOWS)),
)


@cache
def _forms() -> tuple[tuple[re.Pattern[str], _Reading], ...]:
    return tuple((re.compile(pattern, re.IGNORECASE), reading) for pattern, reading in _FORMS)
