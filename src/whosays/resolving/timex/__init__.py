"""English time expressions: words to runs, runs to forms, forms to calendar intervals."""
