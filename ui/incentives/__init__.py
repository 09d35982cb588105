"""Incentives: schemes and what they would pay, commissions, payouts, honors; each part is a tab."""
