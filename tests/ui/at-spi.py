#!/usr/bin/env python3
"""What a screen reader hears of the real window.

Call it by name, with the program that is to be tried (default: target/debug/ischia):

    python3 tests/ui/at-spi.py [PROGRAM]

It starts the program on a screen (Xvfb) and a session bus of its own, listens to it as a screen
reader does (AT-SPI), and presses what it hears. One line for each thing that has to hold; the exit
code is 1 where one doesn't. Needs Debian's packages at-spi2-core, gir1.2-atspi-2.0, python3-gi, dbus,
xvfb and libgl1-mesa-dri; where they are missing it says so and nothing is tried.

It waits for what it asks for, never for a moment.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import warnings

INSIDE = "--inside"
PACKAGES = "at-spi2-core gir1.2-atspi-2.0 python3-gi dbus xvfb libgl1-mesa-dri"
DEBIANS = "/usr/bin/python3"
PATIENCE = 60.0
CLIENT = "Ada Muster"


# --- A screen and a bus of its own ----------------------------------------------------------------


def main():
    program = os.path.abspath(next((a for a in sys.argv[1:] if a != INSIDE), "target/debug/ischia"))
    missing = [tool for tool in ("Xvfb", "dbus-run-session") if not shutil.which(tool)]
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
            return subprocess.call(["dbus-run-session", "--", *inside], **quiet)
        finally:
            server.kill()
            server.wait()


def say_that_somebody_listens():
    """Programs build what is heard only where a screen reader runs."""
    from gi.repository import Gio, GLib

    bus = Gio.bus_get_sync(Gio.BusType.SESSION)
    for name in ("IsEnabled", "ScreenReaderEnabled"):
        value = GLib.Variant("(ssv)", ("org.a11y.Status", name, GLib.Variant("b", True)))
        bus.call_sync(
            "org.a11y.Bus", "/org/a11y/bus", "org.freedesktop.DBus.Properties", "Set",
            value, None, Gio.DBusCallFlags.NONE, -1, None,
        )


# --- What is heard --------------------------------------------------------------------------------


class Heard:
    """One thing in the tree, as it was when it was asked."""

    def __init__(self, node, depth, above):
        self.node, self.depth, self.above = node, depth, above
        self.role = node.get_role_name() or ""
        self.name = node.get_name() or ""
        self.about = node.get_description() or ""

    def has(self, state):
        return self.node.get_state_set().contains(state)

    def is_under(self, other):
        return any(one.node == other.node for one in self.above)

    def spoken(self):
        return f"{self.role} “{self.name}”"

    def actions(self):
        action = self.node.get_action_iface()
        if not action:
            return []
        return [action.get_action_name(at) for at in range(action.get_n_actions())]

    def press(self):
        action = self.node.get_action_iface()
        if not action or not action.get_n_actions():
            raise AssertionError(f"{self.spoken()} can't be pressed")
        action.do_action(0)


class Window:
    """The program's window, asked anew each time."""

    def __init__(self, process):
        self.process = process

    def root(self):
        from gi.repository import Atspi

        desktop = Atspi.get_desktop(0)
        for at in range(desktop.get_child_count()):
            child = desktop.get_child_at_index(at)
            if child and child.get_process_id() == self.process.pid and child.get_child_count():
                return child
        return None

    def all(self):
        from gi.repository import GLib

        found = []

        def walk(node, depth, above):
            heard = Heard(node, depth, above)
            found.append(heard)
            for at in range(node.get_child_count()):
                child = node.get_child_at_index(at)
                if child:
                    walk(child, depth + 1, [*above, heard])

        for _ in range(20):
            root = self.root()
            if not root:
                return []
            found.clear()
            root.clear_cache()
            try:
                walk(root, 0, [])
                return found
            except GLib.Error:
                # It changed while it was asked.
                pump()
        return found

    def find(self, fits):
        return next((one for one in self.all() if fits(one)), None)

    def wait(self, what, fits):
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            if self.process.poll() is not None:
                raise AssertionError(f"the program ended while waiting for {what}")
            found = self.find(fits)
            if found:
                return found
            pump()
        heard = "\n".join("  " * one.depth + one.spoken() for one in self.all() if one.name)
        raise AssertionError(f"{what} never came; heard was\n{heard}")

    def wait_gone(self, what, fits):
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            if not self.find(fits):
                return
            pump()
        raise AssertionError(f"{what} never went")

    def named(self, name, roles=None):
        return self.wait(
            f"“{name}”", lambda one: one.name == name and (not roles or one.role in roles)
        )

    def begins(self, words, roles=None):
        return self.wait(
            f"“{words}…”",
            lambda one: one.name.startswith(words) and (not roles or one.role in roles),
        )

    def choose(self, menu, entry):
        self.named("Menu", BUTTONS).press()
        self.named(menu, MENU_ITEMS).press()
        self.named(entry, MENU_ITEMS).press()

    def close_dialog(self):
        """By a button of its own, whatever that is called."""
        closing = ("Close", "Cancel", "Not now")
        self.wait("a way out", lambda one: one.role in BUTTONS and one.name in closing).press()
        self.wait_gone("the dialog", lambda one: one.role == "dialog")


def pump():
    """Lets events of the bus come in."""
    from gi.repository import GLib

    context = GLib.MainContext.default()
    while context.pending():
        context.iteration(False)
    time.sleep(0.05)


# Where a dialog stands in the menus, and what it is called.
DIALOGS = (
    ("Help", "Keyboard shortcuts", "Keyboard shortcuts"),
    ("Help", "About the guidance and sources", "About the guidance and sources"),
    ("File", "Open from a path…", "Open from a path"),
    ("File", "New practice…", "New practice"),
    ("File", "Back up the practice…", "Back up the practice"),
    ("File", "Settings…", "Settings of the practice"),
)
BUTTONS = ("push button", "button", "toggle button")
MENU_ITEMS = ("menu item", "check menu item", "radio menu item", "menu")


# --- What has to hold -----------------------------------------------------------------------------


class Report:
    def __init__(self):
        self.failed = 0

    def holds(self, what, *, faults=()):
        faults = [str(fault) for fault in faults]
        if faults:
            self.failed += 1
        print(("FAILED  " if faults else "ok      ") + what)
        for fault in faults[:60]:
            print("        " + fault)
        sys.stdout.flush()

    def tried(self, what, test, *arguments):
        """A test of its own: where it can't go on, the others still can."""
        try:
            self.holds(what, faults=test(*arguments) or ())
        except AssertionError as error:
            self.holds(what, faults=str(error).split("\n")[:40])


def icons_are_silent(window):
    private = re.compile("[\ue000-\uf8ff\U000f0000-\U0010ffff]")
    for one in window.all():
        text = one.node.get_text_iface()
        said = (one.name, one.about, text.get_text(0, -1) if text and one.role != "entry" else "")
        if any(private.search(words) for words in said if words):
            yield f"{one.spoken()} says an icon"


def is_named(window):
    from gi.repository import Atspi

    for one in window.all():
        if one.has(Atspi.StateType.FOCUSABLE) and one.role not in ("scroll bar", "frame", "filler"):
            if not one.name.strip():
                yield f"a {one.role} without a name, in {' > '.join(a.name for a in one.above if a.name)}"


def has_landmarks(window, *names):
    heard = window.all()
    landmarks = {one.name for one in heard if one.role == "landmark"}
    for name in names:
        if name not in landmarks:
            yield f"no landmark “{name}”, only {sorted(landmarks)}"


def has_headings(window, *places):
    """In each of these landmarks there is a heading."""
    heard = window.all()
    for place in places:
        inside = [
            one for one in heard
            if one.role == "heading" and any(a.role == "landmark" and a.name == place for a in one.above)
        ]
        if not any(one.name.strip() for one in inside):
            yield f"no heading in “{place}”"


def dialog_is_modal(window, name):
    from gi.repository import Atspi

    dialog = window.find(lambda one: one.role == "dialog" and one.name == name)
    if not dialog:
        dialogs = [one.spoken() for one in window.all() if one.role == "dialog"]
        yield f"no dialog “{name}”, only {dialogs}"
    elif not dialog.has(Atspi.StateType.MODAL):
        yield f"{dialog.spoken()} isn't modal"


def yes_and_no_are_in_their_group(window):
    from gi.repository import Atspi

    heard = window.all()
    answers = [one for one in heard if one.role == "radio button" and re.search(r"(^|: )(Yes|No)$", one.name)]
    if not answers:
        yield "no Yes and no No is heard"
    for one in answers:
        question = re.sub(r": (Yes|No)$", "", one.name)
        groups = [a for a in one.above if a.role in ("panel", "grouping", "group") and a.name.strip()]
        group = groups[-1] if groups else None
        if not group or (question not in ("Yes", "No") and question not in group.name):
            yield f"{one.spoken()} stands in no group of its question"
        if not one.has(Atspi.StateType.FOCUSABLE):
            yield f"{one.spoken()} can't have the focus"


def pain_is_a_slider(window, name):
    from gi.repository import Atspi

    slider = window.find(lambda one: one.role == "slider" and one.name.startswith(name))
    if not slider:
        roles = [one.role for one in window.all() if one.name.startswith(name)]
        yield f"{name} is no slider, but {roles}"
        return
    if not slider.has(Atspi.StateType.FOCUSABLE):
        yield f"{name} can't have the focus"
    value = slider.node.get_value_iface()
    if not value:
        yield f"{name} has no value"
        return
    least, most = value.get_minimum_value(), value.get_maximum_value()
    if (least, most) != (0.0, 10.0):
        yield f"{name} goes from {least} to {most}"
    value.set_current_value(6.0)

    def is_six(one):
        if one.role != "slider" or not one.name.startswith(name):
            return False
        now = one.node.get_value_iface()
        return now and now.get_current_value() == 6.0

    try:
        window.wait(f"{name} at 6", is_six)
    except AssertionError:
        yield f"{name} can't be set"


def steps(window):
    found = [one for one in window.all() if re.match(r"Step \d+: ", one.name)]
    rows = {}
    for one in found:
        rows.setdefault(int(re.match(r"Step (\d+)", one.name).group(1)), one)
    return [rows[number] for number in sorted(rows)]


def a_step_names_its_cautions(window):
    rows = steps(window)
    if not rows:
        yield "no step is heard"
    cautions = [
        one.name.split(": ", 1)[1] for one in window.all() if re.match(r"(Stop|Limit|Warn|Note): ", one.name)
    ]
    # Up to where its text, or the steps that it concerns, are said.
    titles = [re.split(r"[,.;]", title)[0] for title in cautions]
    if not titles:
        yield "no caution is heard"
    # A plan for a disc always has hands-on steps by the spine, which are limited.
    if not any(title in one.name + " " + one.about for title in titles for one in rows):
        yield f"no step names a caution, such as “{titles[0] if titles else '?'}”"
        for one in rows[2:5]:
            yield f"  {one.name} / {one.about}"


def a_step_is_added_where_it_acts(window):
    """After the steps, in the same part of the window, and before what comes after the plan."""
    heard = window.all()
    adds = [at for at, one in enumerate(heard) if re.match(r"Add (a )?step", one.name)]
    rows = [at for at, one in enumerate(heard) if re.match(r"Step \d+: ", one.name)]
    after = [
        at for at, one in enumerate(heard)
        if re.match(r"(Leave out|Home care|For home|Notes|Remarks|Next visit)", one.name) and at > max(rows, default=0)
    ]
    if not adds:
        yield "no “Add a step” is heard"
        return
    if max(adds) < max(rows, default=0):
        yield "“Add a step” comes before the last step"
    elif after and max(adds) > min(after):
        yield "“Add a step” comes after what follows the plan"
    place = next((a.name for a in heard[max(adds)].above if a.role == "landmark"), None)
    if place != "Plan":
        yield f"“Add a step” stands in {place}, not in the plan"


def the_title_agrees(window):
    """The name of the window is that on its title bar."""
    frame = window.find(lambda one: one.role == "frame")
    if not frame or not frame.name.startswith("Ischia"):
        yield f"the window is called {frame.name if frame else None}"


def nothing_is_heard_twice(window):
    """Two things beside each other don't bear one name."""
    seen = {}
    for one in window.all():
        if one.role in ("push button", "button", "radio button", "check box", "entry", "slider") and one.name:
            key = (id(one.above[-1].node) if one.above else 0, one.role, one.name)
            if key in seen:
                yield f"{one.spoken()} twice"
            seen[key] = True


# --- The way through the window -------------------------------------------------------------------


INTAKE = """(
    date: "{today}", category: "herniated-disc", side: Left, pain_back: 3, pain_leg: 2,
    furthest_point: Thigh, trend: Same, inflammation: None, onset_weeks: 40,
    diagnosis: ByDoctor, cause_known: true, doctor_on_massage: InFavour, findings: ["tingling"],
    minutes: 60,
)"""


def listen(program):
    import gi

    gi.require_version("Atspi", "2.0")
    sys.stderr = sys.stdout
    warnings.simplefilter("ignore", DeprecationWarning)
    say_that_somebody_listens()
    home = os.environ["HOME"]
    practice = os.path.join(home, "practice")
    run = lambda *arguments: subprocess.run(
        [program, *arguments], check=True, capture_output=True, text=True
    ).stdout.strip()
    client = run("client", "add", "--practice", practice, "--name", CLIENT)
    intake = os.path.join(home, "intake.ron")
    with open(intake, "w", encoding="utf-8") as file:
        file.write(INTAKE.format(today=time.strftime("%Y-%m-%d")))
    plan = os.path.join(home, "plan.ron")
    run("plan", intake, "--out", plan)
    second = run("client", "add", "--practice", practice, "--name", "Ben Muster")
    run("save", "--practice", practice, "--client", second, plan)
    said = open(os.path.join(home, "said"), "w+", encoding="utf-8")
    process = subprocess.Popen([program, "--practice", practice], stderr=said)
    window, report = Window(process), Report()
    try:
        go(window, report)
    except AssertionError as error:
        said.seek(0)
        faults = [*str(error).split("\n")[:60], *said.read().split("\n")[-6:]]
        report.holds("the way through the window", faults=faults)
    finally:
        process.terminate()
        process.wait()
    assert client
    print(f"{report.failed} failed" if report.failed else "all of it holds")
    return 1 if report.failed else 0


def everywhere(window, report, where):
    report.tried(f"{where}: icons are silent", icons_are_silent, window)
    report.tried(f"{where}: whatever can have the focus has a name", is_named, window)
    report.tried(f"{where}: nothing is heard twice in one place", nothing_is_heard_twice, window)


def go(window, report):
    window.begins(CLIENT, BUTTONS)
    report.tried("the window bears its name", the_title_agrees, window)
    report.tried("start: landmarks", has_landmarks, window, "Top bar", "Clients", "Today", "Status")
    report.tried("start: headings", has_headings, window, "Clients", "Today")
    everywhere(window, report, "start")

    for menu, entry, name in DIALOGS:
        window.choose(menu, entry)
        window.wait("a dialog", lambda one: one.role == "dialog")
        report.tried(f"the dialog “{name}” has its name, and is modal", dialog_is_modal, window, name)
        everywhere(window, report, f"“{name}”")
        window.close_dialog()
    # The palette has no button: what is found in it is pressed.
    window.choose("View", "Find a command…")
    palette = "Find a command or a client"
    window.wait("the palette", lambda one: one.role == "dialog")
    report.tried("the palette has its name, and is modal", dialog_is_modal, window, palette)
    everywhere(window, report, "palette")
    field = window.wait("its field", lambda one: one.role == "entry" and one.name == palette)
    field.node.get_editable_text_iface().set_text_contents("keyboard")
    found = "Keyboard shortcuts, F1"
    window.wait("the command", lambda one: one.name == found and one.above[-1].role == "list box")
    window.find(lambda one: one.name == found).press()
    window.wait("the list of keys", lambda one: one.role == "dialog" and one.name == "Keyboard shortcuts")
    window.close_dialog()

    # The intake of a new client.
    window.begins(CLIENT, BUTTONS).press()
    window.wait("the intake", lambda one: one.role == "landmark" and one.name == "Intake")
    window.wait("the emergency signs", lambda one: one.role == "radio button" and one.name.endswith("No"))
    report.tried("intake: landmarks", has_landmarks, window, "Top bar", "Clients", "Intake", "Cautions", "Status")
    report.tried("intake: headings", has_headings, window, "Clients", "Intake", "Cautions")
    report.tried("intake: Yes and No are in their group and can have the focus", yes_and_no_are_in_their_group, window)
    report.tried("intake: back pain is a slider with value and action", pain_is_a_slider, window, "Back pain")
    report.tried("intake: leg pain is a slider with value and action", pain_is_a_slider, window, "Leg pain")
    everywhere(window, report, "intake")

    # The plan of the other one, opened for editing.
    window.begins("Ben Muster", BUTTONS).press()
    window.begins("Plan of ", BUTTONS).press()
    window.wait(
        "the plan", lambda one: one.name == "Open for editing" or re.match(r"Step 1: ", one.name)
    )
    editing = window.find(lambda one: one.name == "Open for editing")
    if editing:
        everywhere(window, report, "past plan")
        editing.press()
    window.wait("the plan", lambda one: one.role == "landmark" and one.name == "Plan")
    window.begins("Step 1: ")
    report.tried("plan: landmarks", has_landmarks, window, "Top bar", "Clients", "Plan", "Cautions", "Status")
    report.tried("plan: headings", has_headings, window, "Clients", "Plan", "Cautions")
    report.tried("plan: a step names its cautions", a_step_names_its_cautions, window)
    report.tried("plan: Add a step comes where it acts", a_step_is_added_where_it_acts, window)
    everywhere(window, report, "plan")


if __name__ == "__main__":
    sys.exit(main())
