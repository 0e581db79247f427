"""Force, the threat or the end of it, and unrest; diplomacy, elections and words in politics."""

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
    Target,
    Time,
    Toll,
)


class ArmedAttack(Event):
    """A person or force uses weapons, explosives or physical violence against people or
    property - attack, battle, strike, shooting, bombing, stabbing.
    """

    name = "armed_attack"
    family_name = Family.CONFLICT
    crosswalk = Crosswalk(
        plover="ASSAULT", cameo="19", ace=("Conflict.Attack",), iptc=("20000056", "20000053")
    )

    attacker: Agent = ()
    victim: Target = ()
    weapon: Object = ()
    casualties: Toll = None
    place: CommonPlace = None
    event_time: Time = None


class MilitaryDeployment(Event):
    """Armed forces or weapons are moved, mobilised, tested, exercised, delivered or
    withdrawn, without an attack.
    """

    name = "military_deployment"
    family_name = Family.CONFLICT
    crosswalk = Crosswalk(plover="MOBILIZE", cameo="15", iptc=("20000056",))

    force: Agent = ()
    counterpart: Target = ()
    equipment: Object = ()
    strength: Measure = None
    place: CommonPlace = None
    event_time: Time = None


class Agreement(Event):
    """States, parties or armed groups sign, pledge, reach, join, break or end a treaty,
    accord, truce or formal commitment.
    """

    name = "agreement"
    family_name = Family.CONFLICT
    crosswalk = Crosswalk(plover="AGREE", cameo="03", iptc=("20000641", "20000076"))

    party: Agent = ()
    counterpart: Target = ()
    accord: Object = ()
    place: CommonPlace = None
    event_time: Time = None


class Protest(Event):
    """People demonstrate, riot, blockade, boycott or go on strike."""

    name = "protest"
    family_name = Family.CONFLICT
    crosswalk = Crosswalk(
        plover="PROTEST",
        cameo="14",
        ace=("Conflict.Demonstrate",),
        iptc=("20000066", "20000069", "20000530"),
    )

    protesters: Agent = ()
    against: Target = ()
    demand: Object = ()
    size: Measure = None
    place: CommonPlace = None
    event_time: Time = None


class Meeting(Event):
    """Public actors meet, visit, call, hold talks or attend a summit."""

    name = "meeting"
    family_name = Family.POLITICS
    crosswalk = Crosswalk(
        plover="CONSULT",
        cameo="04",
        ace=("Contact.Meet", "Contact.Phone-Write"),
        iptc=("20000640",),
    )
    excludes = "Commercial negotiation towards a deal (partnership, acquisition)."

    participant: Agent = ()
    counterpart: Target = ()
    topic: Object = ()
    venue: Place = ()
    event_time: Time = None


class Election(Event):
    """A vote, election, referendum or candidacy takes place, is called or is decided."""

    name = "election"
    family_name = Family.POLITICS
    crosswalk = Crosswalk(ace=("Personnel.Elect",), iptc=("20000574", "20000586"))

    candidate: Agent = ()
    contest: Object = ()
    result: Measure = None
    opponent: Target = ()
    place: CommonPlace = None
    event_time: Time = None


class Accusation(Event):
    """A public actor accuses, blames, condemns, criticises, denies or rejects another party
    or what it did.
    """

    name = "accusation"
    family_name = Family.POLITICS
    crosswalk = Crosswalk(plover="ACCUSE", cameo="11")

    accuser: Agent = ()
    accused: Target = ()
    allegation: Object = ()
    place: CommonPlace = None
    event_time: Time = None


class Demand(Event):
    """A public actor calls for, asks, orders or threatens in order to make another party
    act.
    """

    name = "demand"
    family_name = Family.POLITICS
    crosswalk = Crosswalk(plover="REQUEST", cameo="10")

    requester: Agent = ()
    addressee: Target = ()
    request: Object = ()
    place: CommonPlace = None
    event_time: Time = None


class Aid(Event):
    """Money, goods, arms, rescue or shelter are given or promised to those in need or to an
    ally.
    """

    name = "aid"
    family_name = Family.POLITICS
    crosswalk = Crosswalk(plover="AID", cameo="07", iptc=("20000168",))

    donor: Agent = ()
    recipient: Target = ()
    aid: Object = ()
    value: Amount = None
    quantity: Measure = None
    place: CommonPlace = None
    event_time: Time = None
