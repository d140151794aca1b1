"""The pages of a running server: cold start, first and later runs of each page, and twenty visitors at once."""

import asyncio
import random
import time
from collections.abc import Iterator
from dataclasses import dataclass

import aiohttp
import psutil

from benchmarks.driver import Visitor
from pages._kit.navigation import SECTIONS
from tests.support.server import AppServer

RERUNS = 40
VISITORS = 20
CLICK_EVERY_SECONDS = 5
CLICK_FOR_SECONDS = 30
CROWDED = ("timeline", "findings")
QUERY = "lang=zh"
SEED = 4

TARGET_P50 = 0.060
TARGET_P95 = 0.150
TARGET_COLD_START = 4.0


@dataclass(frozen=True, slots=True)
class PageFigures:
    """Seconds that one page takes: first run ever, median and 95th percentile of reruns, CPU of a rerun; bytes."""

    path: str
    first: float
    p50: float
    p95: float
    cpu: float
    bytes: int

    @property
    def meets_target(self) -> bool:
        """Whether reruns are as fast as we promise."""
        return self.p50 <= TARGET_P50 and self.p95 <= TARGET_P95


def percentile(seconds: list[float], share: float) -> float:
    """The smallest value that `share` of all do not exceed."""
    ordered = sorted(seconds)
    return ordered[max(0, -int(-share * len(ordered) // 1) - 1)]


def cpu_seconds(process: psutil.Process) -> float:
    """Processor time that a process has used so far."""
    times = process.cpu_times()
    return float(times.user + times.system)


async def cold_start(server: AppServer) -> tuple[float, float]:
    """Start the server; seconds to healthy, and from there to the end of the overview's first run."""
    began = time.perf_counter()
    await asyncio.to_thread(server.start)
    healthy = time.perf_counter()
    async with aiohttp.ClientSession() as http, Visitor(http, server.url, "", QUERY) as visitor:
        await visitor.run()
    return healthy - began, time.perf_counter() - healthy


async def each_page(server: AppServer) -> list[PageFigures]:
    """Every page of the navigation by one visitor alone."""
    paths = [entry.url_path for entries in SECTIONS.values() for entry in entries]
    async with aiohttp.ClientSession() as http:
        return [await _page(http, server, path) for path in paths]


async def _page(http: aiohttp.ClientSession, server: AppServer, path: str) -> PageFigures:
    process = psutil.Process(server.process.pid)
    async with Visitor(http, server.url, path, QUERY) as visitor:
        first = await visitor.run()
        cpu = cpu_seconds(process)
        runs = [await visitor.run() for _ in range(RERUNS)]
        cpu = cpu_seconds(process) - cpu
    seconds = [run.seconds for run in runs]
    return PageFigures(
        path, first.seconds, percentile(seconds, 0.5), percentile(seconds, 0.95), cpu / RERUNS, first.bytes
    )


async def crowd(server: AppServer) -> dict[str, list[float]]:
    """Twenty visitors on two pages, each clicking every five seconds; seconds of each rerun, by page."""
    seconds: dict[str, list[float]] = {path: [] for path in CROWDED}
    chance = random.Random(SEED)
    async with aiohttp.ClientSession() as http:
        await asyncio.gather(
            *(
                _clicks(http, server, path, seconds[path], chance.uniform(0, CLICK_EVERY_SECONDS))
                for path, _ in zip(_in_turn(), range(VISITORS), strict=False)
            )
        )
    return seconds


def _in_turn() -> Iterator[str]:
    while True:
        yield from CROWDED


async def _clicks(
    http: aiohttp.ClientSession, server: AppServer, path: str, seconds: list[float], offset: float
) -> None:
    async with Visitor(http, server.url, path, QUERY) as visitor:
        await visitor.run()
        await asyncio.sleep(offset)
        end = time.perf_counter() + CLICK_FOR_SECONDS
        while time.perf_counter() < end:
            due = time.perf_counter() + CLICK_EVERY_SECONDS
            seconds.append((await visitor.run()).seconds)
            await asyncio.sleep(max(0.0, due - time.perf_counter()))
