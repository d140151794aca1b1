"""A phone for tests: what it holds, and how it sends it."""

import datetime as dt
import io
import itertools
import uuid
from typing import Any

from PIL import Image
from sqlmodel import Session

from tests.factories import make
from tests.support.asgi import Answer, Client
from tracker.vocabulary import FindingStatus, Severity, ZoneKind

BASE = "/field/api/v1"
WEDNESDAY = dt.date(2026, 4, 1)
NINE = dt.datetime(2026, 4, 1, 9, 0, tzinfo=dt.timezone(dt.timedelta(hours=8)))

_minutes = itertools.count()


class Site:
    """A small site: a floor with a room, a checklist, a contractor, a weekly series, an open finding."""

    def __init__(self, session: Session) -> None:
        project = make("project", session, opening_on=dt.date(2026, 6, 26))
        self.project = project.id
        self.series = make(
            "inspection_series",
            session,
            project_id=self.project,
            title="每周巡查",
            rule="FREQ=WEEKLY;BYDAY=WE",
            starts_on=dt.date(2026, 3, 30),
        ).id
        floor = make("zone", session, project_id=self.project, kind=ZoneKind.FLOOR, name="一层")
        self.floor = floor.id
        self.room = make(
            "zone",
            session,
            project_id=self.project,
            kind=ZoneKind.ROOM,
            name="少儿阅览室",
            parent_id=floor.id,
        ).id
        self.anywhere = make("checklist_item", session, project_id=self.project, text="消防通道畅通").id
        self.in_floor = make(
            "checklist_item", session, project_id=self.project, text="门厅", zone_id=floor.id
        ).id
        self.party = make("organisation", session, project_id=self.project, name="施工单位").id
        self.finding = make(
            "finding",
            session,
            project_id=self.project,
            number=12,
            zone_id=self.room,
            severity=Severity.MAJOR,
            status=FindingStatus.ASSIGNED,
            found_on=dt.date(2026, 3, 18),
            organisation_id=self.party,
            description="渗水",
        ).id


class Phone:
    """One device with its own name; `tap` makes an item, the other methods send."""

    def __init__(self, client: Client, project: int) -> None:
        self.client = client
        self.project = project
        self.device = str(uuid.uuid4())
        self.round = 0

    def query(self, **more: Any) -> dict[str, Any]:
        """The query of each call."""
        return {"project": self.project, "lang": "en", **more}

    def get(self, path: str, **query: Any) -> Answer:
        """Read something."""
        return self.client.call("GET", BASE + path, query=self.query(**query))

    def post(self, path: str, data: Any, **how: Any) -> Answer:
        """Write something."""
        return self.client.call("POST", BASE + path, query=self.query(), data=data, **how)

    def begin(self, series: int | None, day: dt.date = WEDNESDAY, client_id: str = "") -> Answer:
        """Begin or join a round, and go on in it."""
        wanted = {
            "client_id": client_id or str(uuid.uuid4()),
            "series_id": series,
            "planned_on": day.isoformat(),
            "held_on": day.isoformat(),
        }
        answer = self.post("/rounds", wanted)
        self.round = answer.json["round_id"]
        return answer

    def send(self, *items: dict[str, Any]) -> list[dict[str, Any]]:
        """Send items; gives their results."""
        answer = self.post(f"/rounds/{self.round}/items", {"device": self.device, "items": list(items)})
        assert answer.status == 200, answer.body
        results: list[dict[str, Any]] = answer.json["results"]
        return results

    def state(self) -> dict[str, Any]:
        """What all devices have said."""
        found: dict[str, Any] = self.get(f"/rounds/{self.round}").json
        return found

    def sign(self, name: str = "李某(示例)", client_id: str = "") -> Answer:
        """Sign the round."""
        signature = {"client_id": client_id or str(uuid.uuid4()), "name": name}
        return self.post(f"/rounds/{self.round}/sign", signature)

    def part(self, photo: str, offset: int, body: Any, **how: Any) -> Answer:
        """Send the bytes of a photo from an offset on; `on`, `size`, `purpose`, `round` go into the query."""
        rest = {
            name: how.pop(name) for name in ("headers", "breaks_off", "falls_silent", "heard") if name in how
        }
        headers = {
            "content-type": "application/offset+octet-stream",
            "upload-offset": str(offset),
            **rest.pop("headers", {}),
        }
        query = self.query(**{"round": self.round, "on": "round", "purpose": "", **how})
        path = f"{BASE}/photos/{photo}"
        return self.client.call("PATCH", path, query=query, body=body, headers=headers, **rest)

    def offset(self, photo: str) -> Answer:
        """Ask how much of a photo has come."""
        return self.client.call("HEAD", f"{BASE}/photos/{photo}", query=self.query())


def tap(kind: str, **fields: Any) -> dict[str, Any]:
    """An item as the phone makes it at a tap, a minute after the last one."""
    at = NINE + dt.timedelta(minutes=next(_minutes))
    return {"client_id": str(uuid.uuid4()), "kind": kind, "at": at.isoformat(), **fields}


def again(item: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """The same item, said anew a minute later than everything before."""
    at = NINE + dt.timedelta(minutes=next(_minutes))
    return {**item, "at": at.isoformat(), **changes}


def jpeg(width: int = 400, height: int = 300, colour: str = "red") -> bytes:
    """A picture."""
    out = io.BytesIO()
    Image.new("RGB", (width, height), colour).save(out, "JPEG")
    return out.getvalue()
