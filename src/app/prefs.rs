//! How the window looks and what it shows next time: theme, size, panes, the last client.
//!
//! No file here, and nothing about a client but an id. Values from outside are clamped, so
//! that no stored value makes the window unusable.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use crate::model::{ClientId, PracticeId};
use crate::store::index::Order;

/// The steps of the zoom, in percent.
pub const ZOOMS: [u16; 7] = [75, 80, 90, 100, 110, 125, 150];

/// Light or dark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum ThemeChoice {
    /// As the system says.
    #[default]
    System,
    /// Ink on warm paper.
    Light,
    /// Light on dark.
    Dark,
}

/// What is kept between two runs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Prefs {
    /// Light or dark.
    pub theme: ThemeChoice,
    /// How large everything is, in percent.
    pub zoom: u16,
    /// Whether the menus stand as a bar, rather than under one button.
    pub menu_bar: bool,
    /// How clients are sorted.
    pub order: Order,
    /// Whether the clients are in sight.
    pub rail_open: bool,
    /// How wide the clients are, in points.
    pub rail_width: u16,
    /// How wide the cautions are, in points; none for what suits the window.
    pub cautions_width: Option<u16>,
    /// The folder into which something was saved last that left the program.
    pub last_folder: Option<PathBuf>,
    /// The client that was open last, and the practice it is of.
    pub last_client: Option<(PracticeId, ClientId)>,
}

impl Default for Prefs {
    fn default() -> Self {
        Self {
            theme: ThemeChoice::default(),
            zoom: 100,
            menu_bar: false,
            order: Order::default(),
            rail_open: true,
            rail_width: 204,
            cautions_width: None,
            last_folder: None,
            last_client: None,
        }
    }
}

impl Prefs {
    /// The same with every value inside its range.
    #[must_use]
    pub fn clamped(mut self) -> Self {
        self.zoom = nearest_zoom(self.zoom);
        self
    }

    /// Takes the nearest step to this zoom.
    pub fn set_zoom(&mut self, percent: u16) {
        self.zoom = nearest_zoom(percent);
    }

    /// The next larger step; none at the end.
    pub fn larger(&self) -> Option<u16> {
        ZOOMS.into_iter().find(|zoom| *zoom > self.zoom)
    }

    /// The next smaller step; none at the end.
    pub fn smaller(&self) -> Option<u16> {
        ZOOMS.into_iter().rev().find(|zoom| *zoom < self.zoom)
    }
}

fn nearest_zoom(percent: u16) -> u16 {
    ZOOMS.into_iter().min_by_key(|zoom| zoom.abs_diff(percent)).unwrap_or(100)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_zoom_stays_on_its_steps() {
        let mut prefs = Prefs::default();
        for (asked, given) in [(0, 75), (94, 90), (97, 100), (140, 150), (u16::MAX, 150)] {
            prefs.set_zoom(asked);
            assert_eq!(prefs.zoom, given, "{asked}");
        }
        assert_eq!((prefs.larger(), prefs.smaller()), (None, Some(125)));
        prefs.set_zoom(75);
        assert_eq!((prefs.larger(), prefs.smaller()), (Some(80), None));
    }

    #[test]
    fn what_was_written_reads_back_and_what_is_missing_has_its_default() {
        let prefs = Prefs { theme: ThemeChoice::Dark, zoom: 125, ..Prefs::default() };
        let text = ron::to_string(&prefs).unwrap();
        assert_eq!(ron::from_str::<Prefs>(&text).unwrap(), prefs);
        let few: Prefs = ron::from_str("(zoom: 900)").unwrap();
        assert_eq!(few.clamped(), Prefs { zoom: 150, ..Prefs::default() });
    }
}
