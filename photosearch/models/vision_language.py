"""A vision-language model, loaded: photos and a question in, words out as they come."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final

import torch
from PIL import Image
from transformers import (
    AutoConfig,
    AutoModelForImageTextToText,
    AutoProcessor,
    StoppingCriteria,
    StoppingCriteriaList,
    TextStreamer,
)
from transformers.models.auto.modeling_auto import MODEL_FOR_IMAGE_TEXT_TO_TEXT_MAPPING_NAMES

from photosearch.errors import ModelError
from photosearch.models.looking import Look, ShownPhoto, instruction, photo_line, short_prompt

# Never code that comes with a checkpoint, never the network.
_LOCAL: Final[dict[str, Any]] = {"trust_remote_code": False, "local_files_only": True}


class VisionLanguage:
    """A checkpoint of any family that transformers loads as image-text-to-text.

    ``chats`` says whether it takes several photos in a conversation, or one and a text.
    """

    def __init__(self, folder: Path) -> None:
        """Load a checkpoint from a local folder.

        Raises:
            ModelError: it is of no such family, or can't be read.
        """
        self.family = _family(folder)
        self._device = "cuda" if torch.cuda.is_available() else "cpu"
        dtype = torch.bfloat16 if self._device == "cuda" else torch.float32
        try:
            processors: Any = AutoProcessor
            self._processor = processors.from_pretrained(folder, **_LOCAL)
            loaded: Any = AutoModelForImageTextToText.from_pretrained(
                folder, use_safetensors=True, dtype=dtype, output_loading_info=True, **_LOCAL
            )
        except Exception as error:  # each family fails in its own way on files that don't fit
            raise ModelError(
                "checkpoint_not_loaded", folder=folder, error=_first_line(error)
            ) from error
        model, found = loaded
        if found["missing_keys"]:  # they would be made up at random
            missing = f"{len(found['missing_keys'])} weights are missing"
            raise ModelError("checkpoint_not_loaded", folder=folder, error=missing)
        self._model = model.eval().to(self._device)
        self.chats = bool(getattr(self._processor, "chat_template", None))

    def try_out(self) -> None:
        """Ask it something about a grey picture.

        Raises:
            ModelError: it can't answer.
        """
        picture = Image.new("RGB", (224, 224), "grey")
        look = Look(question="What is this?", photos=(ShownPhoto(""),), most_tokens=1)
        try:
            self._generate(look, [picture], lambda piece: None, lambda: False)
        except Exception as error:  # as above
            raise ModelError("answers_nothing", error=_first_line(error)) from error

    def answer(
        self, look: Look, tell: Callable[[str], None], is_stopped: Callable[[], bool]
    ) -> None:
        """Answer a question about photos; each piece of the answer is told as it comes.

        Raises:
            ModelError: it can't answer.
        """
        try:
            pictures = [_picture(Path(photo.path)) for photo in look.photos]
            self._generate(look, pictures, tell, is_stopped)
        except Exception as error:  # as above
            raise ModelError("answers_nothing", error=_first_line(error)) from error

    def _generate(
        self,
        look: Look,
        pictures: Sequence[Image.Image],
        tell: Callable[[str], None],
        is_stopped: Callable[[], bool],
    ) -> None:
        inputs = self._inputs(look, pictures).to(self._device)
        streamer = _Telling(self._processor.tokenizer, tell)
        with torch.inference_mode():
            self._model.generate(
                **inputs,
                max_new_tokens=look.most_tokens,
                do_sample=False,
                streamer=streamer,
                stopping_criteria=StoppingCriteriaList([_Stopped(is_stopped)]),
            )

    def _inputs(self, look: Look, pictures: Sequence[Image.Image]) -> Any:
        if not self.chats:
            return self._processor(images=pictures[0], text=short_prompt(look), return_tensors="pt")
        content: list[dict[str, Any]] = []
        shown = zip(look.photos, pictures, strict=True)
        for number, (photo, picture) in enumerate(shown, 1):
            content.append({"type": "image", "image": picture})
            content.append({"type": "text", "text": photo_line(number, photo, look.language)})
        content.append({"type": "text", "text": instruction(look)})
        return self._processor.apply_chat_template(
            [{"role": "user", "content": content}],
            tokenize=True,
            return_dict=True,
            add_generation_prompt=True,
            return_tensors="pt",
        )


class _Telling(TextStreamer):
    """Hands on the words of an answer, without the question."""

    def __init__(self, tokenizer: Any, tell: Callable[[str], None]) -> None:
        super().__init__(tokenizer, skip_prompt=True, skip_special_tokens=True)
        self._tell = tell

    def on_finalized_text(self, text: str, stream_end: bool = False) -> None:
        """Hand on some words."""
        if text:
            self._tell(text)


class _Stopped(StoppingCriteria):
    """Ends an answer that nobody waits for any more."""

    def __init__(self, is_stopped: Callable[[], bool]) -> None:
        self._is_stopped = is_stopped

    def __call__(self, input_ids: Any, scores: Any, **_: Any) -> Any:
        """Say of each row whether it is over."""
        over = self._is_stopped()
        return torch.full((input_ids.shape[0],), over, dtype=torch.bool, device=input_ids.device)


def _family(folder: Path) -> str:
    try:
        family = str(AutoConfig.from_pretrained(folder, **_LOCAL).model_type)
    except (OSError, ValueError, KeyError) as error:
        raise ModelError("no_checkpoint", folder=folder, error=_first_line(error)) from error
    if family not in MODEL_FOR_IMAGE_TEXT_TO_TEXT_MAPPING_NAMES:
        raise ModelError("no_answerer", family=repr(family))
    return family


def _picture(path: Path) -> Image.Image:
    with Image.open(path) as picture:
        return picture.convert("RGB")


def _first_line(error: Exception) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0]
