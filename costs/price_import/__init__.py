"""Prices from a spreadsheet into a draft: columns, rows, a trial, and reading in whole or not at all."""
