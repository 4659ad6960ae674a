"""What people take away from a published warehouse: files of six formats, and the data dictionary; what a build changed.

Reads only: nothing here is needed to make a warehouse. What does not belong here: the explorer, and printing.
"""
