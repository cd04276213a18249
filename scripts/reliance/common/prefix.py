"""What the names of the filters begin with. Here nothing; make install NAME_PREFIX=... has its
own."""
NAME_PREFIX = ""
