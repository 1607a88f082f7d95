"""The command line: one file per command group.

Rules for this folder: no rules of Twitch's, only words and their rendering; stdout is the answer, stderr the
story; nothing is imported before its command is called.
"""
