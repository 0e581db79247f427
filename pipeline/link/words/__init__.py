"""The vocabulary of numbers, dates and countries: tables and the small readers over them."""
