"""Faults on purpose (killed builds, full disks, two builds at once, damaged files), and what was lost by them."""
