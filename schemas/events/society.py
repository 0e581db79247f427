"""Nature, accidents, disease and death; science, culture and sport."""

from schemas.events.base import (
    Agent,
    Amount,
    CommonPlace,
    Crosswalk,
    Event,
    Family,
    Measure,
    Object,
    Place,
    Position,
    Target,
    Time,
    Toll,
)


class NaturalDisaster(Event):
    """Earthquake, storm, flood, fire in the wild, drought, eruption, landslide or other
    hazard of nature strikes or is forecast.
    """

    name = "natural_disaster"
    family_name = Family.DISASTER
    crosswalk = Crosswalk(iptc=("20000151", "20000153", "20000154", "20001202"))

    hazard: Object = ()
    affected: Target = ()
    casualties: Toll = None
    damage: Amount = None
    place: CommonPlace = None
    event_time: Time = None


class Accident(Event):
    """An unintended crash, explosion, fire, collapse, spill, sinking or other mishap."""

    name = "accident"
    family_name = Family.DISASTER
    crosswalk = Crosswalk(iptc=("20000139",))

    cause: Object = ()
    operator: Agent = ()
    victim: Target = ()
    casualties: Toll = None
    place: CommonPlace = None
    event_time: Time = None


class DiseaseOutbreak(Event):
    """A disease spreads, cases or deaths from it are counted, or measures are taken against
    it.
    """

    name = "disease_outbreak"
    family_name = Family.DISASTER
    crosswalk = Crosswalk(iptc=("20000449",))

    disease: Object = ()
    affected: Target = ()
    cases: Measure = None
    authority: Agent = ()
    place: CommonPlace = None
    event_time: Time = None


class Death(Event):
    """A named person dies, other than in an attack, an accident or a disaster that the
    sentence reports.
    """

    name = "death"
    family_name = Family.DISASTER
    crosswalk = Crosswalk(ace=("Life.Die",))

    deceased: Target = ()
    cause: Object = ()
    age: Measure = None
    position: Position = ()
    place: CommonPlace = None
    event_time: Time = None


class Discovery(Event):
    """A scientific, medical, archaeological or space result, mission or milestone."""

    name = "discovery"
    family_name = Family.SOCIETY
    crosswalk = Crosswalk(iptc=("20000735",))

    discoverer: Agent = ()
    finding: Object = ()
    place: CommonPlace = None
    event_time: Time = None


class CulturalEvent(Event):
    """A concert, festival, premiere, exhibition, publication, broadcast or award."""

    name = "cultural_event"
    family_name = Family.SOCIETY
    crosswalk = Crosswalk(iptc=("20000002",))

    performer: Agent = ()
    work: Object = ()
    recipient: Target = ()
    audience: Measure = None
    venue: Place = ()
    event_time: Time = None


class SportsResult(Event):
    """A sporting contest is held, won, lost, or a record set in one."""

    name = "sports_result"
    family_name = Family.SOCIETY
    crosswalk = Crosswalk(iptc=("15000000",))

    winner: Agent = ()
    loser: Target = ()
    competition: Object = ()
    score: Measure = None
    venue: Place = ()
    event_time: Time = None
