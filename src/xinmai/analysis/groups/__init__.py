"""Groups by control: the partition, the group of a party, and what must be read for it."""
