"""What a participant may ask for: everything the system holds about him (AVG art. 15)."""
