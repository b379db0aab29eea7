"""Writing the published cases into the database: their prices, their stories and their sessions."""
