"""The media hosts: where a clip's files and pictures lie, and who may have them.

Rules for this folder: addresses are written and read in one file; a film's bytes are made by `movie` alone.
"""
