"""The English sentence encoder that training starts from, and its Chinese-speaking student."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from tokenizers import Tokenizer

from photosearch.errors import TrainingError
from photosearch.training.text_stage import extend_embeddings
from photosearch.training.towers import SentenceTower
from photosearch.training.vocabulary import extend_tokenizer, initial_embeddings

# Where a package that carries an encoder keeps it.
_IN_PACKAGE = "model"


@dataclass(frozen=True, slots=True)
class Language:
    """A text tower and the tokenizer that it reads through."""

    tower: SentenceTower
    tokenizer: Tokenizer

    @property
    def sentence(self) -> int:
        """The dimensions of its sentences."""
        return int(self.tower.bert.config.hidden_size)  # type: ignore[union-attr,arg-type]


def load_teacher(source: str, data: Path) -> Language:
    """Return the encoder in a folder (below ``data``, or absolute) or in a Python package.

    Raises:
        TrainingError: there is none.
    """
    from transformers import AutoModel

    folder = _folder(source, data)
    try:
        bert: Any = AutoModel.from_pretrained(
            folder,
            attn_implementation="sdpa",
            use_safetensors=True,
            trust_remote_code=False,
            local_files_only=True,
        )
        tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    except Exception as error:  # transformers' errors, and tokenizers' plain ones
        raise TrainingError("sentence_encoder_not_loaded", folder=folder, error=error) from error
    bert.pooler = None
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return Language(SentenceTower(bert), tokenizer)


def make_student(teacher: Language, words: list[str], lexicon: dict[str, list[str]]) -> Language:
    """Return a copy of the teacher that has tokens for these Chinese words.

    The teacher's own tower is taken over and can't be used afterwards.
    """
    bert: Any = teacher.tower.bert
    table = bert.get_input_embeddings().weight.detach().numpy()
    started = initial_embeddings(words, lexicon, teacher.tokenizer, table)
    tokenizer = extend_tokenizer(teacher.tokenizer, words)
    extend_embeddings(bert, tokenizer, started)
    return Language(teacher.tower, tokenizer)


def _folder(source: str, data: Path) -> Path:
    if (data / source).is_dir():
        return data / source
    spec = find_spec(source) if source.isidentifier() else None
    if spec is None or spec.origin is None:
        raise TrainingError("no_sentence_encoder", source=source)
    return Path(spec.origin).parent / _IN_PACKAGE
