"""Figures against the floors that a benchmark keeps; floors only rise."""

from collections.abc import Collection, Mapping


def below_floor(
    name: str,
    figures: Mapping[str, float],
    floors: Mapping[str, float],
    at_most: Collection[str] = (),
) -> list[str]:
    """The figures that are worse than their floor, in words.

    Args:
        name: what they are figures of.
        figures: each figure by its name; more is better.
        floors: the least that each may be; a figure without one passes.
        at_most: names of figures of which less is better.
    """
    return [
        f"{name}: {figure} is {figures[figure]:.4f}, its floor {floor:.4f}"
        for figure, floor in floors.items()
        if (figures[figure] > floor if figure in at_most else figures[figure] < floor)
    ]
