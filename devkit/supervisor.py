"""Keeps services running: restarts the dead, reaps orphans, and ends all in order."""

from __future__ import annotations

import signal
import subprocess
import time
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from devkit import children, family
from devkit.children import Command
from devkit.front import SI_KERNEL, WATCHED
from devkit.say import say

FIRST_PAUSE = 0.5
LONGEST_PAUSE = 30.0
CALM_AFTER = 60.0
ORPHAN_PATIENCE = 3.0
LAST_LINES = 12


class Stopped(Exception):
    """A signal asked for the end of everything."""


class NotStarted(RuntimeError):
    """A service ended, or was not ready in time."""


@dataclass(frozen=True)
class Service:
    """A program that is to run as long as we do."""

    name: str
    command: Command
    is_ready: Callable[[int], bool]
    log: Path | None = None
    stop_signal: signal.Signals = signal.SIGTERM
    patience: float = 10.0
    ready_within: float = 60.0


@dataclass
class Running:
    """A service and the process that serves it, if there is one right now."""

    service: Service
    child: subprocess.Popen[bytes] | None = None
    began: float = 0.0
    pause: float = FIRST_PAUSE
    restart_at: float = 0.0
    log_began: int = 0


@dataclass
class Supervisor:
    """The services of one dev.py, in waves: what is started together ends together."""

    waves: list[list[Running]] = field(default_factory=list)

    @property
    def running(self) -> list[Running]:
        """Return every service, in the order they were started."""
        return [running for wave in self.waves for running in wave]

    def __enter__(self) -> Supervisor:
        """Take the signals over."""
        signal.pthread_sigmask(signal.SIG_BLOCK, WATCHED)
        family.adopt_orphans()
        return self

    def __exit__(self, *_problem: object) -> None:
        """End everything, last started first."""
        self.close()

    def start(self, *services: Service) -> None:
        """Start services together and wait until all are ready.

        Raises: NotStarted — one ended or took too long; Stopped — a signal came meanwhile.
        """
        wave = [Running(service) for service in services]
        self.waves.append(wave)
        for running in wave:
            _launch(running)
        for running in wave:
            self._wait_until_ready(running)

    def run(self, command: Command, *, output: Path | None = None) -> int:
        """Run one command to its end while the services stay up; return its exit code.

        Raises: Stopped — a signal came; the command has been ended.
        """
        with _opened(output) as stream:
            child = children.start(command, output=stream)
        interrupted = False
        while child.returncode is None:
            told = self._turn(0.5, child)
            if told == "keyboard":
                interrupted = True
            elif told:
                children.stop(child, signal.SIGTERM, patience=10)
                raise Stopped
        if interrupted and child.returncode:
            raise Stopped
        return child.returncode

    def watch(self) -> None:
        """Keep the services up until a signal comes."""
        while not self._turn(1.0):
            pass

    def close(self) -> None:
        """End the services, the wave started last first, then whatever they left."""
        while self.waves:
            wave = [running for running in self.waves.pop() if running.child]
            for running in wave:
                _send_stop(running)
            for running in wave:
                _wait_for_end(running)
        family.end_orphans((), patience=ORPHAN_PATIENCE)

    def _wait_until_ready(self, running: Running) -> None:
        end = time.monotonic() + running.service.ready_within
        while True:
            child = running.child
            if child is None or child.poll() is not None:
                code = child.returncode if child else "?"
                raise NotStarted(f"{running.service.name} ended with {code}.{_last_words(running)}")
            if running.service.is_ready(child.pid):
                return
            if time.monotonic() > end:
                raise NotStarted(f"{running.service.name} is not ready.{_last_words(running)}")
            if _signalled(0.02):
                raise Stopped

    def _turn(self, seconds: float, foreground: subprocess.Popen[bytes] | None = None) -> str:
        """Wait for something to happen and see to it; say how we were asked to end, if we were."""
        told = _signalled(min([seconds, *self._pauses()]))
        known = {running.child.pid: running for running in self.running if running.child}
        for pid, code in family.reaped():
            if foreground and pid == foreground.pid:
                foreground.returncode = code
            elif pid in known:
                _bury(known.pop(pid), code)
        spared = {*known, foreground.pid} if foreground else {*known}
        for running in self.running:
            if running.child is None and time.monotonic() >= running.restart_at:
                family.end_orphans(spared, patience=ORPHAN_PATIENCE)
                spared.add(_launch(running).pid)
        return told

    def _pauses(self) -> list[float]:
        now = time.monotonic()
        return [max(0.0, dead.restart_at - now) for dead in self.running if dead.child is None]


def _bury(running: Running, code: int) -> None:
    """Note a death and when to start anew: sooner if it had lived well."""
    now = time.monotonic()
    if running.child:
        running.child.returncode = code
    if now - running.began > CALM_AFTER:
        running.pause = FIRST_PAUSE
    running.child, running.restart_at = None, now + running.pause
    how = f"was killed by {signal.Signals(-code).name}" if code < 0 else f"ended with {code}"
    say(f"! {running.service.name} {how}; starts again in {running.pause:g} s")
    if code >= 0 and (words := _last_words(running)):
        say(words.lstrip("\n"))
    running.pause = min(running.pause * 2, LONGEST_PAUSE)


def _launch(running: Running) -> subprocess.Popen[bytes]:
    log = running.service.log
    running.log_began = log.stat().st_size if log and log.exists() else 0
    with _opened(log) as stream:
        running.child = children.start(running.service.command, output=stream)
    running.began = time.monotonic()
    return running.child


def _send_stop(running: Running) -> None:
    if running.child and running.child.poll() is None:
        running.child.send_signal(running.service.stop_signal)


def _wait_for_end(running: Running) -> None:
    if running.child is None:
        return
    try:
        running.child.wait(running.service.patience)
    except subprocess.TimeoutExpired:
        say(f"! {running.service.name} does not end; killed")
        running.child.kill()
        running.child.wait()


def _opened(path: Path | None) -> AbstractContextManager[IO[bytes] | None]:
    return path.open("ab") if path else nullcontext()


def _signalled(seconds: float) -> str:
    """Wait at most so long; return "keyboard" or "asked" when we are to end, else an empty text."""
    told = signal.sigtimedwait(WATCHED, max(seconds, 0.0))
    if told is None or told.si_signo == signal.SIGCHLD:
        return ""
    by_hand = told.si_signo == signal.SIGINT and told.si_code == SI_KERNEL
    return "keyboard" if by_hand else "asked"


def _last_words(running: Running) -> str:
    """Return the end of what a service has logged since it was started."""
    log = running.service.log
    if log is None or not log.exists():
        return ""
    with log.open("rb") as stream:
        stream.seek(running.log_began)
        lines = stream.read().decode(errors="replace").splitlines()[-LAST_LINES:]
    return "".join(f"\n    {line}" for line in lines)
