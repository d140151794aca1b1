"""A visitor without a browser: speaks Streamlit's websocket protocol, and times script runs.

A browser tab opens one websocket, asks for a run by a `BackMsg`, and gets `ForwardMsg`s until `script_finished`.
Messages that the tab still holds from the last runs are named in the request; the server then sends their hash alone.
"""

import asyncio
import time
from dataclasses import dataclass, field

import aiohttp
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

PATIENCE_SECONDS = 60
HELD_FOR_RUNS = 2
"""A tab forgets a message that the last two runs did not use (`global.maxCachedMessageAge`)."""

NO_TOKEN = "PLACEHOLDER_AUTH_TOKEN"
"""Second subprotocol of a tab that holds no token against cross-site requests."""


class BrokenPage(Exception):
    """A run that ended in no page: the script raised, the address is unknown, or nothing came."""


@dataclass(frozen=True, slots=True)
class Run:
    """One script run, as a visitor sees it: seconds from the request to the end, bytes and messages received."""

    seconds: float
    bytes: int
    messages: int


@dataclass
class Visitor:
    """One tab on one page; `async with Visitor(http, url, "tasks", "lang=en") as visitor`."""

    http: aiohttp.ClientSession
    url: str
    path: str
    query: str
    _socket: aiohttp.ClientWebSocketResponse = field(init=False)
    _page_hash: str = ""
    _held: dict[str, int] = field(default_factory=dict)
    _runs: int = 0

    async def __aenter__(self) -> "Visitor":
        """Open the websocket; the page is not asked for yet."""
        address = f"{self.url.replace('http', 'ws', 1)}/_stcore/stream"
        self._socket = await self.http.ws_connect(
            address, origin=self.url, protocols=("streamlit", NO_TOKEN), max_msg_size=0
        )
        return self

    async def __aexit__(self, *_error: object) -> None:
        """Leave, as a closed tab does."""
        await self._socket.close()

    async def run(self) -> Run:
        """Ask for the page: the first time as a visitor who opens its address, then as one who clicks on it.

        Raises:
            BrokenPage: the page was not shown.
        """
        request = self._request()
        size = messages = 0
        began = time.perf_counter()
        await self._socket.send_bytes(request)
        while True:
            frame = await asyncio.wait_for(self._socket.receive(), PATIENCE_SECONDS)
            if frame.type is not aiohttp.WSMsgType.BINARY:
                raise BrokenPage(f"{self.path}: the connection ended ({frame.type.name})")
            size, messages = size + len(frame.data), messages + 1
            if self._take(ForwardMsg.FromString(frame.data)):
                break
        seconds = time.perf_counter() - began
        self._runs += 1
        self._held = {key: run for key, run in self._held.items() if run >= self._runs - HELD_FOR_RUNS}
        return Run(seconds, size, messages)

    def _request(self) -> bytes:
        message = BackMsg()
        state = message.rerun_script
        state.query_string = self.query
        state.page_script_hash = self._page_hash
        state.page_name = "" if self._page_hash else self.path
        state.widget_states.SetInParent()
        state.cached_message_hashes.extend(self._held)
        state.context_info.timezone = "Asia/Shanghai"
        state.context_info.locale = "zh-CN"
        state.context_info.url = f"{self.url}/{self.path}"
        state.context_info.color_scheme = "light"
        return message.SerializeToString()

    def _take(self, message: ForwardMsg) -> bool:
        """Note one message; whether it was the last of the run."""
        kind = message.WhichOneof("type")
        if kind == "ref_hash" or message.metadata.cacheable:
            self._held[message.hash] = self._runs
        if kind == "new_session":
            self._page_hash = message.new_session.page_script_hash
        elif kind == "navigation":
            self._page_hash = message.navigation.page_script_hash
        elif kind == "page_not_found":
            raise BrokenPage(f"{self.path}: no such page")
        elif kind == "delta":
            self._look_for_errors(message)
        # After "finished early for a rerun" the script starts again by itself.
        return kind == "script_finished" and message.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN

    def _look_for_errors(self, message: ForwardMsg) -> None:
        element = message.delta.new_element
        if element.WhichOneof("type") == "exception":
            raise BrokenPage(f"{self.path}: {element.exception.type}: {element.exception.message}")
        if element.WhichOneof("type") == "alert" and ":material/error:" in element.alert.icon:
            raise BrokenPage(f"{self.path}: {element.alert.title} {element.alert.body}")
