"""The time in which articles that came with a site may stay unreviewed: how it begins, what remains, in which order."""
