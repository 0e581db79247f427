"""How the tables of this folder are written: "CODE word word ...;", "_" for a space in a name."""


def table(lines: str) -> dict[str, str]:
    """The country code of each word of a table."""
    return {
        word.replace("_", " "): code
        for line in lines.split(";")
        if line.strip()
        for code, *words in [line.split()]
        for word in words
    }
