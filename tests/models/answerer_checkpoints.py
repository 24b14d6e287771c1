"""Tiny random vision-language checkpoints of three families, as their makers' files lie."""

from __future__ import annotations

import string
from pathlib import Path
from typing import Any

import torch
from tokenizers import Tokenizer, models, pre_tokenizers
from transformers import (  # type: ignore[attr-defined, unused-ignore]
    BertTokenizer,
    BlipConfig,
    BlipForConditionalGeneration,
    BlipImageProcessor,
    BlipProcessor,
    CLIPImageProcessor,
    CLIPVisionConfig,
    LlamaConfig,
    LlavaConfig,
    LlavaForConditionalGeneration,
    LlavaProcessor,
    PreTrainedTokenizerFast,
    Qwen2_5_VLConfig,
    Qwen2_5_VLForConditionalGeneration,
    Qwen2_5_VLProcessor,
    Qwen2VLImageProcessor,
    Qwen2VLVideoProcessor,
)

# They ship without types.
_Signs: Any = PreTrainedTokenizerFast
_Blip: Any = BlipProcessor
_Llava: Any = LlavaProcessor
_Qwen: Any = Qwen2_5_VLProcessor
FAMILIES = ("blip", "llava", "qwen2_5_vl")
SIGNS = string.printable[:95] + "照片里有什么"
LAYERS: dict[str, Any] = {"num_hidden_layers": 1, "num_attention_heads": 2, "intermediate_size": 16}
VISION: dict[str, Any] = {**LAYERS, "hidden_size": 16, "image_size": 32, "patch_size": 8}
_CHAT = (
    "{% for m in messages %}{{ m.role }}: {% for c in m.content %}{% if c.type == 'image' %}IMAGE"
    "{% else %}{{ c.text }}{% endif %}{% endfor %}\n{% endfor %}assistant: "
)


def make(family: str, folder: Path) -> Path:
    """Write a checkpoint of a family."""
    torch.manual_seed(0)
    folder.mkdir(parents=True)
    {"blip": _blip, "llava": _llava, "qwen2_5_vl": _qwen}[family](folder)
    return folder


def _signs(specials: list[str], chat: str) -> Any:
    words = dict.fromkeys(["<unk>", "<pad>", "<s>", "</s>", *specials, *SIGNS])
    signs = Tokenizer(models.WordLevel({w: i for i, w in enumerate(words)}, unk_token="<unk>"))
    signs.pre_tokenizer = pre_tokenizers.Split("", "isolated")
    tokenizer = _Signs(
        tokenizer_object=signs, unk_token="<unk>", pad_token="<pad>", bos_token="<s>",
        eos_token="</s>", additional_special_tokens=specials,
    )  # fmt: skip
    tokenizer.chat_template = chat
    return tokenizer


def _blip(folder: Path) -> None:
    marks = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
    letters = string.ascii_lowercase + string.digits + string.punctuation
    words = [*marks, *letters, *(f"##{one}" for one in letters), "[DEC]", "[ENC]"]
    (folder / "vocab.txt").write_text("\n".join(words))
    tokenizer = BertTokenizer(vocab=str(folder / "vocab.txt"))
    pictures = BlipImageProcessor(size={"height": 32, "width": 32})
    text = {
        **LAYERS, "vocab_size": len(words), "hidden_size": 16, "encoder_hidden_size": 16,
        "bos_token_id": len(words) - 2, "eos_token_id": 2, "sep_token_id": 3, "pad_token_id": 0,
        "max_position_embeddings": 128,
    }  # fmt: skip
    config = BlipConfig(vision_config=VISION, text_config=text, projection_dim=16)
    BlipForConditionalGeneration(config).save_pretrained(folder)
    _Blip(image_processor=pictures, tokenizer=tokenizer).save_pretrained(folder)


def _llava(folder: Path) -> None:
    tokenizer = _signs(["<image>"], _CHAT.replace("IMAGE", "<image>"))
    edge = {"height": 32, "width": 32}
    processor = _Llava(
        image_processor=CLIPImageProcessor(size=edge, crop_size=edge), tokenizer=tokenizer,
        patch_size=8, vision_feature_select_strategy="default", num_additional_image_tokens=1,
        chat_template=tokenizer.chat_template,
    )  # fmt: skip
    text = LlamaConfig(
        **LAYERS, vocab_size=len(tokenizer), hidden_size=16, num_key_value_heads=2,
        bos_token_id=2, eos_token_id=3, pad_token_id=1,
    )  # fmt: skip
    config = LlavaConfig(
        vision_config=CLIPVisionConfig(**VISION, projection_dim=16), text_config=text,
        image_token_index=tokenizer.convert_tokens_to_ids("<image>"), vision_feature_layer=-1,
    )  # fmt: skip
    LlavaForConditionalGeneration(config).save_pretrained(folder)
    processor.save_pretrained(folder)


def _qwen(folder: Path) -> None:
    marks = ["<|vision_start|>", "<|vision_end|>", "<|image_pad|>", "<|video_pad|>"]
    chat = _CHAT.replace("IMAGE", "<|vision_start|><|image_pad|><|vision_end|>")
    tokenizer = _signs(marks, chat)
    begin, end, image, video = tokenizer.convert_tokens_to_ids(marks)
    text = {
        **LAYERS, "vocab_size": len(tokenizer), "hidden_size": 32, "num_key_value_heads": 2,
        "rope_scaling": {"type": "mrope", "mrope_section": [2, 3, 3]},
        "bos_token_id": 2, "eos_token_id": 3, "pad_token_id": 1,
    }  # fmt: skip
    vision = {
        "depth": 1, "hidden_size": 32, "intermediate_size": 32, "num_heads": 2,
        "out_hidden_size": 32, "fullatt_block_indexes": [0],
    }  # fmt: skip
    config = Qwen2_5_VLConfig(
        text_config=text, vision_config=vision, image_token_id=image, video_token_id=video,
        vision_start_token_id=begin, vision_end_token_id=end,
    )  # fmt: skip
    Qwen2_5_VLForConditionalGeneration(config).save_pretrained(folder)
    _Qwen(
        image_processor=Qwen2VLImageProcessor(
            size={"shortest_edge": 56 * 56, "longest_edge": 112 * 112}
        ),
        tokenizer=tokenizer, video_processor=Qwen2VLVideoProcessor(), chat_template=chat,
    ).save_pretrained(folder)  # fmt: skip
