#!/usr/bin/env python3
"""What a screen reader hears of the real window.

Call it by name, with the program that is to be tried (default: target/debug/ischia):

    python3 tests/ui/at-spi.py [PROGRAM]

It starts the program on a screen (Xvfb) and a session bus of its own, listens to it as a screen
reader does (AT-SPI), and presses what it hears. One line for each thing that has to hold; the exit
code is 1 where one doesn't. Needs Debian's packages at-spi2-core, gir1.2-atspi-2.0, python3-gi, dbus,
xvfb, openbox and libgl1-mesa-dri; where they are missing it says so and nothing is tried.

`at_spi` has what is heard (`heard`), what has to hold of it (`holds`) and the way through the window
(`way`).
"""

import os
import shutil
import subprocess
import sys
import tempfile

INSIDE = "--inside"
PACKAGES = "at-spi2-core gir1.2-atspi-2.0 python3-gi dbus xvfb openbox libgl1-mesa-dri"
DEBIANS = "/usr/bin/python3"


def main():
    program = os.path.abspath(next((a for a in sys.argv[1:] if a != INSIDE), "target/debug/ischia"))
    missing = [tool for tool in ("Xvfb", "dbus-run-session", "openbox") if not shutil.which(tool)]
    try:
        import gi

        gi.require_version("Atspi", "2.0")
    except (ImportError, ValueError):
        # Debian's own Python has Debian's packages; another one may come first.
        if os.path.exists(DEBIANS) and os.path.realpath(sys.executable) != os.path.realpath(DEBIANS):
            os.execv(DEBIANS, [DEBIANS, os.path.abspath(__file__), *sys.argv[1:]])
        missing.append("Atspi for Python")
    if missing:
        print(f"SKIPPED: {', '.join(missing)} missing: apt-get install {PACKAGES}")
        return 0
    if not os.access(program, os.X_OK):
        print(f"{program}: there is no such program; build it first (cargo build)")
        return 2
    if INSIDE in sys.argv:
        # Nothing is left in the project.
        sys.dont_write_bytecode = True
        from at_spi.way import listen

        return listen(program)
    with tempfile.TemporaryDirectory() as home:
        server = subprocess.Popen(
            ["Xvfb", "-displayfd", "1", "-nolisten", "tcp", "-screen", "0", "1366x768x24"],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        try:
            environment = {
                **{key: value for key, value in os.environ.items() if not key.startswith("ISCHIA")},
                "DISPLAY": ":" + server.stdout.readline().strip(),
                "HOME": home,
                "LIBGL_ALWAYS_SOFTWARE": "1",
                "NO_AT_BRIDGE": "0",
            }
            for name, folder in (
                ("XDG_RUNTIME_DIR", "run"),
                ("XDG_STATE_HOME", "state"),
                ("XDG_CACHE_HOME", "cache"),
                ("XDG_CONFIG_HOME", "config"),
                ("XDG_DATA_HOME", "data"),
            ):
                environment[name] = os.path.join(home, folder)
                os.mkdir(environment[name], 0o700)
            environment.pop("WAYLAND_DISPLAY", None)
            environment.pop("DBUS_SESSION_BUS_ADDRESS", None)
            inside = [sys.executable, os.path.abspath(__file__), INSIDE, program]
            # The bus tells of itself there; what is said here goes to standard output.
            quiet = {"env": environment, "stderr": subprocess.DEVNULL}
            # Where no windows are managed, none has the focus.
            manager = subprocess.Popen(["openbox", "--sm-disable"], **quiet)
            try:
                return subprocess.call(["dbus-run-session", "--", *inside], **quiet)
            finally:
                manager.kill()
                manager.wait()
        finally:
            server.kill()
            server.wait()


if __name__ == "__main__":
    sys.exit(main())
