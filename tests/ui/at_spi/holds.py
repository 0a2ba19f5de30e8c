"""What has to hold of what is heard: each test gives its faults, in words."""

import re
import sys

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


def yes_takes_the_focus(window):
    from gi.repository import Atspi

    def is_yes(one):
        return one.role == "radio button" and one.name.endswith(": Yes")

    first = window.wait("a Yes", is_yes)
    first.node.get_component_iface().grab_focus()
    window.wait(
        f"the focus on {first.spoken()}",
        lambda one: one.name == first.name and one.role == first.role and one.has(Atspi.StateType.FOCUSED),
    )


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
    if "not answered" not in slider.about:
        yield f"{name} doesn't say that it isn't answered, but “{slider.about}”"
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
        yield from (one.spoken() for one in heard[max(rows) : max(adds) + 1] if one.name)
    place = next((a.name for a in heard[max(adds)].above if a.role == "landmark"), None)
    if place != "Plan":
        yield f"“Add a step” stands in {place}, not in the plan"


def the_window_names_nobody(window):
    """The window is called by the program alone: no client's name stays behind a lock."""
    frame = window.find(lambda one: one.role == "frame")
    if not frame or frame.name != "Ischia":
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
