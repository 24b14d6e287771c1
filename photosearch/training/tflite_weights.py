"""The ImageNet weights of MobileNetV2, dequantised from a TensorFlow Lite file.

The file holds the network after training, quantised to 8 bits, with batch normalisation folded into
the convolutions: each convolution is an int8 kernel with a scale per output channel and an int32
bias whose scale is the product of the input's and the kernel's (Jacob et al. 2018).
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from photosearch.arrays import Float32Array
from photosearch.errors import TrainingError

CONVOLUTION, DEPTHWISE = 3, 4  # TensorFlow Lite's builtin operator codes


@dataclass(frozen=True, slots=True)
class Convolution:
    """One convolution: kernel Float32[out, in/groups, h, w] and bias Float32[out]."""

    kernel: Float32Array
    bias: Float32Array


def read_convolutions(path: Path) -> list[Convolution]:
    """Return the network's convolutions in the order they run; the last is the classifier.

    Raises:
        TrainingError: the file can't be read, or the reader is not installed.
    """
    try:
        import tflite
    except ImportError as error:
        raise TrainingError(
            "The reader of TensorFlow Lite files is not installed.",
            "Install it with `pip install 'photosearch[training]'`.",
        ) from error
    try:
        model = tflite.Model.GetRootAs(path.read_bytes())
    except OSError as error:
        raise TrainingError(f"{path} can't be read ({error}).", "Check the recipe.") from error
    graph = model.Subgraphs(0)
    found = []
    for index in range(graph.OperatorsLength()):
        operator = graph.Operators(index)
        code = model.OperatorCodes(operator.OpcodeIndex()).BuiltinCode()
        if code in (CONVOLUTION, DEPTHWISE):
            _, kernel, bias = (_dequantised(model, graph, i) for i in operator.InputsAsNumpy())
            # Lite keeps kernels as [out, h, w, in], depthwise ones as [1, h, w, out].
            axes = (3, 0, 1, 2) if code == DEPTHWISE else (0, 3, 1, 2)
            found.append(Convolution(np.ascontiguousarray(kernel.transpose(axes)), bias))
    return found


def _dequantised(model: object, graph: object, index: int) -> Float32Array:
    tensor = graph.Tensors(index)  # type: ignore[attr-defined]
    raw = model.Buffers(tensor.Buffer()).DataAsNumpy()  # type: ignore[attr-defined]
    if not isinstance(raw, np.ndarray):
        return np.zeros(0, np.float32)  # an activation: it has no stored data
    shape = tensor.ShapeAsNumpy()
    values = raw.view(np.int32 if tensor.Type() == 2 else np.int8).reshape(shape)
    quantisation = tensor.Quantization()
    scale = quantisation.ScaleAsNumpy().astype(np.float32)
    if scale.size > 1:  # one scale per channel
        lengths = [1] * len(shape)
        lengths[quantisation.QuantizedDimension()] = scale.size
        scale = scale.reshape(lengths)
    weights: Float32Array = values.astype(np.float32) * scale
    return weights
