"""What is heard of the window: its tree, asked anew each time.

It waits for what it asks for, never for a moment.
"""

import time

PATIENCE = 60.0
BUTTONS = ("push button", "button", "toggle button")
MENU_ITEMS = ("menu item", "check menu item", "radio menu item", "menu")


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

    def is_enabled(self):
        from gi.repository import Atspi

        return self.has(Atspi.StateType.ENABLED)

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


    def write(self, text):
        """Puts a text in the place of what stands in a field."""
        field = self.node.get_editable_text_iface()
        if not field:
            raise AssertionError(f"{self.spoken()} takes no text")
        field.set_text_contents(text)


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

    def entry(self, name):
        return self.named(name, ("entry", "spin button", "text"))

    def enabled(self, name):
        """A button or an entry of a menu that can be pressed now."""
        return self.wait(
            f"“{name}” that can be pressed",
            lambda one: one.name == name and one.role in (*BUTTONS, *MENU_ITEMS) and one.is_enabled(),
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
