"""The shapes of the API: what the page gets, beside the records of the contract. One file for each family of records."""
