"""The officer's folder of a year: made whole or not at all; what she wrote is never overwritten."""
