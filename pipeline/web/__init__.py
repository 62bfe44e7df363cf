"""A page for this machine alone: paste or drop a draft, see its report, edit it and see the findings change."""
