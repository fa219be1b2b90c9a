"""Reviewers who are away: who answers for them, and what waits for them meanwhile."""
