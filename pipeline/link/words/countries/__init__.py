"""The vocabulary of countries: peoples, other names, bodies of states, exonyms of cities."""
