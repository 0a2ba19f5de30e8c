//! Events as nobody would make them: clicks, drags, keys, text, scrolling, sizes and scales at random.
//!
//! The same ones for the same seed and the same window. Most of what is clicked is something that
//! takes clicks. Shared by a test, which wants no panic, and a benchmark, which wants the slowest
//! frames.

#![allow(clippy::indexing_slicing, reason = "lists of a fixed length")]

use std::collections::VecDeque;
use std::path::PathBuf;

use eframe::egui::{
    Event, Key, Modifiers, MouseWheelSource, MouseWheelUnit, PointerButton, Pos2, Rect, TouchPhase,
    Vec2, pos2, vec2,
};
use fastrand::Rng;

use crate::drive::{Drive, Took};

/// What is typed. No path separators: nothing may be written outside the folder of the test.
const TEXTS: [&str; 24] = [
    "a",
    "glu r mfr 3 8",
    "Zoë",
    "20",
    "2026-11-24",
    "2026-02-30",
    "-1",
    "1e9",
    "٣½１２",
    " ",
    "99999999999999999999999",
    "e\u{301}\u{301}\u{301}",
    "\u{202e}thgir ot tfel",
    "مرحبا",
    "שלום",
    "仮名 健太",
    "🧑\u{200d}🤝\u{200d}🧑🏽",
    "\u{feff}\u{200b}",
    "\u{0}\u{7}",
    "line\nline\r\n\ttab",
    "\u{10ffff}\u{e000}",
    "{\"(r#\"",
    "Ǆ ß ﬁ İ ı",
    "a word that goes on and on until it is longer than any field or panel on any screen is wide",
];

const SIZES: [Vec2; 8] = [
    vec2(1366.0, 768.0),
    vec2(1920.0, 1080.0),
    vec2(911.0, 512.0),
    vec2(760.0, 480.0),
    vec2(1.0, 1.0),
    vec2(333.3, 2000.0),
    vec2(4000.0, 90.0),
    vec2(640.5, 360.25),
];

/// What happens in one frame.
#[derive(Clone, Debug, Default)]
struct Frame {
    events: Vec<Event>,
    size: Option<Vec2>,
    scale: Option<f32>,
    dropped: Option<PathBuf>,
}

/// For the benchmark: a frame that was drawn, with what happened in it.
#[allow(dead_code, reason = "a test has no use for it")]
pub struct Drawn {
    pub took: Took,
    pub what: String,
}

/// Somebody without a plan.
pub struct Monkey {
    rng: Rng,
    at: Pos2,
    waiting: VecDeque<Frame>,
    /// What may be dropped on the window.
    files: Vec<PathBuf>,
    /// How many events there were so far.
    pub events: usize,
}

impl Monkey {
    /// With files that may be dropped on the window.
    pub fn seeded(seed: u64, files: Vec<PathBuf>) -> Self {
        let rng = Rng::with_seed(seed);
        Self { rng, at: Pos2::ZERO, waiting: VecDeque::new(), files, events: 0 }
    }

    /// The next frame.
    pub fn step(&mut self, drive: &mut Drive) -> Drawn {
        while self.waiting.is_empty() {
            self.plan(drive);
        }
        let frame = self.waiting.pop_front().unwrap_or_default();
        drive.size = frame.size.unwrap_or(drive.size);
        drive.scale = frame.scale.unwrap_or(drive.scale);
        let others = [frame.size.is_some(), frame.scale.is_some(), frame.dropped.is_some()];
        let changes = others.into_iter().filter(|is_there| *is_there).count();
        self.events += frame.events.len() + changes;
        let what = format!("{frame:?}");
        drive.dropped = frame.dropped;
        Drawn { took: drive.frame(frame.events), what }
    }

    fn plan(&mut self, drive: &Drive) {
        match self.rng.u8(..100) {
            0..40 => self.click(drive),
            40..46 => self.drag(drive),
            46..60 => self.scroll(drive),
            60..75 => self.key(),
            75..90 => self.text(),
            90..95 => {
                let to = self.target(drive);
                self.push([Event::PointerMoved(to)]);
            }
            95..97 => {
                let size = *self.rng.choice(&SIZES).unwrap_or(&SIZES[0]);
                self.waiting.push_back(Frame { size: Some(size), ..Frame::default() });
                // Back to where more can be reached, most of the time.
                if self.rng.u8(..4) > 0 {
                    self.waiting.push_back(Frame { size: Some(SIZES[0]), ..Frame::default() });
                }
            }
            97 => {
                let scale = *self.rng.choice(&[0.75, 1.0, 1.25, 1.5, 2.0, 3.0]).unwrap_or(&1.0);
                self.waiting.push_back(Frame { scale: Some(scale), ..Frame::default() });
            }
            98 if self.rng.bool() => {
                let dropped = self.rng.choice(&self.files).cloned();
                self.waiting.push_back(Frame { dropped, ..Frame::default() });
            }
            98 => self.push([Event::PointerGone]),
            _ => {
                let is_focused = self.rng.bool();
                self.push([Event::WindowFocused(is_focused)]);
            }
        }
    }

    fn click(&mut self, drive: &Drive) {
        let pos = self.target(drive);
        self.at = pos;
        let buttons = [PointerButton::Primary, PointerButton::Secondary, PointerButton::Middle];
        let button = if self.rng.u8(..10) > 0 { buttons[0] } else { buttons[self.rng.usize(..3)] };
        let modifiers = self.modifiers();
        let times = if self.rng.u8(..8) == 0 { 2 } else { 1 };
        for _ in 0..times {
            let press = |pressed| Event::PointerButton { pos, button, pressed, modifiers };
            self.push([Event::PointerMoved(pos), press(true)]);
            self.push([press(false)]);
        }
        if self.rng.u8(..3) == 0 {
            self.text();
        }
    }

    fn drag(&mut self, drive: &Drive) {
        let (from, to) = (self.target(drive), self.target(drive));
        let press = |pos, pressed| Event::PointerButton {
            pos,
            button: PointerButton::Primary,
            pressed,
            modifiers: Modifiers::NONE,
        };
        self.push([Event::PointerMoved(from), press(from, true)]);
        for part in 1..=4_u8 {
            let pos = from + (to - from) * (f32::from(part) / 4.0);
            self.push([Event::PointerMoved(pos)]);
        }
        match self.rng.u8(..5) {
            0 => self.push([key(Key::Escape, Modifiers::NONE)]),
            1 => self.push([Event::PointerGone]),
            _ => {}
        }
        self.push([press(to, false)]);
        self.at = to;
    }

    fn scroll(&mut self, drive: &Drive) {
        let at = self.target(drive);
        let modifiers = self.modifiers();
        let lines = self.rng.f32() * 40.0 - 20.0;
        let delta = if self.rng.u8(..6) == 0 { vec2(lines, 0.0) } else { vec2(0.0, lines) };
        let unit = *self
            .rng
            .choice(&[MouseWheelUnit::Line, MouseWheelUnit::Point, MouseWheelUnit::Page])
            .unwrap_or(&MouseWheelUnit::Line);
        let source = MouseWheelSource::Wheel;
        let wheel = Event::MouseWheel { unit, delta, phase: TouchPhase::Move, source, modifiers };
        self.push([Event::PointerMoved(at), wheel]);
    }

    fn key(&mut self) {
        let often = [
            Key::Tab,
            Key::Enter,
            Key::Escape,
            Key::Space,
            Key::ArrowDown,
            Key::ArrowUp,
            Key::ArrowLeft,
            Key::ArrowRight,
            Key::Backspace,
            Key::Delete,
            Key::Home,
            Key::End,
            Key::PageDown,
            Key::Z,
            Key::Y,
            Key::S,
            Key::N,
            Key::O,
            Key::K,
            Key::F,
            Key::P,
            Key::F1,
            Key::Plus,
            Key::Minus,
        ];
        let from = if self.rng.u8(..3) > 0 { &often[..] } else { Key::ALL };
        let key_of = *self.rng.choice(from).unwrap_or(&Key::Tab);
        let modifiers = self.modifiers();
        for _ in 0..self.rng.u8(1..4) {
            self.push([key(key_of, modifiers)]);
        }
    }

    fn text(&mut self) {
        let text = self.rng.choice(TEXTS).unwrap_or("a").to_owned();
        let event = match self.rng.u8(..10) {
            0 => Event::Paste(text.repeat(3)),
            1 => Event::Copy,
            2 => Event::Cut,
            _ => Event::Text(text),
        };
        self.push([event]);
        if self.rng.u8(..3) == 0 {
            self.push([key(Key::Enter, Modifiers::NONE)]);
        }
    }

    fn modifiers(&mut self) -> Modifiers {
        match self.rng.u8(..12) {
            0..=7 => Modifiers::NONE,
            8 | 9 => Modifiers { ctrl: true, ..Modifiers::COMMAND },
            10 => Modifiers::SHIFT,
            _ => Modifiers { alt: self.rng.bool(), shift: self.rng.bool(), ..Modifiers::COMMAND },
        }
    }

    /// Somewhere; most of the time in the middle of something that takes clicks.
    fn target(&mut self, drive: &Drive) -> Pos2 {
        let (width, height) = (drive.size.x, drive.size.y);
        if self.rng.u8(..10) == 0 {
            return pos2(self.rng.f32() * width * 1.1 - 9.0, self.rng.f32() * height * 1.1 - 9.0);
        }
        let mut rects: Vec<Rect> = drive.ctx.viewport(|viewport| {
            let widgets = viewport.prev_pass.widgets.layers().flat_map(|(_, widgets)| widgets);
            let takes = widgets.filter(|widget| widget.enabled && widget.sense.interactive());
            takes.map(|widget| widget.interact_rect).filter(Rect::is_positive).collect()
        });
        // They come in no order.
        let order = |rect: &Rect| [rect.min.y, rect.min.x, rect.max.y, rect.max.x];
        rects.sort_by(|a, b| order(a).partial_cmp(&order(b)).unwrap_or(std::cmp::Ordering::Equal));
        self.rng.choice(&rects).map_or(self.at, Rect::center)
    }

    fn push<const N: usize>(&mut self, events: [Event; N]) {
        self.waiting.push_back(Frame { events: events.into(), ..Frame::default() });
    }
}

fn key(key: Key, modifiers: Modifiers) -> Event {
    Event::Key { key, physical_key: None, pressed: true, repeat: false, modifiers }
}
