"""Teaching an English tokenizer Chinese words.

Chinese words become added tokens of the tokenizer, matched leftmost-longest in the raw text, so one
`tokenizer.json` reads any mixture of both languages. A new token's embedding starts as the mean of
its dictionary glosses' word pieces: "斑马" begins where "zebra" is.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path

import numpy as np
from tokenizers import AddedToken, Tokenizer
from tokenizers.normalizers import BertNormalizer

from photosearch.arrays import Float32Array
from photosearch.training.data import read_cedict

LONGEST_WORD = 4
GLOSSES_PER_WORD = 3
# A character in this many headwords of the dictionary is worth a token; rarer ones are unknown.
COMMON_CHARACTER = 20
# BERT's vocabulary is ordered by frequency: its first entries are everyday words.
FREQUENT_ENGLISH = 25_000
SYNONYMS = 2
_HAN = re.compile(r"[\u3400-\u9fff]+")
# Latin letters, digits and punctuation.
_USED_PIECE = re.compile(r"(##)?[\x20-\x7e\u00a0-\u024f\u2010-\u2060]+(?<!\])")


def read_lexicon(cedict: Path) -> dict[str, list[str]]:
    """Return Chinese words (simplified and traditional) with their short English glosses."""
    lexicon: dict[str, list[str]] = {}
    for traditional, simplified, glosses in read_cedict(cedict):
        for word in {traditional, simplified}:
            if _HAN.fullmatch(word):
                known = lexicon.setdefault(word, [])
                known.extend(gloss for gloss in glosses if gloss not in known)
    return lexicon


def choose_words(
    lexicon: Mapping[str, list[str]], corpus: Iterable[str], english: Tokenizer, least: int = 3
) -> list[str]:
    """Return the words worth a token of their own, sorted.

    Chosen are the words seen at least ``least`` times when the corpus is cut greedily by the
    lexicon, all characters seen there or common in the lexicon's headwords, and longer words whose
    first gloss is one frequent word of the English vocabulary, at most SYNONYMS for each.
    """
    counts = Counter(word for text in corpus for word in segment(text, lexicon))
    characters = Counter(character for word in lexicon for character in word)
    chosen = {word for word, count in counts.items() if count >= least or len(word) == 1}
    chosen.update(one for one, count in characters.items() if count >= COMMON_CHARACTER)
    frequent = {word for word, rank in english.get_vocab().items() if rank < FREQUENT_ENGLISH}
    synonyms: Counter[str] = Counter()
    for word, glosses in sorted(lexicon.items(), key=lambda item: (-counts[item[0]], len(item[0]))):
        gloss = glosses[0].lower()
        if 2 <= len(word) <= LONGEST_WORD and gloss in frequent and synonyms[gloss] < SYNONYMS:
            synonyms[gloss] += 1
            chosen.add(word)
    return sorted(chosen)


def segment(text: str, lexicon: Mapping[str, object]) -> list[str]:
    """Cut the Chinese in a text into the lexicon's words, longest first, else characters."""
    words = []
    for run in _HAN.findall(text):
        start = 0
        while start < len(run):
            length = next(
                (n for n in range(LONGEST_WORD, 1, -1) if run[start : start + n] in lexicon), 1
            )
            words.append(run[start : start + length])
            start += length
    return words


def extend_tokenizer(english: Tokenizer, words: Iterable[str]) -> Tokenizer:
    """Return a copy of a BERT tokenizer that knows these Chinese words."""
    tokenizer = Tokenizer.from_str(english.to_str())
    tokenizer.normalizer = BertNormalizer(handle_chinese_chars=False, lowercase=True)
    tokenizer.no_truncation()
    tokenizer.no_padding()
    tokenizer.add_tokens([AddedToken(word, normalized=False) for word in words])
    return tokenizer


def initial_embeddings(
    words: Iterable[str],
    lexicon: Mapping[str, list[str]],
    english: Tokenizer,
    embeddings: Float32Array,
) -> dict[str, Float32Array]:
    """Return a starting embedding for each word that has glosses, Float32[d] each."""
    started = {}
    for word in words:
        glosses = lexicon.get(word, [])[:GLOSSES_PER_WORD]
        pieces = [english.encode(gloss, add_special_tokens=False).ids for gloss in glosses]
        vectors = [embeddings[ids].mean(0) for ids in pieces if ids]
        if vectors:
            started[word] = np.mean(vectors, axis=0)
    return started


def prune(tokenizer: Tokenizer) -> tuple[Tokenizer, list[int]]:
    """Drop the word pieces that neither language uses: reserved ones, and those of other scripts.

    Returns:
        The smaller tokenizer, and the old id of each of its tokens.
    """
    content = json.loads(tokenizer.to_str())
    added = {token["id"]: token for token in content["added_tokens"]}
    pieces = sorted(content["model"]["vocab"].items(), key=lambda item: item[1])
    kept = [(piece, old) for piece, old in pieces if old in added or _USED_PIECE.fullmatch(piece)]
    old_ids = [old for _, old in kept]
    old_ids += sorted(old for old in added if old not in set(old_ids))
    new_of = {old: new for new, old in enumerate(old_ids)}
    content["model"]["vocab"] = {piece: new_of[old] for piece, old in kept}
    content["added_tokens"] = [{**added[old], "id": new_of[old]} for old in old_ids if old in added]
    for token in content["post_processor"].get("special_tokens", {}).values():
        token["ids"] = [new_of[old] for old in token["ids"]]
    for end in ("sep", "cls"):
        if isinstance(content["post_processor"].get(end), list):
            piece, old = content["post_processor"][end]
            content["post_processor"][end] = [piece, new_of[old]]
    return Tokenizer.from_str(json.dumps(content)), old_ids
