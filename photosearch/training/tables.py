"""Tables of sentence embeddings for the image and joint stages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from photosearch.training.captions import Said, words_of
from photosearch.training.image_stage import Schedule, SentenceTable
from photosearch.training.names import chinese_class_names, chinese_phrases, english_names
from photosearch.training.sentences import SentenceStore
from photosearch.training.teacher import Language
from photosearch.training.word_queries import word_queries


def sentence_table(
    said: Mapping[int, Said],
    synonyms: Sequence[Sequence[str]],
    student: Language,
    store: SentenceStore,
    plan: Schedule,
) -> SentenceTable:
    """Return what people wrote about photos, and the names of classes, in both languages.

    The student's sentence embeddings come from its ``store``.
    """
    texts: list[str] = []
    of_photo = {photo: _added(texts, [*one.english, *one.chinese]) for photo, one in said.items()}
    of_class = [
        _added(texts, [*english_names(english), *chinese, *chinese_phrases(chinese[0])])
        for english, chinese in zip(synonyms, chinese_class_names(), strict=True)
    ]
    vectors = store.get(texts)
    if not plan.word_weight:
        return SentenceTable(vectors, of_photo, of_class, plan)
    described = {photo: words_of(one, student.tokenizer) for photo, one in said.items()}
    return SentenceTable(vectors, of_photo, of_class, plan, word_queries(described, store))


def _added(texts: list[str], more: Sequence[str]) -> range:
    """Append and return the rows."""
    begin = len(texts)
    texts.extend(more)
    return range(begin, len(texts))
