"""What the captioner learns to say of each photo, and the word pieces that it writes with."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final, Literal, TypeAlias

from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers

from photosearch.answering.captioner_pack import (
    END,
    LANGUAGES,
    LONGEST_QUESTION,
    PAD,
    UNKNOWN,
)
from photosearch.answering.plain import plain
from photosearch.answering.unsaid import without_judgement
from photosearch.training.caption_decoder import LONGEST
from photosearch.training.caption_questions import Question
from photosearch.training.captions import Said

Language: TypeAlias = Literal["en", "zh"]
# A character that is rarer in captions is unknown; what stands for it is never written.
_CHARACTERS: Final = 1_600


@dataclass(frozen=True, slots=True)
class Sentence:
    """What is to be said of a photo in a language, where something is ``asked`` as its answer."""

    language: Language
    text: str
    asked: str = ""


@dataclass(slots=True)
class PhotoSentences:
    """All that may be said of one photo; ``weight`` is how often an epoch looks at it.

    ``captions`` are whole sentences by language, ``names`` the labels of what it shows, ``asked``
    what may be asked of it.
    """

    weight: float
    captions: dict[Language, list[str]] = field(default_factory=dict)
    names: list[Sentence] = field(default_factory=list)
    asked: list[Question] = field(default_factory=list)


def sentences_of(
    said: Mapping[str, Said],
    names_weight: float,
    asked_weight: float = 0.0,
    asked: Mapping[str, list[Question]] = MappingProxyType({}),
) -> dict[str, PhotoSentences]:
    """Return what is to be said of each photo, by its name; those without anything are left out.

    Captions say nothing of people that made ones must not. Labels stand for captions where a photo
    has none; an epoch looks at such photos ``names_weight`` times as often, and at those of which
    there is nothing but questions ``asked_weight`` times for each of these.
    """
    found = {}
    for photo, one in said.items():
        sentences = PhotoSentences(one.weight)
        for language, texts in (("en", one.english), ("zh", one.chinese)):
            kept = _kept(texts)
            if kept:
                sentences.captions[language] = kept  # type: ignore[index]
        if not sentences.captions:
            sentences.weight *= names_weight
            for english, chinese in one.labels:
                sentences.names += [Sentence("en", plain(english)), Sentence("zh", plain(chinese))]
        sentences.asked = asked.get(photo, [])
        if not sentences.captions and not sentences.names:
            sentences.weight = one.weight * asked_weight * len(sentences.asked)
        if sentences.captions or sentences.names or sentences.asked:
            found[photo] = sentences
    return found


def _kept(texts: Iterable[str]) -> list[str]:
    cleaned = (plain(without_judgement(text)) for text in texts)
    return [text for text in cleaned if text]


def learn_pieces(texts: Iterable[str], count: int) -> Tokenizer:
    """Return a tokenizer of ``count`` pieces for both languages: BPE (Sennrich et al. 2016)."""
    tokenizer = Tokenizer(models.BPE(unk_token=UNKNOWN))
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [
            pre_tokenizers.Metaspace(),
            pre_tokenizers.Punctuation("isolated"),
            pre_tokenizers.Digits(individual_digits=True),
        ]
    )
    tokenizer.decoder = decoders.Metaspace()
    trainer = trainers.BpeTrainer(
        vocab_size=count,
        min_frequency=2,
        special_tokens=[PAD, UNKNOWN, END, *LANGUAGES.values()],
        limit_alphabet=_CHARACTERS,
        show_progress=False,
    )
    tokenizer.train_from_iterator(texts, trainer)
    return tokenizer


class Scribe:
    """Turns sentences into word pieces, each once.

    What is asked comes first, then the language, which begins what is written, and at last the end.
    """

    def __init__(self, tokenizer: Tokenizer) -> None:
        self._tokenizer = tokenizer
        self._known: dict[Sentence, tuple[int, ...]] = {}
        self.pad, self._end = self._id(PAD), self._id(END)
        self._languages = {language: self._id(name) for language, name in LANGUAGES.items()}

    def write(self, sentence: Sentence) -> tuple[int, ...]:
        """Return a sentence as word pieces, at most one more than a decoder is shown."""
        if sentence not in self._known:
            ids = (
                *self._pieces(sentence.asked)[:LONGEST_QUESTION],
                self._languages[sentence.language],
                *self._pieces(sentence.text),
                self._end,
            )
            self._known[sentence] = ids[: LONGEST + 1]
        return self._known[sentence]

    def begins(self, sentence: Sentence) -> int:
        """Return how many pieces stand before the one that begins what is written."""
        return self.write(sentence).index(self._languages[sentence.language])

    def _pieces(self, text: str) -> list[int]:
        found: list[int] = self._tokenizer.encode(text, add_special_tokens=False).ids
        return found if text else []

    def _id(self, name: str) -> int:
        number: int | None = self._tokenizer.token_to_id(name)
        assert number is not None
        return number
