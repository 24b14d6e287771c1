"""Ready-made ONNX exports to packs, without torch: the layout of those that Immich uses.

    config.json                  of OpenCLIP: what the texts are like
    visual/model.onnx            image Float[1, 3, h, w], normalised → embedding Float[1, d]
    visual/preprocess_cfg.json   size, mean, std, interpolation, resize_mode
    textual/model.onnx           text Int32[1, t]; or input_ids and attention_mask → Float[1, d]
    textual/tokenizer.json       of the tokenizers library; tokenizer_config.json names its padding

A pack's graphs take pixels and token ids as they are, so nodes are put before and behind.
"""

from __future__ import annotations

import json
import shutil
import string
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from photosearch.arrays import Float32Array, Int64Array, unit_length
from photosearch.encoders.packs import Pack, TextInput, write_pack
from photosearch.errors import ModelError
from photosearch.models.checks import EXACT, GOOD, check_pixels, check_tokens
from photosearch.models.onnx_graphs import least_cosine, quantise, run_graph_each
from photosearch.types import Interpolation, Preprocessing, Progress

# A graph of more bytes does not fit into one file.
LARGEST = (1 << 31) - (1 << 20)
_CONTEXT_LENGTH = 77
_ADVICE = "Download the whole export again, or choose another."
_INTERPOLATIONS: dict[str, Interpolation] = {
    "bilinear": "bilinear", "bicubic": "bicubic", "lanczos": "lanczos",
}  # fmt: skip
# Tokenizers of these know many languages, of those Chinese.
_MULTILINGUAL = ("xlm", "siglip2", "i18n", "gemma", "nllb", "mt5", "labse", "multilingual")
_CHINESE = ("chinese", "roberta-wwm", "cn_clip", "taiyi")


@dataclass(frozen=True, slots=True)
class _Export:
    """What the small files say."""

    name: str
    config: Mapping[str, Any]
    pixels: Mapping[str, Any]
    tokens: Mapping[str, Any]


def write_export_pack(
    folder: Path, draft: Path, name: str, source: str, may_quantise: bool
) -> Iterator[Progress]:
    """Make a pack of an export.

    Args:
        folder: the export's.
        draft: the pack's, which is there and empty.
        name: the new model's id.
        source: where it came from.
        may_quantise: whether 8-bit weights may be used where they lose nothing that matters.

    Raises:
        ModelError: a file is missing, or is not as it should be.
    """
    yield Progress("loading", 0, 3, note=name)
    export = _Export(
        name,
        _read(folder / "config.json"),
        _read(folder / "visual/preprocess_cfg.json"),
        _read(folder / "textual/tokenizer_config.json", needed=False),
    )
    preprocessing = _preprocessing(export)
    yield Progress("exporting", 1, 3, note="image")
    image_bits, dimensions = _write_image(folder, draft, export, preprocessing, may_quantise)
    yield Progress("exporting", 2, 3, note="text")
    text_input, text_bits = _write_text(folder, draft, export, dimensions, may_quantise)
    for licence in folder.glob("LICENSE*"):
        shutil.copy(licence, draft)
    write_pack(
        draft,
        Pack(
            id=name,
            name=f"{name} (ONNX)",
            family="onnx",
            languages=_languages(export),
            dimensions=dimensions,
            image=preprocessing,
            text=text_input,
            source=source,
            precision=f"image {image_bits}, text {text_bits}",
        ),
    )
    yield Progress("exporting", 3, 3, note=name)


def _write_image(
    folder: Path, draft: Path, export: _Export, preprocessing: Preprocessing, may_quantise: bool
) -> tuple[str, int]:
    """Write ``image.onnx``; return its precision and the length of its embeddings."""
    original = folder / "visual/model.onnx"
    model = _loaded(original)
    graph = model.graph
    given = _inputs(graph)[0]
    mean, deviation = _colours(export)
    _read_pixels(graph, given, preprocessing.size, mean, deviation)
    _normalise_output(graph)
    path = draft / "image.onnx"
    _save(model, path)
    pixels = check_pixels(preprocessing.size)
    values = ((pixels / np.float32(255) - mean) / deviation).transpose(0, 3, 1, 2)
    kind = helper.tensor_dtype_to_np_dtype(given.type.tensor_type.elem_type)
    wanted = _each(original, [{given.name: one[None].astype(kind)} for one in values])
    feeds = [{"pixels": one[None]} for one in pixels]
    return _settled(path, feeds, wanted, may_quantise), wanted.shape[1]


def _write_text(
    folder: Path, draft: Path, export: _Export, dimensions: int, may_quantise: bool
) -> tuple[TextInput, str]:
    """Write ``text.onnx`` and the tokenizer; return how texts are made, and its precision."""
    original = folder / "textual/model.onnx"
    model = _loaded(original)
    graph = model.graph
    given = _inputs(graph)
    text_input = _write_tokenizer(folder, draft, export, given[0])
    named = {
        "input_ids": given[0],
        **({"attention_mask": given[1]} if len(given) > 1 else {}),
    }
    feeds = _text_feeds(draft / "tokenizer.json", text_input, list(named))
    wanted = _each(original, [_as_given(feed, named) for feed in feeds])
    for name, one in named.items():
        _read_integers(graph, one, name)
    _normalise_output(graph)
    path = draft / "text.onnx"
    _save(model, path)
    if wanted.shape[1] != dimensions:
        raise ModelError("dimensions_differ", shape=wanted.shape[1], dimensions=dimensions)
    return text_input, _settled(path, feeds, wanted, may_quantise)


def _text_feeds(
    tokenizer: Path, text_input: TextInput, names: Sequence[str]
) -> list[dict[str, Int64Array]]:
    """Return what a pack's text graph is given of each of a few texts."""
    ids, mask = check_tokens(tokenizer, text_input)
    return [
        {name: values[None] for name, values in zip(names, row, strict=False)}
        for row in zip(ids, mask, strict=True)
    ]


def _as_given(
    feed: Mapping[str, Int64Array], named: Mapping[str, onnx.ValueInfoProto]
) -> dict[str, Any]:
    """Return what the export's own graph takes for it."""
    return {
        named[name].name: values.astype(
            helper.tensor_dtype_to_np_dtype(named[name].type.tensor_type.elem_type)
        )
        for name, values in feed.items()
    }


def _settled(
    path: Path, feeds: Sequence[Mapping[str, Any]], wanted: Float32Array, may_quantise: bool
) -> str:
    """Check a graph against the original, and keep it in 8 bits if that is good enough."""
    reached = least_cosine(_each(path, feeds), wanted)
    if not reached >= EXACT:
        raise ModelError("graph_differs", stem=path.stem, reached=f"{reached:.3f}")
    if not may_quantise:
        return "fp32"
    small = path.with_suffix(".int8.onnx")
    quantise(path, small)
    if least_cosine(_each(small, feeds), wanted) >= GOOD:
        small.replace(path)
        return "int8"
    small.unlink()
    return "fp32"


def _each(path: Path, feeds: Sequence[Mapping[str, Any]]) -> Float32Array:
    """Return a graph's first output of each feed, Float32[n, d], unit length."""
    return unit_length(np.concatenate(run_graph_each(path, feeds)).astype(np.float32))


# Around the graphs -------------------------------------------------------------------------------


def _read_pixels(
    graph: onnx.GraphProto,
    given: onnx.ValueInfoProto,
    size: tuple[int, int],
    mean: Float32Array,
    deviation: Float32Array,
) -> None:
    """Let a graph take ``pixels`` UInt8[n, h, w, 3] in place of what it normalises by itself."""
    kind, name = given.type.tensor_type.elem_type, given.name
    count = _dimension(given, 0)
    scale = (1 / (255 * deviation)).reshape(1, 3, 1, 1).astype(np.float32)
    shift = (mean / deviation).reshape(1, 3, 1, 1).astype(np.float32)
    graph.initializer.append(numpy_helper.from_array(scale, "pixels_scale"))
    graph.initializer.append(numpy_helper.from_array(shift, "pixels_shift"))
    before = [
        helper.make_node("Cast", ["pixels"], ["pixels_float"], to=TensorProto.FLOAT),
        helper.make_node("Transpose", ["pixels_float"], ["pixels_first"], perm=[0, 3, 1, 2]),
        helper.make_node("Mul", ["pixels_first", "pixels_scale"], ["pixels_scaled"]),
        helper.make_node("Sub", ["pixels_scaled", "pixels_shift"], ["pixels_normal"]),
        helper.make_node("Cast", ["pixels_normal"], [name], to=kind),
    ]
    taken = helper.make_tensor_value_info("pixels", TensorProto.UINT8, [count, *size, 3])
    _put_before(graph, given, taken, before)


def _read_integers(graph: onnx.GraphProto, given: onnx.ValueInfoProto, name: str) -> None:
    """Let a graph take an input by this name as Int64[n, t]."""
    inner = f"{given.name}_given"
    _rename(graph, given.name, inner)
    kind = given.type.tensor_type.elem_type
    dimensions = [_dimension(given, 0), _dimension(given, 1)]
    taken = helper.make_tensor_value_info(name, TensorProto.INT64, dimensions)
    _put_before(graph, given, taken, [helper.make_node("Cast", [name], [inner], to=kind)])


def _normalise_output(graph: onnx.GraphProto) -> None:
    """Let a graph give ``embedding`` Float32[n, d], unit length, and nothing else."""
    given = graph.output[0]
    inner = f"{given.name}_given"
    _rename(graph, given.name, inner)
    dimensions = [_dimension(given, 0), _dimension(given, 1)]
    graph.node.extend(
        [
            helper.make_node("Cast", [inner], ["embedding_float"], to=TensorProto.FLOAT),
            helper.make_node("LpNormalization", ["embedding_float"], ["embedding"], axis=-1, p=2),
        ]
    )
    del graph.output[:]
    graph.output.append(helper.make_tensor_value_info("embedding", TensorProto.FLOAT, dimensions))


def _put_before(
    graph: onnx.GraphProto,
    given: onnx.ValueInfoProto,
    taken: onnx.ValueInfoProto,
    nodes: Sequence[onnx.NodeProto],
) -> None:
    inputs = [taken if one is given or one.name == given.name else one for one in graph.input]
    rest = list(graph.node)
    del graph.input[:]
    del graph.node[:]
    graph.input.extend(inputs)
    graph.node.extend([*nodes, *rest])


def _rename(graph: onnx.GraphProto, old: str, new: str) -> None:
    """Give a value of a graph another name, in the bodies of its loops and branches, too."""
    for node in graph.node:
        node.input[:] = [new if name == old else name for name in node.input]
        node.output[:] = [new if name == old else name for name in node.output]
        for attribute in node.attribute:
            if attribute.type == onnx.AttributeProto.GRAPH:
                _rename(attribute.g, old, new)


def _inputs(graph: onnx.GraphProto) -> list[onnx.ValueInfoProto]:
    """Return the inputs that have to be given; old exports list their weights as well."""
    weights = {weight.name for weight in graph.initializer}
    return [one for one in graph.input if one.name not in weights]


def _dimension(value: onnx.ValueInfoProto, axis: int) -> int | str:
    shape = value.type.tensor_type.shape.dim
    if axis >= len(shape):
        return f"axis_{axis}"
    return shape[axis].dim_value or shape[axis].dim_param or f"axis_{axis}"


def _loaded(path: Path) -> onnx.ModelProto:
    try:
        return onnx.load(str(path))
    except Exception as error:  # protobuf's, and of a file of weights that is not there
        raise ModelError("file_not_read", name=path.name, error=error) from error


def _save(model: onnx.ModelProto, path: Path) -> None:
    if model.ByteSize() > LARGEST:
        raise ModelError("graph_too_large", stem=path.stem)
    try:
        onnx.checker.check_model(model)
    except onnx.checker.ValidationError as error:
        raise ModelError("graph_broken", stem=path.stem, error=error) from error
    onnx.save(model, str(path))


# What the small files say ------------------------------------------------------------------------


def _read(path: Path, needed: bool = True) -> dict[str, Any]:
    try:
        settings = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        if not needed:
            return {}
        raise ModelError("file_missing", name=path.parent.name, name2=path.name) from error
    except (OSError, ValueError) as error:
        raise ModelError("file_not_read", name=path.name, error=error) from error
    if not isinstance(settings, dict):
        raise ModelError("no_settings", name=path.name)
    return settings


def _preprocessing(export: _Export) -> Preprocessing:
    size = export.pixels.get("size", 224)
    height, width = (size, size) if isinstance(size, int) else (int(size[0]), int(size[-1]))
    squashes = export.pixels.get("resize_mode", "shortest") == "squash"
    interpolation = _INTERPOLATIONS.get(export.pixels.get("interpolation", ""), "bicubic")
    return Preprocessing(
        size=(height, width), resize="squash" if squashes else "crop", interpolation=interpolation
    )


def _colours(export: _Export) -> tuple[Float32Array, Float32Array]:
    """Return mean and deviation of the colours, Float32[3] each, of 0 … 1."""
    mean = np.array(export.pixels.get("mean", [0.5] * 3), np.float32)
    deviation = np.array(export.pixels.get("std", [0.5] * 3), np.float32)
    if mean.shape != (3,) or deviation.shape != (3,) or not (deviation > 0).all():
        raise ModelError("no_colours")
    return mean, deviation


def _text_settings(export: _Export) -> Mapping[str, Any]:
    settings = export.config.get("text_cfg", {})
    return settings if isinstance(settings, dict) else {}


def _languages(export: _Export) -> tuple[str, ...]:
    told = f"{export.name} {_text_settings(export).get('hf_tokenizer_name', '')}".lower()
    if any(word in told for word in _MULTILINGUAL):
        return "en", "zh"
    return ("zh",) if any(word in told for word in _CHINESE) else ("en",)


def _write_tokenizer(
    folder: Path, draft: Path, export: _Export, given: onnx.ValueInfoProto
) -> TextInput:
    """Write the tokenizer, which tidies texts as the model's own code did; return its settings."""
    from tokenizers import Tokenizer

    try:
        tokenizer = Tokenizer.from_file(str(folder / "textual/tokenizer.json"))
    except Exception as error:  # the library raises plain Exception
        raise ModelError("tokenizer_not_read", error=error) from error
    settings = _text_settings(export)
    if (settings.get("tokenizer_kwargs") or {}).get("clean") == "canonicalize":
        _canonicalise(tokenizer)
    pad, pad_id = _padding(tokenizer, export.tokens)
    tokenizer.save(str(draft / "tokenizer.json"))
    fixed = _dimension(given, 1)
    length = fixed if isinstance(fixed, int) else settings.get("context_length", _CONTEXT_LENGTH)
    return TextInput(
        context_length=int(length),
        pad_token=pad,
        pad_id=pad_id,
        pad_to_full=True,
    )


def _padding(tokenizer: Any, settings: Mapping[str, Any]) -> tuple[str, int]:
    """Return the token that fills up, and its id."""
    named = settings.get("pad_token")
    if isinstance(named, dict):
        named = named.get("content")
    padding = tokenizer.padding or {}
    for token in (named, padding.get("pad_token"), "<pad>", "[PAD]", "<|endoftext|>", "</s>"):
        if isinstance(token, str) and (number := tokenizer.token_to_id(token)) is not None:
            return token, int(number)
    raise ModelError("no_padding")


def _canonicalise(tokenizer: Any) -> None:
    """Let a tokenizer take out punctuation and capitals first, as SigLIP's texts were."""
    from tokenizers import Regex, normalizers

    marks = "".join(f"\\{mark}" for mark in string.punctuation)
    steps = [
        normalizers.Replace("_", " "),
        normalizers.Replace(Regex(f"[{marks}]"), ""),
        normalizers.Lowercase(),
        normalizers.Replace(Regex(r"\s+"), " "),
        normalizers.Strip(),
    ]
    own = [tokenizer.normalizer] if tokenizer.normalizer is not None else []
    tokenizer.normalizer = normalizers.Sequence([*steps, *own])
