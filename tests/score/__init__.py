"""Accuracy on annotated releases, and on the same with a typing error planted: ``python -m tests.score``."""
