//! The program's own window on screens of other sizes and scales than the one that it was on last.

use std::path::Path;
use std::process::{Command, Stdio};

use tempfile::TempDir;

use crate::facade::folder;
use crate::real_window::{Running, Screen, cannot_be_tried, wait};

const LAPTOP: (usize, usize) = (1366, 768);
/// As wide as two of them.
const DESK: (usize, usize) = (3200, 1500);

/// The program on a screen.
struct Window {
    program: Running,
    id: String,
    screen: Screen,
    _room: TempDir,
}

impl Window {
    /// Opens it as somebody whose folders are below `home`, on a screen that draws so large.
    fn open(home: &Path, size: (usize, usize), scale: &str) -> Self {
        let room = folder();
        let screen = Screen::start(room.path(), size);
        let program = Command::new(env!("CARGO_BIN_EXE_ischia"))
            .env("DISPLAY", &screen.display)
            .env("HOME", home)
            .env("WINIT_X11_SCALE_FACTOR", scale)
            .env("LIBGL_ALWAYS_SOFTWARE", "1")
            .env_remove("WAYLAND_DISPLAY")
            .envs(
                ["CACHE", "STATE", "DATA", "CONFIG"]
                    .map(|name| (format!("XDG_{name}_HOME"), home.join(name))),
            )
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let program = Running(program);
        let pid = program.0.id().to_string();
        let mut id = String::new();
        wait("the window", || {
            let found = screen.xdotool(&["search", "--onlyvisible", "--pid", &pid]).stdout;
            let found = String::from_utf8(found).unwrap();
            found.lines().last().unwrap_or_default().clone_into(&mut id);
            !id.is_empty()
        });
        screen.xdotool(&["windowactivate", "--sync", &id]);
        Self { program, id, screen, _room: room }
    }

    /// Where its contents begin, and how large they are.
    fn place(&self) -> [usize; 4] {
        let ask = |name| self.screen.ask(&["getwindowgeometry", "--shell", &self.id], name);
        let (width, height) = (ask("WIDTH").unwrap(), ask("HEIGHT").unwrap());
        self.screen.xdotool(&["mousemove", "--sync", "--window", &self.id, "0", "0"]);
        let ask = |name| self.screen.ask(&["getmouselocation", "--shell"], name).unwrap();
        [ask("X"), ask("Y"), width, height]
    }

    fn is_inside(&self, (wide, high): (usize, usize)) -> bool {
        let [left, top, width, height] = self.place();
        left + width <= wide && top + height <= high
    }

    /// As the window manager closes it, so that its place is kept.
    fn close(mut self) {
        wait("the end", || {
            // A busy machine gives it the focus late, and the key goes where the focus is.
            self.screen.xdotool(&["windowactivate", &self.id, "key", "alt+F4"]);
            self.program.0.try_wait().unwrap().is_some()
        });
    }
}

#[test]
fn the_first_window_fits_a_laptop_at_every_scale() {
    if let Some(why) = cannot_be_tried() {
        eprintln!("\n*** SKIPPED: {why} ***\n");
        return;
    }
    for scale in ["1", "1.5", "2"] {
        let home = folder();
        let window = Window::open(home.path(), LAPTOP, scale);
        assert!(window.is_inside(LAPTOP), "at {scale}: {:?}", window.place());
        let [_, _, width, height] = window.place();
        assert!(width >= 1200 && height >= 500, "at {scale}: {width}×{height}");
    }
}

#[test]
fn after_the_large_screen_was_unplugged_the_window_fits_the_laptop() {
    if let Some(why) = cannot_be_tried() {
        eprintln!("\n*** SKIPPED: {why} ***\n");
        return;
    }
    for scale in ["1", "2"] {
        let home = folder();
        let window = Window::open(home.path(), DESK, "1");
        let id = window.id.clone();
        window.screen.xdotool(&["windowsize", "--sync", &id, "1700", "1300"]);
        window.screen.xdotool(&["windowmove", "--sync", &id, "1450", "90"]);
        assert!(!window.is_inside(LAPTOP));
        let before = window.place();
        window.close();

        // It is there again where it was, as long as the screen is.
        let window = Window::open(home.path(), DESK, "1");
        let again = window.place();
        let near = before.iter().zip(again).all(|(a, b)| a.abs_diff(b) <= 40);
        assert!(near, "{before:?}, again {again:?}");
        window.close();

        let window = Window::open(home.path(), LAPTOP, scale);
        assert!(window.is_inside(LAPTOP), "at {scale}: {:?}", window.place());
    }
}
