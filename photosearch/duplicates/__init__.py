"""Copies and near-copies, the trash and the way back."""
