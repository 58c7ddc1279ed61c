"""Measurements, as ratios against what one would use instead; nothing here is a test."""
