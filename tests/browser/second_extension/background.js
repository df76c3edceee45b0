// Nothing to do: the tests speak through page.html, which has the same rights.
