"""What people take away from a published warehouse: files, the data dictionary, and what a build changed.

Reads only: nothing here is needed to make a warehouse. What does not belong here: the explorer, and printing.
"""
