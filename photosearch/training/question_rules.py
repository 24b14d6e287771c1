"""Questions about photos, made by rule from what people said of them.

A caption names things, how many they are and of which colour, who is there, what they do and where
(:mod:`photosearch.training.things`). What no caption of a photo names, though captions usually
would, is asked for as well, and the answer is no: such things are taken from photos that show
something of the same kind, so that they are hard to tell, and of every so many from all names that
there are. Questions that people wrote are taken as they are, and those that the rules understand
also in Chinese.
"""

from __future__ import annotations

import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from photosearch.answering.closed_answers import COLOURS, NUMBERS, colour_named
from photosearch.answering.unsaid import judges_people
from photosearch.training.caption_questions import (
    BESIDE,
    LANGUAGES,
    Question,
    article,
    uncounted,
)
from photosearch.training.captions import Said
from photosearch.training.room_questions import answer_in_chinese, in_chinese
from photosearch.training.things import Named, Thing, named, things

_YES: Final = {"en": "yes", "zh": "是"}
_NO: Final = {"en": "no", "zh": "不是"}
_THERE: Final = {"en": ("yes", "no"), "zh": ("有", "没有")}
_COLOURS: Final = dict(zip(COLOURS["en"], COLOURS["zh"], strict=True))
_NUMBERS: Final = dict(zip(NUMBERS["en"], NUMBERS["zh"], strict=True))
_DIGITS: Final = {str(number): word for number, word in enumerate(_NUMBERS, 1)}
_TIMES: Final = {
    "daytime": (
        "白天", r"day ?time|during the day|\bday ?light|^(?:the |mid)?day$|\bin the day$|sunny"
    ),
    "night": ("晚上", r"\bnight"), "evening": ("傍晚", r"evening|sunset|dusk"),
    "morning": ("早上", r"morning|sunrise|dawn"), "afternoon": ("下午", r"afternoon"),
    "winter": ("冬天", r"winter"), "summer": ("夏天", r"summer"),
}  # fmt: skip
# What a caption or a label says of the time.
_TELLS_TIME: Final = {
    "night": re.compile(r"\b(?:at|by) night\b|\bnight ?time\b|\bnight sky\b"),
    "evening": re.compile(r"\bsunset\b|\bsunsets\b|\bdusk\b|\bevening\b"),
    "winter": re.compile(r"\bsnow\b|\bsnowy\b|\bsnowboard|\bski(?:s|ing|er|ers)?\b"),
    "daytime": re.compile(r"\bsunny\b|\bsunshine\b|\bday ?(?:time|light)\b|\bcloudy sky\b"),
}
# Of what is not there, so many of ten are taken from all names.
_FROM_ALL: Final = 4
_WORD: Final = re.compile(r"[a-z]+(?:-[a-z]+)*")
_LEAD: Final = re.compile(
    r"^(?:it (?:was|is) )?(?:taken )?(?:(?:in|on|at|during) )?(?:(?:a|an|the) )?"
)
# What is put between a number or a colour and what it is of.
_BETWEEN: Final = frozenset({
    "young", "little", "small", "big", "large", "old", "adult", "tall", "other", "long",
    "short", "happy", "smiling", "wet", "dark", "light", "bright", "striped", "plaid", "asian",
    "african", "american", "older", "wooden", "plastic", "rubber", "sleeved",
})  # fmt: skip
_LONGEST_ANSWER: Final = 4
_COUNTED: Final = re.compile(r"^how many (?P<thing>[a-z ]+?)(?: (?:are|is|on|in|of|at|near)\b.*)?$")
_COLOURED: Final = re.compile(
    r"^what (?:is (?:the )?)?colou?r (?:is |are |of )?(?:the )?(?P<thing>[a-z ]+?)"
    r"(?: (?:on|in|at|near)\b.*)?$"
)
# What asks for how many there are, and not for a number that is written on something.
_ASKS_NUMBER: Final = re.compile(r"how many\b|(?:what (?:is|was) )?(?:the )?(?:total )?number of\b")
_NAMES_COLOUR: Final = re.compile(
    r"(?:(?:wh?at|which|when)\b(?: (?:is|it|are|was|were)\b)*(?: the)?(?: main)?|the)?"
    r"(?P<of>(?: [a-z0-9-]+){0,3}?) ?\bcolou?rs?\b ?(?P<after>.*)"
)
_WHERE_WORDS: Final = frozenset(
    ("in", "on", "of", "near", "at", "under", "behind", "to", "with", "has", "have", "object")
)
_WHOLE: Final = re.compile(
    r"(?:(?:this|the)? ?(?:photo|picture|pic|image|scene|photograph|shot)|this|it)(?: was)?"
    r"(?: taken| taking place)?$"
)
_ARTICLE: Final = re.compile(r"^(?:a|an|the) ")
_BESIDE_ASKED: Final = re.compile(
    r"^what (?:is|are) (?:the objects? )?(?:found )?"
    rf"(?P<beside>{'|'.join(sorted(BESIDE, key=len, reverse=True))}) (?:the )?(?P<thing>[a-z ]+)$"
)


_SOMEBODY: Final = frozenset({
    "person", "people", "someone", "somebody", "man", "men", "woman", "women", "boy", "boys",
    "girl", "girls", "child", "children", "kid", "kids", "he", "she", "his", "her", "their",
    "they", "rider", "performer", "worker", "team", "group", "family", "friends",
})  # fmt: skip


def questions_of(said: Mapping[str, Said], seed: int = 0) -> dict[str, list[Question]]:
    """Return what may be asked of each photo, by its name; the same for the same ``said``."""
    seen = {photo: _Seen(one) for photo, one in said.items()}
    bearing: dict[Thing, list[str]] = defaultdict(list)
    for photo, what in seen.items():
        for thing in what.told:
            bearing[thing].append(photo)
    labelled: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for one in said.values():
        labelled[one.labels_tell] += one.labels
    names = _names(labelled["thing"])
    found = {}
    for photo, one in said.items():
        rng = random.Random(f"{seed}-{photo}")
        asked = [
            *seen[photo].questions(rng),
            *_time(one),
            *_absent(photo, seen, bearing, names, rng),
            *_labels(one, labelled[one.labels_tell], rng),
            *(question for pair in one.asked for question in _written(*pair)),
        ]
        if asked:
            found[photo] = asked
    return found


class _Seen:
    """What the English captions of a photo name."""

    def __init__(self, said: Said) -> None:
        self.told: Counter[Thing] = Counter()
        self._many: dict[Thing, bool] = {}
        self._numbers: dict[Thing, Counter[str]] = defaultdict(Counter)
        self._colours: dict[Thing, Counter[str]] = defaultdict(Counter)
        self._does: dict[Thing, Counter[Thing]] = defaultdict(Counter)
        self._wears: dict[Thing, Counter[Thing]] = defaultdict(Counter)
        self._who: Counter[tuple[Thing, bool]] = Counter()
        self.words: set[str] = set()
        for caption in said.english:
            self._read(_WORD.findall(caption.lower()))
        for english, _ in said.labels:
            if met := things().get(english.lower()):
                self.told[met[0]] += 1

    @property
    def describes(self) -> bool:
        """Whether anything is told, so that what is not told is most likely absent."""
        return len(self.words) > 12

    def questions(self, rng: random.Random) -> Iterator[Question]:
        """Yield what the captions answer."""
        for thing, colours in self._colours.items():
            yield Question(
                "colour", _told(colours, _COLOURS), "colour", thing, many=self._many[thing]
            )
        for thing, numbers in self._numbers.items():
            # One is the usual number, and asked for less often than it is true.
            if set(numbers) != {"one"} or rng.random() < 0.15:
                chinese = {n: f"{_NUMBERS[n]}{thing.measure}" for n in numbers}
                yield Question("number", _told(numbers, chinese), "number", thing)
        if self._who:
            answers = Counter({self._name(*who): count for who, count in self._who.items()})
            yield Question("who", _pairs(answers), "who")
        for (subject, many), doing in self._acting():
            answers = Counter({(act.one, act.chinese): n for act, n in doing.items()})
            yield Question("doing", _pairs(answers), "doing", subject, many=many)
            yield Question("exists", _yes(_YES), "acts", subject, acts=rng.choice([*doing]))
            for act in doing:
                who = Counter({self._name(subject, many): 1})
                yield Question("who", _pairs(who), "does", act)
        for subject, worn in self._wears.items():
            answers = Counter(
                {
                    (
                        one.one if uncounted(one) else f"{article(one.one)} {one.one}",
                        one.chinese,
                    ): n
                    for one, n in worn.items()
                }
            )
            yield Question("what", _pairs(answers), "wearing", subject)
        for kind in ("animal", "vehicle"):
            met = Counter({(t.one, t.chinese): n for t, n in self.told.items() if t.kind == kind})
            if met:
                yield Question("what", _pairs(met), kind)
        places = Counter({(t.one, t.chinese): n for t, n in self.told.items() if t.kind == "place"})
        if places:
            yield Question("where", _pairs(places), "where")
        for thing in self.told:
            if thing.kind == "place":
                yield Question("exists", _yes(_YES), "at", thing)
            elif thing.kind != "doing" and thing.told:
                yield Question("exists", _yes({k: v[0] for k, v in _THERE.items()}), "there", thing)

    def may_hold(self, thing: Thing) -> bool:
        """Say whether a thing that is not told may yet be there."""
        if (
            thing in self.told
            or not thing.told
            or thing.kind == "doing"
            or set(thing.one.split()) & self.words
        ):
            return True
        kinds = {one.kind for one in self.told}
        if thing.kind == "somebody":
            return "somebody" in kinds or bool(self.words & _SOMEBODY)
        return thing.kind in ("worn",) and "somebody" not in kinds

    def _acting(self) -> Iterator[tuple[tuple[Thing, bool], Counter[Thing]]]:
        for subject, doing in self._does.items():
            yield (subject, self._many.get(subject, False)), doing

    def _read(self, words: list[str]) -> None:
        self.words.update(words)
        met = list(named(words))
        somebody: Named | None = None
        for one in met:
            thing = one.thing
            if thing.kind in ("somebody", "animal"):
                somebody = one
                self._who[thing, one.many] += 1
            if thing.kind == "doing":
                if somebody and one.start - somebody.end < 7:
                    self._does[somebody.thing][thing] += 1
                continue
            self.told[thing] += 1
            self._many[thing] = one.many
            self._qualified(words, one)
            if (
                thing.kind == "worn"
                and thing.measure
                and somebody
                and somebody.thing.kind == "somebody"
            ):
                between = words[somebody.end : one.start]
                if {"in", "wearing", "wears", "with"} & set(
                    between
                ) and one.start - somebody.end < 6:
                    self._wears[somebody.thing][thing] += 1

    def _qualified(self, words: Sequence[str], one: Named) -> None:
        """Note the number and the colour that stand before a thing."""
        start = one.start
        while start and words[start - 1] in _BETWEEN:
            start -= 1
        colour = ""
        if start and colour_named(words[start - 1]) in _COLOURS:
            colour = colour_named(words[start - 1])
            start -= 1
            if start > 1 and words[start - 1] == "and":
                both = colour_named(f"{colour_named(words[start - 2])} and {colour}")
                colour = both if both in _COLOURS else ""
                start -= 2
            # "Black man", and what else is not said of people.
            if colour and one.thing.kind not in ("somebody", "place", "doing"):
                self._colours[one.thing][colour] += 1
        while start and words[start - 1] in _BETWEEN:
            start -= 1
        before = words[start - 1] if start else ""
        number = "one" if before in ("a", "an", "one") and not one.many else before
        is_counted = one.thing.measure and one.thing.kind not in ("place", "doing", "worn")
        if is_counted and number in _NUMBERS and one.many == (number != "one"):
            self._numbers[one.thing][number] += 1

    @staticmethod
    def _name(thing: Thing, many: bool) -> tuple[str, str]:
        if many:
            return thing.many, thing.chinese
        chinese = thing.chinese
        if thing.measure and not chinese.startswith("一"):
            chinese = f"一{thing.measure}{chinese}"
        return f"{article(thing.one)} {thing.one}", chinese


def _absent(
    photo: str,
    seen: Mapping[str, _Seen],
    bearing: Mapping[Thing, Sequence[str]],
    names: Sequence[Thing],
    rng: random.Random,
) -> Iterator[Question]:
    """Yield as many questions for what is not there as there are for what is."""
    mine = seen[photo]
    if not mine.describes or not mine.told:
        return
    told = list(mine.told)
    wanted_there = sum(t.told and t.kind not in ("place", "doing") for t in told)
    wanted_at = sum(t.kind == "place" for t in told)
    wanted_acts = len(list(mine._acting()))
    met: set[Thing] = set()
    for _ in range(12 * (wanted_there + wanted_at + wanted_acts)):
        other = seen[rng.choice(bearing[rng.choice(told)])]
        from_all = wanted_there and rng.randrange(10) < _FROM_ALL
        thing = rng.choice(names if from_all else [*other.told])
        if thing in met:
            continue
        met.add(thing)
        if thing.kind == "place":
            if wanted_at and thing not in mine.told and not set(thing.one.split()) & mine.words:
                wanted_at -= 1
                yield Question("exists", _yes(_NO), "at", thing)
        elif wanted_there and not mine.may_hold(thing):
            wanted_there -= 1
            yield Question("exists", _yes({k: v[1] for k, v in _THERE.items()}), "there", thing)
    acts = [thing for thing, _ in things().values() if thing.kind == "doing"]
    for (subject, _), doing in mine._acting():
        act = rng.choice(acts)
        if (
            act not in doing
            and act.one not in mine.words
            and act.one not in ("standing", "smiling")
        ):
            yield Question("exists", _yes(_NO), "acts", subject, acts=act)


def _names(labels: Sequence[tuple[str, str]]) -> list[Thing]:
    """Return all things that photos may show: those that captions tell, and the labels."""
    told = {met for met, _ in things().values() if met.told and met.kind not in ("place", "doing")}
    known = {one.one for one in told}
    names = dict.fromkeys((english.lower(), chinese) for english, chinese in labels)
    more = [_label(*pair) for pair in names if pair[0] not in known]
    return [*sorted(told, key=lambda one: one.one), *more]


def _label(english: str, chinese: str) -> Thing:
    return Thing("label", english.lower(), "", chinese, "个", True)


def _time(said: Said) -> Iterator[Question]:
    """Yield when a photo was taken, if captions or labels agree about it."""
    texts = [*said.english, *(english for english, _ in said.labels)]
    told = Counter(
        time
        for text in texts
        for time, pattern in _TELLS_TIME.items()
        if pattern.search(text.lower())
    )
    if len(told) == 1:
        yield Question("when", _told(told, {one: zh for one, (zh, _) in _TIMES.items()}), "when")


def _labels(
    said: Said, others: Sequence[tuple[str, str]], rng: random.Random
) -> Iterator[Question]:
    """Yield what is asked of a photo that has names of what it shows."""
    if not said.labels:
        return
    told = Counter((english.lower(), chinese) for english, chinese in said.labels)
    if said.labels_tell == "place":
        yield Question("where", _pairs(told), "where")
    elif said.labels_tell == "sport":
        yield Question("what", _pairs(told), "sport")
    elif len(told) <= 2:
        yield Question("what", _pairs(told), "label")
    for pair, yes in ((rng.choice(said.labels), True), (rng.choice(others), False)):
        if yes or (pair not in said.labels and not _akin(pair[0], said)):
            thing = _label(*pair)
            if said.labels_tell == "place":
                yield Question("exists", _yes(_YES if yes else _NO), "at", thing)
            elif said.labels_tell != "sport":
                word = {key: both[0 if yes else 1] for key, both in _THERE.items()}
                yield Question("exists", _yes(word), "there", thing)


def _akin(name: str, said: Said) -> bool:
    words = set(name.lower().split())
    return any(words & set(english.lower().split()) for english, _ in said.labels)


def _written(question: str, answer: str) -> Iterator[Question]:
    """Yield a question that a person wrote, and in other words if a rule understands it."""
    asked = " ".join(re.sub(r"[^a-z0-9' -]", " ", question.lower()).replace("'", "").split())
    plain = " ".join(answer.lower().strip(" .").split())
    kind = _kind(asked)
    if kind == "when":
        time = next((t for t, (_, form) in _TIMES.items() if re.search(form, plain)), "")
        if time and _WHOLE.search(asked):
            yield Question("when", {"en": (time,), "zh": (_TIMES[time][0],)}, "when")
        return
    several = tuple(one.strip() for one in plain.split(","))
    if kind == "where":
        several = tuple(_LEAD.sub("", one) for one in several)
    several = tuple(_DIGITS.get(one, one) for one in several)
    several = tuple(
        one
        for one in several
        if one and len(one.split()) <= _LONGEST_ANSWER and not judges_people(one)
    )
    if not several:
        return
    yield _own(kind, asked, several)
    if kind == "where" and _WHOLE.search(asked) and (met := _thing(several[0])):
        yield Question("where", {"en": (met.one,), "zh": (met.chinese,)}, "where")
    elif kind == "who" and _WHOLE.search(asked):
        if len(list(named(several[0].split()))) == 1:
            one = next(named(several[0].split()))
            name = _Seen._name(one.thing, one.many)
            yield Question("who", {"en": (name[0],), "zh": (name[1],)}, "who")
    elif kind == "number" and (match := _COUNTED.match(asked)) and several[0] in _NUMBERS:
        if met := _thing(match["thing"]):
            chinese = f"{_NUMBERS[several[0]]}{met.measure or '个'}"
            yield Question("number", {"en": several[:1], "zh": (chinese,)}, "number", met)
    elif kind == "colour" and (match := _COLOURED.match(asked)) and several[0] in _COLOURS:
        if met := _thing(match["thing"]):
            yield Question(
                "colour", {"en": several[:1], "zh": (_COLOURS[several[0]],)}, "colour", met
            )
    elif match := _BESIDE_ASKED.match(asked):
        of, is_there = _thing(match["thing"]), _thing(several[0])
        if of and is_there:
            both = {"en": several[:1], "zh": (is_there.chinese,)}
            yield Question("what", both, "beside", of, beside=match["beside"])


def _own(kind: str, asked: str, several: tuple[str, ...]) -> Question:
    """Return a question as a person put it, in Chinese, too, where a rule knows how."""
    put = in_chinese(asked)
    if put is not None and kind == "number":
        chinese = [f"{_NUMBERS[one]}{put.measure}" for one in several if one in _NUMBERS]
    else:
        chinese = [one for one in map(answer_in_chinese, several) if one is not None]
    if put is None or len(chinese) < len(several):
        return Question(kind, {"en": several, "zh": several}, own=asked)
    answers = {"en": several, "zh": tuple(chinese)}
    return Question(kind, answers, own=asked, own_chinese=put.wordings)


def _kind(asked: str) -> str:
    if _ASKS_NUMBER.match(asked):
        return "number"
    if _asks_colour(asked):
        return "colour"
    first = asked.split(" ", 1)[0]
    return first if first in ("who", "where", "when") else "what"


def _asks_colour(asked: str) -> bool:
    """Say whether a colour is asked for, and not what is of one.

    "what colour is", "what is the cupboard handle colour"; not "what is on the red colour stool".
    """
    match = _NAMES_COLOUR.fullmatch(asked)
    if match is None:
        return False
    of = match["of"].split()
    if not of or (match["after"] and match["after"].split()[0] != "of"):
        return not of
    return colour_named(of[-1]) not in _COLOURS and _WHERE_WORDS.isdisjoint(of)


def _thing(name: str) -> Thing | None:
    met = things().get(_ARTICLE.sub("", name.strip()))
    return met[0] if met else None


def _told(answers: Counter[str], chinese: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    return _pairs(Counter({(one, chinese[one]): count for one, count in answers.items()}))


def _pairs(answers: Counter[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    every = [pair for pair, count in answers.most_common() for _ in range(count)]
    return {"en": tuple(one for one, _ in every), "zh": tuple(other for _, other in every)}


def _yes(word: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    return {language: (word[language],) for language in LANGUAGES}
