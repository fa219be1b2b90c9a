"""Paid links and their notices: `Policy` says what is to be told, `injection.disclose` tells it."""
