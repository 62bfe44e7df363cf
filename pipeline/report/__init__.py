"""The reports: pages for people, data for programs. Nothing here reads a clock or touches a disk but its templates."""

from pipeline.report.coverage import checked, states
from pipeline.report.render import alone, render

__all__ = ["alone", "checked", "render", "states"]
