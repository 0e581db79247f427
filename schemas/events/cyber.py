"""Attacks on, faults of and movements within computer systems and data."""

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


class Cyberattack(Event):
    """Computer systems are intruded on, disrupted, extorted or spied on - hack, ransomware,
    malware, phishing, denial of service, influence operation.
    """

    name = "cyberattack"
    family_name = Family.CYBER
    crosswalk = Crosswalk(
        plover="COERCE.cyber",
        cameo="17",
        ace=("CASIE.Attack.Ransom", "CASIE.Attack.Phishing"),
        iptc=("20000086", "20001361"),
    )

    attacker: Agent = ()
    victim: Target = ()
    method: Object = ()
    scale: Measure = None
    ransom: Amount = None
    place: CommonPlace = None
    event_time: Time = None


class DataBreach(Event):
    """Data are stolen, leaked, exposed or accessed by someone who should not."""

    name = "data_breach"
    family_name = Family.CYBER
    crosswalk = Crosswalk(
        plover="COERCE.cyber", ace=("CASIE.Attack.Databreach",), iptc=("20000086",)
    )

    intruder: Agent = ()
    organization: Target = ()
    data: Object = ()
    records: Measure = None
    place: CommonPlace = None
    event_time: Time = None


class Vulnerability(Event):
    """A flaw in software or hardware is found, disclosed, exploited as such, or patched."""

    name = "vulnerability"
    family_name = Family.CYBER
    crosswalk = Crosswalk(ace=("CASIE.DiscoverVulnerability", "CASIE.PatchVulnerability"))

    reporter: Agent = ()
    product: Target = ()
    flaw: Object = ()
    scale: Measure = None
    event_time: Time = None


class Outage(Event):
    """A service or an infrastructure - internet, power, payments, transport - stops working
    for its users without that being intended.
    """

    name = "outage"
    family_name = Family.CYBER
    crosswalk = Crosswalk()

    provider: Agent = ()
    service: Object = ()
    affected: Target = ()
    scale: Measure = None
    place: CommonPlace = None
    event_time: Time = None


class DataTransfer(Event):
    """Data or systems are lawfully moved, shared, localised, stored elsewhere or placed
    under other control.
    """

    name = "data_transfer"
    family_name = Family.CYBER
    crosswalk = Crosswalk(iptc=("20000627",))

    holder: Agent = ()
    recipient: Target = ()
    data: Object = ()
    location: Place = ()
    scale: Measure = None
    event_time: Time = None
