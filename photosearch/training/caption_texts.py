"""What the captioner learns to say of each photo, and the word pieces that it writes with."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final, Literal, TypeAlias

from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers

from photosearch.answering.captioner_pack import END, LANGUAGES, PAD, UNKNOWN
from photosearch.answering.unsaid import without_judgement
from photosearch.training.caption_decoder import LONGEST
from photosearch.training.captions import Said

Language: TypeAlias = Literal["en", "zh"]
# A character that is rarer in captions is unknown; what stands for it is never written.
_CHARACTERS: Final = 1_600
_SPACED: Final = re.compile(r"\s+([,.;:!?'’)]|n't\b)")
_QUOTES: Final = re.compile(r"[\"“”‘`]|(?<!\w)'|'(?!\w)|[()\[\]]")
_END: Final = re.compile(r"[\s.。!?;,]+$")
_HAN_SPACES: Final = re.compile(r"(?<=[\u3400-\u9fff,])\s+|\s+(?=[\u3400-\u9fff,])")


@dataclass(frozen=True, slots=True)
class Sentence:
    """What is to be said of a photo in a language."""

    language: Language
    text: str


@dataclass(slots=True)
class PhotoSentences:
    """All that may be said of one photo; ``weight`` is how often an epoch looks at it.

    ``captions`` are whole sentences by language, ``names`` the labels of what it shows.
    """

    weight: float
    captions: dict[Language, list[str]] = field(default_factory=dict)
    names: list[Sentence] = field(default_factory=list)


def plain(text: str) -> str:
    """Return a caption as it is learned: in lower case, without quotes, apostrophes and full stop.

    Commas stand close to both sides; what is written gets spaces and apostrophes back
    (:func:`photosearch.answering.onnx_captioner.sentence`).
    """
    text = unicodedata.normalize("NFKC", text).lower()
    text = _SPACED.sub(r"\1", _QUOTES.sub("", text))
    text = _HAN_SPACES.sub("", " ".join(text.split()))
    return _END.sub("", text).strip(" ,.-")


def sentences_of(said: Mapping[str, Said], names_weight: float) -> dict[str, PhotoSentences]:
    """Return what is to be said of each photo, by its name; those without anything are left out.

    Captions say nothing of people that made ones must not. Labels stand for captions where a photo
    has none; an epoch looks at such photos ``names_weight`` times as often.
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
        if sentences.captions or sentences.names:
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
    """Turns sentences into word pieces, each once: their language first, their end last."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        self._tokenizer = tokenizer
        self._known: dict[Sentence, tuple[int, ...]] = {}
        self.pad, self._end = self._id(PAD), self._id(END)
        self._languages = {language: self._id(name) for language, name in LANGUAGES.items()}

    def write(self, sentence: Sentence) -> tuple[int, ...]:
        """Return a sentence as word pieces, at most one more than a decoder is shown."""
        if sentence not in self._known:
            pieces = self._tokenizer.encode(sentence.text, add_special_tokens=False).ids
            ids = (self._languages[sentence.language], *pieces, self._end)
            self._known[sentence] = ids[: LONGEST + 1]
        return self._known[sentence]

    def _id(self, name: str) -> int:
        number: int | None = self._tokenizer.token_to_id(name)
        assert number is not None
        return number
