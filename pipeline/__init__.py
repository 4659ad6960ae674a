"""Zhibiao (指标): statistics published as prose by Chinese cities, as a checked and traceable warehouse."""

__version__ = "0.1.0"
