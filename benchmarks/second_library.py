"""A second library's equipment list in five drafts, in English, with its own habits; invented, with its truth.

The list is typed by other hands than the sample: FF&E headings, units in the names, plural zones, names turned
round (`Table, reading`), abbreviated units. What happened to each line is known, because it was done here.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from tracker.money import amount_fen
from tracker.procurement.lines import Line, Lineage

_LIST = """
Loose furniture|Reading table, 6 seats|Oak veneer, 2400×1200 mm|no.|36|41200|Reading room L2
Loose furniture|Reading table, 4 seats|Oak veneer, 1400×1200 mm|no.|18|29800|Reading room L3
Loose furniture|Reading chair|Beech frame, upholstered|no.|216|5200|Reading room L2
Loose furniture|Reading chair|Beech frame, upholstered|no.|72|5200|Reading room L3
Loose furniture|Lounge chair|Fabric, two colours|no.|40|14800|Foyer
Loose furniture|Coffee table|Round, 600 mm|no.|20|6400|Foyer
Loose furniture|Task chair|Mesh back, arms|no.|48|7900|Back office
Loose furniture|Office desk|1400×700 mm with screen|no.|44|15600|Back office
Loose furniture|Stacking chair|Plastic shell|no.|180|2900|Lecture hall
Loose furniture|Study carrel|With power and lamp|no.|64|13900|Study gallery
Loose furniture|Children's bench|Ash, rounded edges|no.|24|8600|Children's library
Loose furniture|Children's table|Ash, height 520 mm|no.|16|9800|Children's library
Shelving|Steel shelving, double-sided|6 shelves, 2200 mm|bay|280|12600|Stacks L2
Shelving|Steel shelving, double-sided|6 shelves, 2200 mm|bay|140|12600|Stacks L3
Shelving|Steel shelving, single-sided|6 shelves, 2200 mm|bay|90|9100|Reading room L2
Shelving|Mobile compact shelving|Hand driven|m|84|10400|Store
Shelving|Display shelving|Sloping face, 5 tiers|bay|26|15200|Foyer
Shelving|Picture book browser|4 bins|no.|18|7400|Children's library
Shelving|Book trolley|3 tiers, castors|no.|28|7600|Stacks L2
ICT|Desktop computer|i5, 16 GB, 24 in|set|64|52000|Computer room
ICT|Laptop computer|i5, 16 GB, 14 in|set|20|61000|Back office
ICT|Server|2 × 16 cores, 128 GB|set|3|520000|Machine room
ICT|Core switch|48 ports, 10 G|no.|2|460000|Machine room
ICT|Access switch|24 ports, PoE|no.|16|58000|Floor distributors
ICT|Wireless access point|Wi-Fi 6, ceiling|no.|52|16800|All floors
ICT|Uninterruptible power supply|20 kVA, 30 min|set|1|380000|Machine room
ICT|Laser printer|A4, duplex|no.|10|21000|Back office
ICT|Overhead scanner|A2, book cradle|no.|2|236000|Digitisation room
RFID|Self-service kiosk|Loan and return|no.|6|398000|Foyer
RFID|Book return station|24 h, 5 bins|set|1|1460000|Entrance
RFID|Security gate|3 aisles|set|2|285000|Entrance
RFID|RFID label|HF, 50×50 mm|no.|120000|105|All floors
RFID|Inventory trolley|With reader|no.|2|420000|Stacks L2
RFID|Staff workstation|Reader and pad|no.|8|46000|Foyer
AV|Line array loudspeaker|Active, 2 × 10 in|set|1|980000|Lecture hall
AV|Laser projector|8,000 lm|no.|3|320000|Lecture hall
AV|LED display|P2.5, indoor|m2|12|860000|Foyer
AV|Lecture capture system|3 cameras|set|1|480000|Lecture hall
AV|Meeting room display|86 in, touch|no.|4|168000|Meeting rooms
Special|Microfilm reader|Digital, 35 mm|no.|1|480000|Special collections
Special|Book steriliser|6 volumes|no.|4|168000|Foyer
Special|Climate control unit|Close control, 10 kW|set|2|430000|Special collections
Special|Camphor wood cabinet|For thread-bound books|no.|16|480000|Special collections
Signage|Wayfinding signs|Whole building|lot|1|4356000|All floors
"""
"""category | name | specification | unit | quantity | price in fen | zone"""


@dataclass(frozen=True, slots=True)
class Truth:
    """The drafts with their true lineages, and for those born from a split or a merge, where they came from."""

    drafts: tuple[tuple[Line, ...], ...]
    parents: Mapping[str, set[str]]


def second_library() -> Truth:
    """The five drafts and their truth."""
    drafts = [_first()]
    for edit in (_second, _third, _fourth, _fifth):
        drafts.append(edit(drafts[-1]))
    parents = {"20a": {"20"}, "20b": {"20"}, "3m": {"3", "4"}}
    return Truth(tuple(tuple(draft.values()) for draft in drafts), parents)


Draft = dict[Lineage, Line]


def _first() -> Draft:
    rows = (row.split("|") for row in _LIST.strip().splitlines())
    return {
        str(number): _line(str(number), category, name, specification, unit, int(quantity), int(price), zone)
        for number, (category, name, specification, unit, quantity, price, zone) in enumerate(rows, 1)
    }


def _second(draft: Draft) -> Draft:
    """Typed anew: names turned round, units in the names, plural zones, other words for units; some cuts."""
    typed = {"no.": "Nos.", "set": "sets", "bay": "bays", "lot": "LS"}
    draft = {key: _put(line, unit=typed.get(line.unit or "", line.unit)) for key, line in draft.items()}
    for key, line in draft.items():
        if line.zone in {"Reading room L2", "Reading room L3"}:
            draft[key] = _put(line, zone=line.zone.replace("room", "Rooms,"))
    draft["1"] = _put(draft["1"], name="Table, reading (6 seats)")
    draft["13"] = _put(draft["13"], name="Double-sided steel shelving")
    draft["7"] = _put(draft["7"], name="Task chair (each)", quantity=30)
    draft["8"] = _put(draft["8"], quantity=28)
    draft["20"] = _put(draft["20"], quantity=52)
    draft["26"] = _put(draft["26"], name="UPS, uninterruptible power supply")
    return draft


def _third(draft: Draft) -> Draft:
    """The market is asked: prices fall; the computers are split by room; two lines are new, two are cut."""
    for key, price in (("1", 36_500), ("13", 10_800), ("14", 10_800), ("29", 328_000)):
        draft = {**draft, key: _put(draft[key], price=price)}
    public, office = (
        _put(draft["20"], lineage=f"20{part}", quantity=quantity, zone=zone)
        for part, quantity, zone in (("a", 32, "Computer room"), ("b", 20, "Back office"))
    )
    kept = {key: line for key, line in draft.items() if key not in {"20", "38", "40"}}
    new = _line("45", "Special", "Parent and child room fittings", None, "LS", 1, 920_000, "Foyer")
    more = _line("46", "ICT", "Firewall", "10 G, 2 years", "Nos.", 1, 480_000, "Machine room")
    return {**kept, "20a": public, "20b": office, "45": new, "46": more}


def _fourth(draft: Draft) -> Draft:
    """Capped and reworded: a smaller server, another name for the kiosk; the rows of ICT come first."""
    draft = {
        **draft,
        "22": _put(draft["22"], specification="2 × 8 cores, 64 GB", quantity=2, price=420_000),
        "29": _put(draft["29"], name="Self-service loan kiosk", quantity=5),
        "33": _put(draft["33"], quantity=1),
        "37": _put(draft["37"], specification="P3, indoor", price=620_000),
    }
    return dict(sorted(draft.items(), key=lambda item: item[1].category != "ICT"))


def _fifth(draft: Draft) -> Draft:
    """Reviewed: the chairs of both rooms are one line again, quantities cut, a line cut in draft 3 is back."""
    chairs = _put(draft["3"], lineage="3m", quantity=288, zone="Reading Rooms, L2 and L3")
    kept = {key: line for key, line in draft.items() if key not in {"3", "4", "30", "42"}}
    for key, quantity in (("13", 220), ("25", 40), ("36", 1), ("10", 48)):
        kept[key] = _put(kept[key], quantity=quantity)
    back = _line("38r", "AV", "Lecture capture system", "2 cameras", "sets", 1, 260_000, "Lecture hall")
    return {"3m": chairs, **kept, "38r": back}


def _line(
    lineage: str,
    category: str,
    name: str,
    specification: str | None,
    unit: str,
    quantity: int,
    price: int,
    zone: str,
) -> Line:
    milli = quantity * 1_000
    return Line(lineage, category, name, specification, unit, milli, price, amount_fen(milli, price), zone)


def _put(line: Line, *, quantity: int | None = None, price: int | None = None, **texts: str | None) -> Line:
    """The line with other values; its amount follows."""
    milli = (line.quantity_milli or 0) if quantity is None else quantity * 1_000
    unit_price = (line.unit_price_fen or 0) if price is None else price
    return replace(
        line,
        quantity_milli=milli,
        unit_price_fen=unit_price,
        amount_fen=amount_fen(milli, unit_price),
        **texts,  # type: ignore[arg-type]  # texts of Line, by name
    )
