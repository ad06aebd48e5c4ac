from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
# Told in a process of its own: a supervisor takes the signals and the children of its process over.
BEGINNING = """
import os, signal, sys, threading, time
from pathlib import Path
from devkit.children import Command
from devkit.supervisor import NotStarted, Service, Stopped, Supervisor
def service(name, code, ready=lambda pid: True, **more):
    argv = (sys.executable, "-c", code)
    return Service(name, Command(argv, dict(os.environ), Path("/")), ready, **more)
def after(seconds, do):
    threading.Thread(target=lambda: (time.sleep(seconds), do()), daemon=True).start()
SLEEP = "import time; time.sleep(600)"
"""


def told(story: str) -> subprocess.CompletedProcess[str]:
    """Run a story and return what it printed."""
    return subprocess.run(
        [sys.executable, "-c", BEGINNING + story],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )


def test_a_service_that_dies_is_started_again() -> None:
    said = told("""
with Supervisor() as supervisor:
    supervisor.start(service("clock", SLEEP))
    first = supervisor.running[0].child.pid
    os.kill(first, signal.SIGKILL)
    after(1.5, lambda: os.kill(os.getpid(), signal.SIGTERM))
    supervisor.watch()
    print("new", supervisor.running[0].child.pid != first)
""")
    assert said.stdout == "new True\n"
    assert "! clock was killed by SIGKILL; starts again in 0.5 s" in said.stderr


def test_a_service_that_keeps_dying_is_started_less_and_less_often() -> None:
    said = told("""
with Supervisor() as supervisor:
    supervisor.start(service("weak", "import sys, time; time.sleep(.1); sys.exit(3)"))
    after(2.6, lambda: os.kill(os.getpid(), signal.SIGTERM))
    supervisor.watch()
""")
    pauses = [line.split()[-2] for line in said.stderr.splitlines() if "weak ended with 3" in line]
    assert pauses == ["0.5", "1", "2"]


def test_a_service_that_ends_before_it_is_ready_is_reported_with_its_last_words(
    tmp_path: Path,
) -> None:
    said = told(f"""
log = Path({str(tmp_path / "log")!r})
try:
    with Supervisor() as supervisor:
        bad = "raise SystemExit('no such disk')"
        supervisor.start(service("store", bad, ready=lambda pid: False, log=log))
except NotStarted as problem:
    print(problem)
""")
    assert said.stdout == "store ended with 1.\n    no such disk\n"


def test_a_command_runs_while_a_dead_service_is_replaced() -> None:
    said = told("""
with Supervisor() as supervisor:
    supervisor.start(service("clock", SLEEP))
    os.kill(supervisor.running[0].child.pid, signal.SIGKILL)
    code = "import time; time.sleep(1.5); raise SystemExit(7)"
    command = Command((sys.executable, "-c", code), dict(os.environ), Path("/"))
    print(supervisor.run(command), supervisor.running[0].child is not None)
""")
    assert said.stdout == "7 True\n"


def test_a_signal_ends_the_command_that_runs() -> None:
    said = told("""
try:
    with Supervisor() as supervisor:
        after(0.5, lambda: os.kill(os.getpid(), signal.SIGTERM))
        supervisor.run(Command((sys.executable, "-c", SLEEP), dict(os.environ), Path("/")))
except Stopped:
    print("stopped")
""")
    assert said.stdout == "stopped\n"


def test_what_is_started_last_ends_first(tmp_path: Path) -> None:
    trace = tmp_path / "trace"
    said = told(f"""
def slow(name):
    return service(name, f'''
import signal, sys, time
def end(*_):
    time.sleep(.3); open({str(trace)!r}, "a").write("{{name}} "); sys.exit()
signal.signal(signal.SIGTERM, end); open({str(trace)!r} + "{{name}}", "w"); time.sleep(600)
''', ready=lambda pid: Path({str(trace)!r} + name).exists())
with Supervisor() as supervisor:
    supervisor.start(slow("floor"))
    supervisor.start(slow("roof"))
""")
    assert trace.read_text() == "roof floor "
    assert not said.stderr
