"""What waits for reviewers who are away."""
