"""The way through the window: by what is heard alone, as somebody goes who doesn't see it."""

import json
import os
import re
import subprocess
import sys
import time
import warnings

from .heard import BUTTONS, Window
from .holds import (
    Report,
    a_step_is_added_where_it_acts,
    a_step_names_its_cautions,
    dialog_is_modal,
    has_headings,
    has_landmarks,
    icons_are_silent,
    is_named,
    nothing_is_heard_twice,
    pain_is_a_slider,
    the_window_names_nobody,
    yes_and_no_are_in_their_group,
    yes_takes_the_focus,
)

# Where a dialog stands in the menus, and what it is called.
DIALOGS = (
    ("Help", "Keyboard shortcuts", "Keyboard shortcuts"),
    ("Help", "About the guidance and sources", "About the guidance and sources"),
    ("File", "Open from a path…", "Open from a path"),
    ("File", "New practice…", "New practice"),
    ("File", "Back up the practice…", "Back up the practice"),
    ("File", "Settings…", "Settings of the practice"),
)
CLIENT = "Ada Muster"
OTHER = "Ben Muster"
NEW = "Cleo Muster"
# What is pressed in the intake of the new client, besides pain, weeks and the screening.
ANSWERS = (
    "Category: Herniated disc",
    "Side: Right",
    "Length: 60",
    "Symptoms reach: Calf",
    "Past week: Same",
    "Inflammation: None",
    "Diagnosis: By a doctor",
    "Doctor named the cause: Yes",
    "Doctor's advice on massage: In favour",
)


INTAKE = """(
    date: "{today}", category: "herniated-disc", side: Left, pain_back: 3, pain_leg: 2,
    furthest_point: Thigh, trend: Same, inflammation: None, onset_weeks: 40,
    diagnosis: ByDoctor, cause_known: true, doctor_on_massage: InFavour, findings: ["tingling"],
    minutes: 60,
)"""


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
    run("client", "add", "--practice", practice, "--name", CLIENT)
    intake = os.path.join(home, "intake.ron")
    with open(intake, "w", encoding="utf-8") as file:
        file.write(INTAKE.format(today=time.strftime("%Y-%m-%d")))
    plan = os.path.join(home, "plan.ron")
    run("plan", intake, "--out", plan)
    second = run("client", "add", "--practice", practice, "--name", OTHER)
    run("save", "--practice", practice, "--client", second, plan)
    said = open(os.path.join(home, "said"), "w+", encoding="utf-8")
    process = subprocess.Popen([program, "--practice", practice], stderr=said)
    window, report = Window(process), Report()
    try:
        go(window, report)
        report.tried("a new client: by what is heard alone to a plan that is ready", a_new_client, window)
        report.tried("a new client: the plan is saved as ready", is_saved_as_ready, run, practice)
    except AssertionError as error:
        said.seek(0)
        faults = [*str(error).split("\n")[:60], *said.read().split("\n")[-6:]]
        report.holds("the way through the window", faults=faults)
    finally:
        process.terminate()
        process.wait()
    print(f"{report.failed} failed" if report.failed else "all of it holds")
    return 1 if report.failed else 0


def everywhere(window, report, where):
    report.tried(f"{where}: icons are silent", icons_are_silent, window)
    report.tried(f"{where}: whatever can have the focus has a name", is_named, window)
    report.tried(f"{where}: nothing is heard twice in one place", nothing_is_heard_twice, window)


def go(window, report):
    window.begins(CLIENT, BUTTONS)
    report.tried("the window bears the name of the program alone", the_window_names_nobody, window)
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
    report.tried("intake: Yes takes the focus where it is asked to", yes_takes_the_focus, window)
    report.tried("intake: back pain is a slider with value and action", pain_is_a_slider, window, "Back pain")
    report.tried("intake: leg pain is a slider with value and action", pain_is_a_slider, window, "Leg pain")
    everywhere(window, report, "intake")

    # The plan of the other one, opened for editing.
    window.begins(OTHER, BUTTONS).press()
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
    report.tried("plan: the window bears the name of the program alone", the_window_names_nobody, window)
    report.tried("plan: landmarks", has_landmarks, window, "Top bar", "Clients", "Plan", "Cautions", "Status")
    report.tried("plan: headings", has_headings, window, "Clients", "Plan", "Cautions")
    report.tried("plan: a step names its cautions", a_step_names_its_cautions, window)
    report.tried("plan: Add a step comes where it acts", a_step_is_added_where_it_acts, window)
    everywhere(window, report, "plan")


def a_new_client(window):
    """From nothing to a plan that is ready, all of it through what a screen reader can do."""
    window.named("New", BUTTONS).press()
    window.entry("Name of the new client").write(NEW)
    window.enabled("Add client").press()
    window.wait("the intake", lambda one: one.role == "landmark" and one.name == "Intake")
    window.wait(f"{NEW} at the top", lambda one: one.name.startswith(NEW) and one.role in ("label", "heading"))
    for answer in ANSWERS:
        window.begins(answer, BUTTONS).press()
    for name, score in (("Back pain", 4.0), ("Leg pain", 6.0)):
        window.begins(name, ("slider",)).node.get_value_iface().set_current_value(score)
    window.entry("Weeks since it began").write("20")
    # What is asked in rows is answered one by one, signs of an emergency among it; for the rest there is
    # "All no".
    for one in window.all():
        if one.role == "radio button" and one.name.endswith(": No"):
            one.press()
    while True:
        rest = window.find(lambda one: is_all_no(one.name) and one.is_enabled())
        if not rest:
            break
        rest.press()
        window.wait_gone(rest.name, lambda one: one.name == rest.name and one.is_enabled())
    window.enabled("Show plan").press()
    window.wait("the plan", lambda one: one.role == "landmark" and one.name == "Plan")
    window.begins("Step 1: ")
    window.named("State of the plan: Draft", BUTTONS).press()
    window.enabled("Mark as ready").press()
    window.named("State of the plan: Ready", BUTTONS)
    window.begins("Plan saved")


def is_all_no(name):
    return name.startswith(("All no: ", "All others no: "))


def is_saved_as_ready(run, practice):
    listed = json.loads(run("list", "--practice", practice, "--format", "json"))
    client = next(one["id"] for one in listed["clients"] if one["name"] == NEW)
    plans = json.loads(run("list", "--practice", practice, "--client", client, "--format", "json"))
    states = [plan["state"] for plan in plans["plans"]]
    if states != ["Ready"]:
        yield f"the plans of {NEW} are {states}"
