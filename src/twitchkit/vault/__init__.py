"""Where tokens rest: in memory, or in one file that nobody else can read.

Rules for this folder: a change is read, made and published under a lock that holds across threads and
processes; what cannot be read is set aside, never overwritten.
"""
