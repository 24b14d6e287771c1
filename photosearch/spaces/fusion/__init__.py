"""Fusion: ``fused = W · [f_text; f_image]``, and how a query meets it.

The query is embedded by the same towers, so one inner product with ``fused`` is the score, and it
splits exactly into what the words and what the picture contribute. Which W a pack uses stands in
its ``fusion.npz``.
"""
