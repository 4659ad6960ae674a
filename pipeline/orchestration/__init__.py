"""Dagster: assets, checks, jobs, resources. The only package that imports dagster.

What belongs here: which step runs after which, and what it reports of itself. What does not: the steps themselves,
which are functions of the packages below.
"""
