"""Who is affiliated with a group beside control: legal, factual and suspected grounds, each for itself."""
