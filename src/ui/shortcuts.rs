//! Keys that mean the same everywhere: the commands' shortcuts, and the menu bar's.
//!
//! What the keys mean stands in `command`; a text field that has the focus takes back its own
//! typing, and keeps every key that types.

use eframe::egui::{Context, Event, FocusDirection, Key, KeyboardShortcut, Modifiers};

use super::screen::waits_for_a_step;
use super::widget::take_why_key;
use crate::app::action::{Action, Outbox, WindowAction};
use crate::app::command::{Command, CommandKey, HeldDown, Keys, Menu, rows};
use crate::app::menu::{MenuOutcome, OpenMenu, Stroke};
use crate::app::state::{Busy, State};

/// Sends what the keys of this frame ask for.
pub fn shortcuts(ctx: &Context, state: &State, out: &mut Outbox) {
    if let Some(menu) = state.menu {
        return menu_keys(ctx, state, menu, out);
    }
    if let Some(menu) = opening(ctx, state) {
        out.send(Action::Window(WindowAction::Menu(Some(menu))));
        return;
    }
    take_why_key(ctx);
    let typing = ctx.text_edit_focused();
    let mut all: Vec<(KeyboardShortcut, Command)> = rows()
        .flat_map(|(_, entry)| entry.keys.iter().map(move |keys| (shortcut(*keys), entry.command)))
        .collect();
    // The longer ones first: the shorter are a part of them.
    all.sort_by_key(|(keys, _)| !keys.modifiers.shift);
    for (keys, command) in all {
        let own = matches!(command, Command::Undo | Command::Redo);
        if (own && typing && !waits_for_a_step(ctx, state))
            || !ctx.input_mut(|input| input.consume_shortcut(&keys))
        {
            continue;
        }
        match command.enabled(state) {
            Ok(()) => out.send(command.action(state)),
            // Pressed once too often, which needs no answer.
            Err(_) if own || matches!(command, Command::ZoomIn | Command::ZoomOut) => {}
            Err(_) if command == Command::Save && state.busy == Some(Busy::Saving) => {}
            Err(reason) => out.send(Action::Window(WindowAction::Refused(reason))),
        }
    }
}

/// A shortcut as the toolkit knows it.
pub const fn shortcut(keys: Keys) -> KeyboardShortcut {
    let modifiers = match keys.held {
        HeldDown::Nothing => Modifiers::NONE,
        HeldDown::Ctrl => Modifiers::COMMAND,
        HeldDown::CtrlShift => Modifiers::COMMAND.plus(Modifiers::SHIFT),
        HeldDown::Alt => Modifiers::ALT,
    };
    let key = match keys.key {
        CommandKey::A => Key::A,
        CommandKey::B => Key::B,
        CommandKey::D => Key::D,
        CommandKey::F => Key::F,
        CommandKey::H => Key::H,
        CommandKey::I => Key::I,
        CommandKey::J => Key::J,
        CommandKey::K => Key::K,
        CommandKey::L => Key::L,
        CommandKey::N => Key::N,
        CommandKey::O => Key::O,
        CommandKey::P => Key::P,
        CommandKey::Q => Key::Q,
        CommandKey::R => Key::R,
        CommandKey::S => Key::S,
        CommandKey::Y => Key::Y,
        CommandKey::Z => Key::Z,
        CommandKey::Num0 => Key::Num0,
        CommandKey::Num1 => Key::Num1,
        CommandKey::Num2 => Key::Num2,
        CommandKey::Num3 => Key::Num3,
        CommandKey::F1 => Key::F1,
        CommandKey::Up => Key::ArrowUp,
        CommandKey::Down => Key::ArrowDown,
        CommandKey::Enter => Key::Enter,
        CommandKey::Delete => Key::Delete,
        CommandKey::Comma => Key::Comma,
        CommandKey::Equals => Key::Equals,
        CommandKey::Minus => Key::Minus,
        CommandKey::Plus => Key::Plus,
        CommandKey::Slash => Key::Slash,
    };
    KeyboardShortcut::new(modifiers, key)
}

/// The menu that the keys of this frame open.
fn opening(ctx: &Context, state: &State) -> Option<OpenMenu> {
    if ctx.input_mut(|input| input.consume_key(Modifiers::NONE, Key::F10)) {
        return Some(OpenMenu::bar());
    }
    let pressed = ctx.input(|input| {
        let menu = |event: &Event| match key(event)? {
            (key, Modifiers { alt: true, ctrl: false, command: false, .. }) => {
                let letter = letter(key)?;
                Menu::ALL.into_iter().find(|menu| menu.mnemonic() == letter)
            }
            _ => None,
        };
        input.events.iter().find_map(menu)
    })?;
    take_keys(ctx);
    Some(OpenMenu::by_keys(pressed, state))
}

/// While a menu is open, it has all keys.
fn menu_keys(ctx: &Context, state: &State, mut menu: OpenMenu, out: &mut Outbox) {
    let of = |event: &Event| key(event).and_then(|(key, modifiers)| stroke(key, modifiers));
    let strokes: Vec<Stroke> = ctx.input(|input| input.events.iter().filter_map(of).collect());
    // Arrows and Tab move through the menu, not through what lies behind it.
    ctx.memory_mut(|memory| memory.move_focus(FocusDirection::None));
    take_keys(ctx);
    let was = menu;
    for stroke in strokes {
        match menu.stroke(stroke, state) {
            MenuOutcome::Menu(Some(next)) => menu = next,
            MenuOutcome::Menu(None) => return out.send(Action::Window(WindowAction::Menu(None))),
            MenuOutcome::Chosen(command) => {
                out.send(Action::Window(WindowAction::Menu(None)));
                return out.send(command.action(state));
            }
        }
    }
    if menu != was {
        out.send(Action::Window(WindowAction::Menu(Some(menu))));
    }
}

fn stroke(key: Key, modifiers: Modifiers) -> Option<Stroke> {
    if modifiers.command || modifiers.ctrl {
        return None;
    }
    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "all other keys are letters or mean nothing"
    )]
    Some(match key {
        Key::ArrowDown => Stroke::Entry(1),
        Key::ArrowUp => Stroke::Entry(-1),
        Key::ArrowRight => Stroke::Menu(1),
        Key::ArrowLeft => Stroke::Menu(-1),
        Key::Tab => Stroke::Menu(if modifiers.shift { -1 } else { 1 }),
        Key::Home => Stroke::End(true),
        Key::End => Stroke::End(false),
        Key::Enter | Key::Space => Stroke::Choose,
        Key::Escape | Key::F10 => Stroke::Close,
        other => Stroke::Letter(letter(other)?),
    })
}

fn key(event: &Event) -> Option<(Key, Modifiers)> {
    #[expect(clippy::wildcard_enum_match_arm, reason = "only presses of keys are of interest")]
    match event {
        Event::Key { key, pressed: true, modifiers, .. } => Some((*key, *modifiers)),
        _ => None,
    }
}

fn letter(key: Key) -> Option<char> {
    let mut letters = key.name().chars();
    match (letters.next(), letters.next()) {
        (Some(letter), None) if letter.is_alphabetic() => Some(letter.to_ascii_lowercase()),
        _ => None,
    }
}

/// Nothing behind the menu may read these keys.
fn take_keys(ctx: &Context) {
    ctx.input_mut(|input| {
        input.events.retain(|event| !matches!(event, Event::Key { .. } | Event::Text(_)));
    });
}
