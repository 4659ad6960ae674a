"""The commands of `zhibiao`, a module each; what they print, and how.

What belongs here: options, messages, tables, exit codes. What does not: any work that a program would want to call;
that lies in the stages, the warehouse and the orchestration. Heavy packages are imported inside the commands.
"""
