//! The field for passphrases and recovery keys.
//!
//! A text field of egui keeps copies of what is typed: for its undo, to see what changed, for whoever
//! reads the screen aloud. This one gives it dots to work on, and makes each change to the secret
//! itself.

use std::any::TypeId;
use std::ops::Range;

use eframe::egui::text::CharIndex;
use eframe::egui::text_edit::TextEditState;
use eframe::egui::{Event, ImeEvent, Response, TextBuffer, TextEdit, Ui};
use zeroize::{Zeroize, Zeroizing};

use crate::app::action::Secret;
use crate::store::process;

/// A field in which a secret is typed. It has no undo, nothing can be copied out of it, and the memory
/// of the process is kept from others from here on. `with` says how it looks.
pub fn secret_field(
    ui: &mut Ui,
    enabled: bool,
    typed: &mut Secret,
    with: impl for<'t> FnOnce(TextEdit<'t>) -> TextEdit<'t>,
) -> Response {
    process::guard();
    let mut masked = Masked::of(typed);
    let edit = with(TextEdit::singleline(&mut masked).password(true));
    let field = ui.add_enabled(enabled, edit);
    forget_undo(ui, &field);
    if field.changed() || field.has_focus() {
        ui.input_mut(|input| {
            let raw = input.raw.events.iter_mut();
            input.events.iter_mut().chain(raw).for_each(wipe);
        });
    }
    field
}

/// Takes away what a field keeps for its undo.
pub fn forget_undo(ui: &Ui, field: &Response) {
    if let Some(mut state) = TextEditState::load(ui.ctx(), field.id) {
        state.clear_undoer();
        state.store(ui.ctx(), field.id);
    }
}

/// Takes the text out of an event that the field has taken in.
fn wipe(event: &mut Event) {
    if let Event::Text(text)
    | Event::Paste(text)
    | Event::Ime(ImeEvent::Commit(text) | ImeEvent::Preedit { text, .. }) = event
    {
        text.zeroize();
    }
}

/// A secret as the field sees it: a dot for each character.
struct Masked<'a> {
    secret: &'a mut Secret,
    dots: String,
}

impl<'a> Masked<'a> {
    fn of(secret: &'a mut Secret) -> Self {
        let dots = dots(&secret.0);
        Self { secret, dots }
    }

    /// The secret with another text in the place of these characters. It is built anew, at its whole
    /// length from the start: what grows in place leaves its beginning behind.
    fn replace(&mut self, range: Range<CharIndex>, by: &str) {
        let old = &self.secret.0;
        let byte = |at: CharIndex| old.char_indices().nth(at.0).map_or(old.len(), |(byte, _)| byte);
        let (start, end) = (byte(range.start), byte(range.end));
        let (before, after) = (old.get(..start), old.get(end..));
        let (Some(before), Some(after)) = (before, after) else { return };
        let mut new = Zeroizing::new(String::with_capacity(start + by.len() + after.len()));
        for part in [before, by, after] {
            new.push_str(part);
        }
        self.secret.0 = new;
        self.dots = dots(&self.secret.0);
    }
}

fn dots(secret: &str) -> String {
    "•".repeat(secret.chars().count())
}

impl TextBuffer for Masked<'_> {
    fn is_mutable(&self) -> bool {
        true
    }

    fn as_str(&self) -> &str {
        &self.dots
    }

    fn insert_text(&mut self, text: &str, at: CharIndex) -> usize {
        self.replace(at..at, text);
        text.chars().count()
    }

    fn delete_char_range(&mut self, range: Range<CharIndex>) {
        self.replace(range, "");
    }

    /// Only an undo does this, and there is none: it knows nothing but dots.
    fn replace_with(&mut self, _: &str) {}

    fn type_id(&self) -> TypeId {
        TypeId::of::<Masked<'static>>()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_field_sees_dots_and_each_change_is_made_to_the_secret() {
        let mut secret = Secret::default();
        let mut masked = Masked::of(&mut secret);
        assert_eq!(masked.insert_text("grune", CharIndex(0)), 5);
        masked.replace(CharIndex(2)..CharIndex(3), "ü");
        assert_eq!(masked.insert_text(" wiese", CharIndex(5)), 6);
        assert_eq!(masked.as_str(), "•".repeat(11));
        masked.delete_char_range(CharIndex(0)..CharIndex(2));
        masked.replace_with("••");
        assert_eq!(masked.as_str().chars().count(), 9);
        masked.delete_char_range(CharIndex(8)..CharIndex(99));
        assert_eq!(*secret.0, "üne wies");
    }
}
