"""What authorities allow, forbid, write into law or look into; courts, police and crime."""

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
)


class Ban(Event):
    """An authority or platform forbids, blocks, restricts, suspends or removes an activity,
    product, content or party; or such a restriction is lifted (realis negated).
    """

    name = "ban"
    family_name = Family.REGULATION
    crosswalk = Crosswalk(plover="COERCE.restrict", cameo="17", iptc=("20000636",))
    excludes = "A restriction aimed at another state's economy (sanctions)."

    authority: Agent = ()
    restricted_party: Target = ()
    restricted_activity: Object = ()
    jurisdiction: Place = ()
    event_time: Time = None
    duration: Measure = None


class Legislation(Event):
    """A law, regulation, decree, executive order or formal rule is drafted, proposed,
    debated, passed, signed, amended, repealed or struck down.
    """

    name = "legislation"
    family_name = Family.REGULATION
    crosswalk = Crosswalk(iptc=("20000124", "20000636"))

    body: Agent = ()
    measure: Object = ()
    affected: Target = ()
    jurisdiction: Place = ()
    vote: Measure = None
    event_time: Time = None


class Investigation(Event):
    """An authority, parliament or organisation opens, runs or concludes an inquiry, review,
    audit, inspection or probe, or formally warns a party it oversees.
    """

    name = "investigation"
    family_name = Family.REGULATION
    crosswalk = Crosswalk(plover="ACCUSE.investigate", cameo="09", iptc=("20000131",))

    authority: Agent = ()
    subject: Target = ()
    matter: Object = ()
    place: CommonPlace = None
    event_time: Time = None


class LicenseDecision(Event):
    """A licence, permit, approval, patent, visa or clearance is applied for, granted,
    refused or withdrawn.
    """

    name = "license_decision"
    family_name = Family.REGULATION
    crosswalk = Crosswalk(iptc=("20000636",))

    authority: Agent = ()
    applicant: Target = ()
    license: Object = ()
    jurisdiction: Place = ()
    event_time: Time = None


class Sanctions(Event):
    """A state or bloc imposes, extends, threatens or lifts sanctions, tariffs, embargoes,
    export controls or diplomatic expulsions on another party.
    """

    name = "sanctions"
    family_name = Family.REGULATION
    crosswalk = Crosswalk(plover="SANCTION", cameo="16", iptc=("20000642", "20000384"))

    authority: Agent = ()
    sanctioned: Target = ()
    measure: Object = ()
    amount: Amount = None
    rate: Measure = None
    place: CommonPlace = None
    event_time: Time = None


class Lawsuit(Event):
    """A party sues, appeals, settles or argues a civil case."""

    name = "lawsuit"
    family_name = Family.JUSTICE
    crosswalk = Crosswalk(ace=("Justice.Sue", "Justice.Appeal"), iptc=("20000108",))

    plaintiff: Agent = ()
    defendant: Target = ()
    claim: Object = ()
    damages: Amount = None
    court: Place = ()
    event_time: Time = None


class Verdict(Event):
    """A court or tribunal rules - conviction, acquittal, sentence, injunction, pardon,
    judgment - or holds a criminal trial.
    """

    name = "verdict"
    family_name = Family.JUSTICE
    crosswalk = Crosswalk(
        plover="SANCTION.convict",
        ace=(
            "Justice.Convict",
            "Justice.Sentence",
            "Justice.Acquit",
            "Justice.Trial-Hearing",
            "Justice.Pardon",
            "Justice.Execute",
        ),
        iptc=("20000111",),
    )
    excludes = "A money penalty named as such (fine; both where the sentence gives both)."

    court: Agent = ()
    party: Target = ()
    matter: Object = ()
    penalty: Measure = None
    place: CommonPlace = None
    event_time: Time = None


class Arrest(Event):
    """Police or another authority arrests, detains, jails, extradites, raids, releases or
    hunts a person.
    """

    name = "arrest"
    family_name = Family.JUSTICE
    crosswalk = Crosswalk(
        plover="COERCE.arrest",
        cameo="17",
        ace=("Justice.Arrest-Jail", "Justice.Extradite", "Justice.Release-Parole"),
        iptc=("20000130",),
    )

    authority: Agent = ()
    detainee: Target = ()
    offence: Object = ()
    count: Measure = None
    place: CommonPlace = None
    event_time: Time = None


class Indictment(Event):
    """A person or organisation is formally charged, indicted, prosecuted or impeached."""

    name = "indictment"
    family_name = Family.JUSTICE
    crosswalk = Crosswalk(
        plover="ACCUSE.allege", ace=("Justice.Charge-Indict",), iptc=("20000118",)
    )

    prosecutor: Agent = ()
    accused: Target = ()
    charge: Object = ()
    count: Measure = None
    place: CommonPlace = None
    event_time: Time = None


class Fine(Event):
    """An authority or court imposes, proposes or collects a money penalty."""

    name = "fine"
    family_name = Family.JUSTICE
    crosswalk = Crosswalk(plover="SANCTION.convict", ace=("Justice.Fine",))

    authority: Agent = ()
    penalized: Target = ()
    amount: Amount = None
    violation: Object = ()
    rate: Measure = None
    jurisdiction: Place = ()
    event_time: Time = None


class Crime(Event):
    """An unlawful act is committed other than an armed attack or a cyber attack - fraud,
    theft, bribery, kidnapping, trafficking, murder without a named attack, vandalism.
    """

    name = "crime"
    family_name = Family.JUSTICE
    crosswalk = Crosswalk(plover="ASSAULT.abduct", cameo="18", iptc=("20000097", "20000093"))

    perpetrator: Agent = ()
    victim: Target = ()
    offence: Object = ()
    loss: Amount = None
    count: Measure = None
    place: CommonPlace = None
    event_time: Time = None
