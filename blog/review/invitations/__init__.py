"""Ways on for a site without a fitting reviewer: invite somebody, and show a draft in private."""
