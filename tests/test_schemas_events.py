"""The ontology as classes: the types, their families, roles and fields."""

import subprocess
import sys
from collections import defaultdict
from typing import ClassVar

import pytest

from schemas import EVENT_TYPES, TABLES, Article, Event, Family, Role, table_of
from schemas.events.base import FAMILY_DEFINITIONS, Agent, Measure

FAMILIES = {
    "business": "acquisition financing partnership product_launch closure expansion "
    "financial_results pricing_change layoffs bankruptcy",
    "economy": "market_move economic_policy",
    "personnel": "appointment departure",
    "regulation": "ban legislation investigation license_decision sanctions",
    "justice": "lawsuit verdict arrest indictment fine crime",
    "cyber": "cyberattack data_breach vulnerability outage data_transfer",
    "conflict": "armed_attack military_deployment agreement protest",
    "politics": "meeting election accusation demand aid",
    "disaster": "natural_disaster accident disease_outbreak death",
    "society": "discovery cultural_event sports_result",
}

every_type = pytest.mark.parametrize("event", EVENT_TYPES.values(), ids=EVENT_TYPES)


def test_there_are_46_types_in_their_10_families_in_the_order_of_the_labels() -> None:
    found: dict[str, list[str]] = defaultdict(list)
    for name, event in EVENT_TYPES.items():
        found[event.family_name].append(name)
    assert {family: " ".join(names) for family, names in found.items()} == FAMILIES
    assert list(EVENT_TYPES) == " ".join(FAMILIES.values()).split()
    assert len(EVENT_TYPES) == 46
    assert list(FAMILY_DEFINITIONS) == list(Family)


@every_type
def test_a_type_has_the_common_columns_first(event: type[Event]) -> None:
    common = list(Event.model_fields)
    assert list(event.model_fields)[: len(common)] == common


@every_type
def test_each_field_of_a_type_is_filled_by_one_role_and_each_role_fills_one(
    event: type[Event],
) -> None:
    own = [name for name in event.__annotations__ if name in event.model_fields]
    roles = {
        name: [item for item in event.model_fields[name].metadata if isinstance(item, Role)]
        for name in own
    }
    assert own
    assert all(len(found) == 1 for found in roles.values()), roles
    assert event.fields_by_role() == {found[0]: name for name, found in roles.items()}
    assert len(event.fields_by_role()) == len(own)


@every_type
def test_a_field_of_a_type_is_optional_and_empty_by_default(event: type[Event]) -> None:
    own = (event.model_fields[name] for name in event.fields_by_role().values())
    assert all(field.default in ((), None) and not field.is_required() for field in own)


@every_type
def test_the_constants_of_a_type_are_columns(event: type[Event]) -> None:
    assert set(event.constants()) <= set(Event.model_fields)


@every_type
def test_a_type_is_defined_in_words(event: type[Event]) -> None:
    assert event.__doc__ is not None
    assert event.__doc__ != Event.__doc__
    assert event.excludes is None or event.excludes.endswith(".")


def test_a_column_has_one_type_in_all_event_types() -> None:
    annotations: dict[str, set[str]] = defaultdict(set)
    for event in EVENT_TYPES.values():
        for name, field in event.model_fields.items():
            annotations[name].add(str(field.annotation))
    assert {name: found for name, found in annotations.items() if len(found) > 1} == {}


@pytest.mark.parametrize("model", [*TABLES.values(), Event], ids=[*TABLES, "event"])
def test_every_column_is_described(model: type[Event]) -> None:
    assert [name for name, field in model.model_fields.items() if not field.description] == []


def test_a_type_cannot_give_a_common_column_another_meaning() -> None:
    with pytest.raises(TypeError, match=r"Trial\.sentence is a common column"):

        class Trial(Event):
            name: ClassVar[str] = "trial"
            family_name: ClassVar[Family] = Family.JUSTICE
            court: Agent = ()
            sentence: Measure = None  # type: ignore[assignment]


def test_tables_are_known_by_their_folders() -> None:
    assert list(TABLES)[:4] == [
        "articles",
        "dead_letters",
        "rejected",
        "events/event_type=acquisition",
    ]
    assert len(TABLES) == 3 + 46
    assert table_of(Article) == "articles"
    assert table_of(EVENT_TYPES["fine"]) == "events/event_type=fine"


def test_a_model_without_a_table_is_refused() -> None:
    with pytest.raises(TypeError, match="Event has no table"):
        table_of(Event)


def test_importing_schemas_loads_nothing_heavy() -> None:
    heavy = "{'apache_beam', 'onnxruntime', 'pandas', 'torch', 'transformers'}"
    code = f"import sys, schemas; sys.exit(str({heavy} & set(sys.modules) or ''))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
    assert done.stderr.decode().strip() == ""
