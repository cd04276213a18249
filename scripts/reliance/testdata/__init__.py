"""make-testdata: the test data of the suite, one table of facts in every layout."""
