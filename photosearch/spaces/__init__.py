"""An embedding space, which one answers, its calibration and fusion."""
