//! The window without a screen and without names, frame by frame, as fast as it goes.
//!
//! For thousands of events, and for timing the part of a frame that is ours: layout and tessellation.
//! Whoever looks for something by its name takes the facade.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use eframe::egui::{self, Context, Event, RawInput, Rect, Vec2, ViewportId};
use ischia::ui::Window;

/// A window in a context of its own.
pub struct Drive {
    pub ctx: Context,
    pub window: Window,
    pub size: Vec2,
    /// What the system says a point is, in pixels.
    pub scale: f32,
    /// A file that is dropped on the window in the next frame.
    pub dropped: Option<PathBuf>,
    time: f64,
}

/// A file as the window system hands it over.
#[derive(Debug)]
pub struct Dropped(pub PathBuf);

impl egui::DroppedFile for Dropped {
    fn path(&self) -> &Path {
        &self.0
    }

    fn bytes(&self) -> Result<Vec<u8>, String> {
        std::fs::read(&self.0).map_err(|error| error.to_string())
    }
}

/// Counts what hands do to a window, whoever drives it: each button of the pointer and each key that
/// goes down, and each that is held with it. Turning the wheel and pointing press nothing.
#[derive(Default)]
#[allow(dead_code, reason = "not for the benchmark")]
pub struct Presses {
    /// How many.
    pub count: usize,
    /// Whether the last one was a key that types: its letter comes as an event of its own.
    typed: bool,
}

impl egui::Plugin for Presses {
    fn debug_name(&self) -> &'static str {
        "presses"
    }

    fn input_hook(&mut self, _: &Context, input: &mut RawInput) {
        for event in &input.events {
            #[expect(clippy::wildcard_enum_match_arm, reason = "everything else presses nothing")]
            let pressed = match event {
                // What a test reaches by its name would have to be reached by a hand.
                Event::PointerButton { pressed: true, .. } | Event::AccessKitActionRequest(_) => 1,
                Event::Key { pressed: true, key, modifiers, .. } => {
                    let held = held(*modifiers);
                    self.typed = held == 0 && key.name().chars().count() == 1;
                    1 + held
                }
                Event::Text(text) => {
                    text.chars().count() - usize::from(std::mem::take(&mut self.typed))
                }
                // A shortcut of two keys, of which no event tells.
                Event::Copy | Event::Cut | Event::Paste(_) => 2,
                _ => 0,
            };
            self.count += pressed;
        }
    }
}

/// How many keys are held with another one.
#[allow(dead_code, reason = "not for the benchmark")]
fn held(modifiers: egui::Modifiers) -> usize {
    let egui::Modifiers { alt, ctrl, shift, command, .. } = modifiers;
    [alt, ctrl || command, shift].into_iter().filter(|held| *held).count()
}

/// How long a frame took.
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Took {
    pub all: Duration,
    pub layout: Duration,
}

impl Drive {
    /// Takes over a window and draws it once.
    pub fn new(window: Window, size: Vec2) -> Self {
        let ctx = Context::default();
        ischia::ui::install_theme(&ctx);
        let mut drive = Self { ctx, window, size, scale: 1.0, dropped: None, time: 0.0 };
        drive.frame(Vec::new());
        drive
    }

    /// One frame, a sixtieth of a second after the last one.
    pub fn frame(&mut self, events: Vec<Event>) -> Took {
        self.time += 1.0 / 60.0;
        let mut input = RawInput {
            screen_rect: Some(Rect::from_min_size(egui::Pos2::ZERO, self.size)),
            max_texture_side: Some(8192),
            time: Some(self.time),
            events,
            ..RawInput::default()
        };
        if let Some(path) = self.dropped.take() {
            input.dropped_files.push(Arc::new(Dropped(path)));
        }
        let viewport = input.viewports.entry(ViewportId::ROOT).or_default();
        viewport.native_pixels_per_point = Some(self.scale);
        viewport.focused = Some(true);
        let begun = Instant::now();
        let window = &mut self.window;
        let mut output = self.ctx.run_ui(input, |ui| {
            let ctx = ui.ctx().clone();
            window.advance(&ctx);
            window.show(ui, None);
        });
        let layout = begun.elapsed();
        let shapes = std::mem::take(&mut output.shapes);
        let drawn = self.ctx.tessellate(shapes, output.pixels_per_point);
        let all = begun.elapsed();
        drop(drawn);
        output.textures_delta.clear();
        Took { all, layout }
    }

    /// Frames without events, until nothing is being done beside the window and nothing moves.
    pub fn rest(&mut self) {
        let begun = Instant::now();
        while !self.window.is_at_rest() {
            assert!(begun.elapsed() < Duration::from_mins(1), "work beside the window never ends");
            std::thread::sleep(Duration::from_millis(5));
            self.frame(Vec::new());
        }
        // Half a second of the window's own time: whatever moves has come to its end.
        for _ in 0..30 {
            self.frame(Vec::new());
        }
    }
}
