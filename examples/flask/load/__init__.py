"""What drives the shop: synthetic customers, seeded traffic, a payment provider that fails on time."""
