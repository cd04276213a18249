"""The commands of reliance that are Python: a package for each, and what they share in common."""
