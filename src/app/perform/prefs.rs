//! Keeping how the window looks: read before the first frame, written beside the window where it
//! changed.

use crate::app::App;
use crate::app::prefs::Prefs;
use crate::app::shell::Shell;
use crate::store::Places;

/// The file in the user's state folder.
const FILE: &str = "window.ron";

/// What was kept; what can't be read is as it was at first.
pub fn read(places: &Places) -> Prefs {
    let text = places.kept(FILE).unwrap_or_default();
    ron::from_str::<Prefs>(&text).map(Prefs::clamped).unwrap_or_default()
}

fn write(places: &Places, prefs: &Prefs) {
    // Without it the window looks as it did at first, which is no harm.
    if let Ok(text) = ron::to_string(prefs) {
        places.keep(FILE, text.as_bytes()).ok();
    }
}

impl App {
    /// Writes what changed, one change after the other.
    pub(in crate::app) fn keep_prefs(&mut self, shell: &dyn Shell) {
        let Some(places) = self.places.clone() else { return };
        if self.keeps_prefs || self.kept_prefs == self.state.prefs {
            return;
        }
        let prefs = self.state.prefs.clone();
        self.kept_prefs = prefs.clone();
        let work = move || write(&places, &prefs);
        let then = |app: &mut Self, (), _: &dyn Shell| app.keeps_prefs = false;
        let written = self.jobs.start("keep the look", shell.waker(), work, then);
        self.keeps_prefs = written.is_ok();
    }

    /// Writes what changed, before the window goes.
    pub(in crate::app) fn keep_prefs_now(&self) {
        let Some(places) = &self.places else { return };
        if self.keeps_prefs || self.kept_prefs != self.state.prefs {
            write(places, &self.state.prefs);
        }
    }
}
