"""Language tags."""


def base_of(tag: str) -> str:
    """The language of a tag, without its region: "pt" of "pt-BR" and "pt_BR"."""
    return tag.replace("_", "-").split("-")[0].lower()
