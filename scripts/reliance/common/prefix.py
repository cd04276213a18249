"""The prefix of the filters' names; make install NAME_PREFIX=... replaces this file."""
NAME_PREFIX = ""
