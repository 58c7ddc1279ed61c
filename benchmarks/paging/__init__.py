"""What a page weighs, whether it jumps, how smoothly a chart is moved and how long one waits, in a real Chromium."""
