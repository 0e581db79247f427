"""Deals, money, products, premises and people of companies; the economy; who holds a post."""

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
)


class Acquisition(Event):
    """A party buys, merges with, takes over, spins off or sells a company, a business unit,
    an asset or a stake in one.
    """

    name = "acquisition"
    family_name = Family.BUSINESS
    crosswalk = Crosswalk(
        ace=("Business.Merge-Org", "Transaction.Transfer-Ownership"), iptc=("20000204", "20000197")
    )
    excludes = (
        "A capital injection that hands over no existing business or stake from a seller "
        "(financing)."
    )

    acquirer: Agent = ()
    acquired: Target = ()
    price: Amount = None
    stake: Measure = None
    seller: Object = ()
    place: CommonPlace = None
    event_time: Time = None


class Financing(Event):
    """Money is raised by or put into a company or project - funding round, investment,
    loan, bond, share issue, stock-market flotation.
    """

    name = "financing"
    family_name = Family.BUSINESS
    crosswalk = Crosswalk(ace=("Transaction.Transfer-Money",), iptc=("20000183", "20000187"))

    investor: Agent = ()
    recipient: Target = ()
    amount: Amount = None
    instrument: Object = ()
    share: Measure = None
    place: CommonPlace = None
    event_time: Time = None


class Partnership(Event):
    """Organisations agree, or negotiate, to work together commercially - contract, joint
    venture, licence deal, supply deal, integration.
    """

    name = "partnership"
    family_name = Family.BUSINESS
    crosswalk = Crosswalk(plover="COOPERATE", cameo="06", iptc=("20000200", "20000196"))
    excludes = "A treaty or accord between states or armed groups (agreement)."

    partner: Agent = ()
    counterpart: Target = ()
    subject: Object = ()
    value: Amount = None
    place: CommonPlace = None
    event_time: Time = None


class ProductLaunch(Event):
    """A product, service or feature is introduced, released, rolled out or materially
    changed for its users.
    """

    name = "product_launch"
    family_name = Family.BUSINESS
    crosswalk = Crosswalk(iptc=("20000205",))

    company: Agent = ()
    product: Object = ()
    market: Place = ()
    price: Amount = None
    scale: Measure = None
    event_time: Time = None


class Closure(Event):
    """An organisation ends or suspends a service, site, product, operation or its presence
    in a market.
    """

    name = "closure"
    family_name = Family.BUSINESS
    crosswalk = Crosswalk(ace=("Business.End-Org",))
    excludes = "An unplanned interruption (outage); insolvency (bankruptcy)."

    operator: Agent = ()
    closed: Object = ()
    place: CommonPlace = None
    scale: Measure = None
    event_time: Time = None


class Expansion(Event):
    """An organisation is founded, or opens, builds or enlarges premises, capacity, a unit
    or its presence in a market.
    """

    name = "expansion"
    family_name = Family.BUSINESS
    crosswalk = Crosswalk(ace=("Business.Start-Org",))

    organization: Agent = ()
    facility: Object = ()
    place: CommonPlace = None
    investment: Amount = None
    capacity: Measure = None
    event_time: Time = None


class FinancialResults(Event):
    """An organisation's own performance figures are reported or forecast - revenue, profit,
    loss, sales, users, orders, guidance.
    """

    name = "financial_results"
    family_name = Family.BUSINESS
    crosswalk = Crosswalk(iptc=("20000178",))

    company: Agent = ()
    metric: Object = ()
    value: Amount = None
    change: Measure = None
    period: Time = None
    market: Place = ()


class PricingChange(Event):
    """A company or a regulator changes what a product or service costs - price, fee,
    commission, wage, fare.
    """

    name = "pricing_change"
    family_name = Family.BUSINESS
    crosswalk = Crosswalk()
    excludes = "Prices set by trading on a market (market_move)."

    company: Agent = ()
    product: Object = ()
    price: Amount = None
    change: Measure = None
    payer: Target = ()
    market: Place = ()
    event_time: Time = None


class Layoffs(Event):
    """An employer cuts or furloughs jobs."""

    name = "layoffs"
    family_name = Family.BUSINESS
    crosswalk = Crosswalk(ace=("Personnel.End-Position",), iptc=("20000189",))
    excludes = "One named person losing a post (departure)."

    employer: Agent = ()
    jobs: Measure = None
    affected: Target = ()
    place: CommonPlace = None
    event_time: Time = None


class Bankruptcy(Event):
    """A company or public body becomes insolvent, defaults, enters protection from its
    creditors or is wound up.
    """

    name = "bankruptcy"
    family_name = Family.BUSINESS
    crosswalk = Crosswalk(ace=("Business.Declare-Bankruptcy",), iptc=("20000174",))

    debtor: Agent = ()
    debt: Amount = None
    creditor: Target = ()
    proceeding: Object = ()
    place: CommonPlace = None
    event_time: Time = None


class MarketMove(Event):
    """A traded price, an index, a currency, a rating or a macro-economic indicator moves or
    is forecast to move.
    """

    name = "market_move"
    family_name = Family.ECONOMY
    crosswalk = Crosswalk(iptc=("20000385", "20000346"))

    instrument: Object = ()
    change: Measure = None
    level: Amount = None
    rater: Agent = ()
    market: Place = ()
    event_time: Time = None


class EconomicPolicy(Event):
    """A government or central bank sets or changes money, tax, budget, subsidy or spending
    policy.
    """

    name = "economic_policy"
    family_name = Family.ECONOMY
    crosswalk = Crosswalk(iptc=("20000379", "20000350"))
    excludes = "A tariff or embargo aimed at another party (sanctions)."

    authority: Agent = ()
    measure: Object = ()
    rate: Measure = None
    amount: Amount = None
    affected: Target = ()
    place: CommonPlace = None
    event_time: Time = None


class Appointment(Event):
    """A person is named, hired, promoted, nominated or sworn in to a post."""

    name = "appointment"
    family_name = Family.PERSONNEL
    crosswalk = Crosswalk(
        ace=("Personnel.Start-Position", "Personnel.Nominate"), iptc=("20000190",)
    )
    excludes = "Winning an election (election)."

    organization: Agent = ()
    person: Target = ()
    position: Position = ()
    predecessor: Object = ()
    event_time: Time = None
    place: CommonPlace = None


class Departure(Event):
    """A person leaves, loses or is suspended from a post - resignation, dismissal,
    retirement, end of term.
    """

    name = "departure"
    family_name = Family.PERSONNEL
    crosswalk = Crosswalk(
        plover="RETREAT.resign", cameo="08", ace=("Personnel.End-Position",), iptc=("20000190",)
    )

    organization: Agent = ()
    person: Target = ()
    position: Position = ()
    reason: Object = ()
    event_time: Time = None
    place: CommonPlace = None
