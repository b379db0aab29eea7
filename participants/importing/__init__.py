"""Participants and referrals from a spreadsheet: columns, rows, a trial, the import and its undoing."""
