"""Side-by-side measurements of twitchkit against its peers and against a floor.

Rules for this folder: everything compared is measured in one run, turn by turn, so that a change of the
machine's mood hits all alike; figures are medians and are reported as ratios; no test asserts a time.
Every run's files are counted and weighed: a tool that did not do the job has no figure.  Nothing is
installed into the project's own environment, and every process that is started is ended by its id.
"""
