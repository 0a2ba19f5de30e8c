//! Short messages that go by themselves, with at most one thing to do about each.
//!
//! The time comes in with each frame, drawing is in `panel::toasts`.

use super::action::Action;

/// How many show at once.
const MOST: usize = 3;
/// How long one stays, in seconds.
const STAYS: f64 = 8.0;

/// What a message is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ToastKind {
    /// Something was done.
    Done,
    /// Something can't be done now.
    Refused,
}

/// A message.
#[derive(Debug, Clone, PartialEq)]
pub struct Toast {
    /// Tells it from others.
    pub id: u64,
    /// What it is about.
    pub kind: ToastKind,
    /// Whom it is about, where it begins with a name: one of another direction than the words after
    /// it stands apart from them.
    pub name: String,
    /// What it says.
    pub text: String,
    /// The same at full length, where what shows is shortened.
    pub in_full: Option<String>,
    /// Whether it is about more than the client who was chosen when it came: about the practice, or
    /// about somebody whom it names.
    stays: bool,
    /// What can be done about it: the word on the button, and what that asks for.
    pub offer: Option<(&'static str, Action)>,
    /// When it goes, in the window's own seconds; not known before its first frame.
    ends: Option<f64>,
}

/// The messages that show, the newest last.
#[derive(Debug, Default)]
pub struct Toasts {
    shown: Vec<Toast>,
    made: u64,
}

impl Toasts {
    /// Shows one more, about what is open; the oldest makes room for it, and the same words don't show
    /// twice. It goes with the client who is chosen.
    pub fn add(&mut self, kind: ToastKind, text: String, offer: Option<(&'static str, Action)>) {
        self.put(kind, "", text, offer, false);
    }

    /// The same about the practice, whoever is chosen.
    pub fn add_lasting(
        &mut self,
        kind: ToastKind,
        text: String,
        offer: Option<(&'static str, Action)>,
    ) {
        self.put(kind, "", text, offer, true);
    }

    /// The same about somebody, whoever is chosen: the words go on after the name.
    pub fn add_about(
        &mut self,
        kind: ToastKind,
        name: &str,
        text: String,
        offer: Option<(&'static str, Action)>,
    ) {
        self.put(kind, name, text, offer, true);
    }

    fn put(
        &mut self,
        kind: ToastKind,
        name: &str,
        text: String,
        offer: Option<(&'static str, Action)>,
        stays: bool,
    ) {
        self.shown.retain(|toast| toast.text != text || toast.name != name);
        if self.shown.len() == MOST {
            self.shown.remove(0);
        }
        self.made += 1;
        self.shown.push(Toast {
            id: self.made,
            kind,
            name: name.to_owned(),
            text,
            in_full: None,
            stays,
            offer,
            ends: None,
        });
    }

    /// Says at full length what the newest one says in short.
    pub fn explain(&mut self, in_full: String) {
        if let Some(newest) = self.shown.last_mut() {
            newest.in_full = Some(in_full).filter(|in_full| *in_full != newest.text);
        }
    }

    /// What shows.
    pub fn shown(&self) -> &[Toast] {
        &self.shown
    }

    /// One less.
    pub fn dismiss(&mut self, id: u64) {
        self.shown.retain(|toast| toast.id != id);
    }

    /// Takes away what is about the client who was chosen, since that client is chosen no more.
    pub fn client_left(&mut self) {
        self.shown.retain(|toast| toast.stays);
    }

    /// Takes away those that offer to take a change back, once another change was made.
    pub fn outdate(&mut self) {
        let undoes = |toast: &Toast| matches!(toast.offer, Some((_, Action::Undo)));
        self.shown.retain(|toast| !undoes(toast));
    }

    /// Takes away what is over; while they are looked at, all stay. Says after how many seconds the
    /// next one goes.
    pub fn pass(&mut self, now: f64, looked_at: bool) -> Option<f64> {
        for toast in &mut self.shown {
            if looked_at || toast.ends.is_none() {
                toast.ends = Some(now + STAYS);
            }
        }
        self.shown.retain(|toast| toast.ends.is_none_or(|ends| ends > now));
        if looked_at {
            return None;
        }
        let ends = self.shown.iter().filter_map(|toast| toast.ends);
        ends.min_by(f64::total_cmp).map(|ends| ends - now)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn say(toasts: &mut Toasts, text: &str) {
        toasts.add(ToastKind::Done, text.to_owned(), None);
    }

    fn texts(toasts: &Toasts) -> Vec<&str> {
        toasts.shown().iter().map(|toast| toast.text.as_str()).collect()
    }

    #[test]
    fn at_most_three_show_and_none_twice() {
        let mut toasts = Toasts::default();
        for text in ["one", "two", "two", "three", "four"] {
            say(&mut toasts, text);
        }
        assert_eq!(texts(&toasts), ["two", "three", "four"]);
        toasts.dismiss(toasts.shown()[1].id);
        assert_eq!(texts(&toasts), ["two", "four"]);
    }

    #[test]
    fn one_goes_after_eight_seconds_but_not_while_it_is_looked_at() {
        let mut toasts = Toasts::default();
        say(&mut toasts, "one");
        assert_eq!(toasts.pass(100.0, false), Some(8.0));
        assert_eq!(toasts.pass(107.0, true), None);
        assert_eq!(toasts.pass(114.0, false), Some(1.0));
        assert_eq!(toasts.pass(115.0, false), None);
        assert!(toasts.shown().is_empty());
    }

    #[test]
    fn what_is_about_a_client_goes_with_the_client() {
        let mut toasts = Toasts::default();
        say(&mut toasts, "marked as ready");
        toasts.add_lasting(ToastKind::Done, "the settings are saved".to_owned(), None);
        toasts.add_about(ToastKind::Done, "Zoë", "is back".to_owned(), None);
        toasts.client_left();
        assert_eq!(texts(&toasts), ["the settings are saved", "is back"]);
    }

    #[test]
    fn an_offer_to_take_back_goes_with_the_next_change() {
        let mut toasts = Toasts::default();
        toasts.add(ToastKind::Done, "removed".to_owned(), Some(("Undo", Action::Undo)));
        say(&mut toasts, "exported");
        toasts.outdate();
        assert_eq!(texts(&toasts), ["exported"]);
    }
}
