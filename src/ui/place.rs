//! Where the window comes to stand, and how large it is: fitted into the screens that are there,
//! before it shows.
//!
//! The toolkit brings the place and the size of the last time back, whatever screens were there then,
//! and in points of another zoom. What is right is worked out in pixels of the screens, by a function
//! of its own.

use std::sync::Arc;

use eframe::CreationContext;
use winit::dpi::{PhysicalPosition, PhysicalSize};
use winit::monitor::MonitorHandle;
use winit::window::Window;

/// The first window, in points: with its title and the desktop's bar it fits on 1366×768, so that
/// the line at the foot is in sight.
pub const FIRST_SIZE: [f32; 2] = [1280.0, 680.0];
/// The least, in points, where the screen has room for it.
pub const LEAST_SIZE: [f32; 2] = [760.0, 480.0];
/// The height that titles and bars of the desktop take, in points: no toolkit says it.
const BARS: f64 = 88.0;
/// That of the title alone.
const TITLE: f64 = 40.0;
/// That of the edges at both sides together.
const EDGES: f64 = 4.0;
/// What the toolkit calls the place and the size of the last time.
const KEPT: &str = "window";

/// A screen, in pixels.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Screen {
    left: f64,
    top: f64,
    width: f64,
    height: f64,
    /// How many pixels a point has.
    scale: f64,
}

/// A window, in pixels. Its height is that below the title.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Place {
    /// Where its frame begins; none where the desktop chooses.
    at: Option<(f64, f64)>,
    width: f64,
    height: f64,
}

impl Screen {
    fn of(monitor: &MonitorHandle) -> Option<Self> {
        let (at, size) = (monitor.position(), monitor.size());
        // A screen that is off has none.
        (size.width > 0 && size.height > 0).then(|| Self {
            left: at.x.into(),
            top: at.y.into(),
            width: size.width.into(),
            height: size.height.into(),
            scale: monitor.scale_factor(),
        })
    }

    /// What a window may take of it.
    fn room(&self) -> (f64, f64) {
        let less = |length: f64, points: f64| (length - points * self.scale).max(0.0);
        (less(self.width, EDGES), less(self.height, BARS))
    }

    /// How much of a window lies on it.
    fn overlap(&self, left: f64, top: f64, place: Place) -> f64 {
        let wide = (left + place.width).min(self.left + self.width) - left.max(self.left);
        let high = (top + place.height).min(self.top + self.height) - top.max(self.top);
        wide.max(0.0) * high.max(0.0)
    }

    /// The number nearest to `wanted` at which something so long begins and lies between the edges.
    fn within(wanted: f64, least: f64, most: f64) -> f64 {
        wanted.min(most).max(least)
    }
}

/// The place nearest to the wanted one that the screens have. On none of them, as after one was
/// unplugged, the desktop chooses where.
fn fit(wanted: Place, screens: &[Screen]) -> Place {
    let on = |(left, top): (f64, f64)| {
        let overlaps =
            screens.iter().map(move |screen| (screen, screen.overlap(left, top, wanted)));
        let most = overlaps.max_by(|one, other| one.1.total_cmp(&other.1));
        most.filter(|(_, overlap)| *overlap > 0.0).map(|(screen, _)| screen)
    };
    let found = wanted.at.and_then(on);
    let Some(screen) = found.or_else(|| screens.first()) else { return wanted };
    let (wide, high) = screen.room();
    let (width, height) = (wanted.width.min(wide), wanted.height.min(high));
    let at = wanted.at.filter(|_| found.is_some()).map(|(left, top)| {
        let right = screen.left + screen.width - width - EDGES * screen.scale;
        let bottom = screen.top + screen.height - height - TITLE * screen.scale;
        (Screen::within(left, screen.left, right), Screen::within(top, screen.top, bottom))
    });
    Place { at, width, height }
}

/// The least size in pixels, on whichever screen the window is moved to.
fn least(screens: &[Screen], scale: f64) -> (f64, f64) {
    let [wide, high] = LEAST_SIZE.map(|points| f64::from(points) * scale);
    screens
        .iter()
        .map(Screen::room)
        .fold((wide, high), |(wide, high), room| (wide.min(room.0), high.min(room.1)))
}

/// Fits the window that was just made, and doesn't show yet. `zoom` is how large everything will be
/// drawn in it: the toolkit keeps its size in points of that, and knows nothing of it here.
pub fn fit_window(creation: &CreationContext<'_>, zoom: f32) {
    let Some(window) = creation.winit_window().map(Arc::as_ref) else { return };
    let mut monitors: Vec<MonitorHandle> = window.available_monitors().collect();
    // The one that the desktop begins with comes first.
    let primary = window.primary_monitor();
    monitors.sort_by_key(|monitor| primary.as_ref() != Some(monitor));
    let screens: Vec<Screen> = monitors.iter().filter_map(Screen::of).collect();
    if screens.is_empty() {
        return;
    }
    let is_kept = creation.storage.is_some_and(|kept| kept.get_string(KEPT).is_some());
    let scale = window.scale_factor();
    let (wide, high) = least(&screens, scale);
    window.set_min_inner_size(Some(pixels(wide, high)));
    let wanted = wanted(window, is_kept, f64::from(zoom));
    let place = fit(wanted, &screens);
    let now = window.inner_size();
    let size = pixels(place.width.max(wide), place.height.max(high));
    if (size.width, size.height) != (f64::from(now.width), f64::from(now.height)) {
        // On its way where it can't be answered at once.
        _ = window.request_inner_size(size);
    }
    let moved = place.at.filter(|_| place.at != wanted.at);
    let lost = (wanted.at.is_some() && place.at.is_none()).then(|| first_place(&screens));
    if let Some((left, top)) = moved.or(lost.flatten()) {
        window.set_outer_position(PhysicalPosition::new(left, top));
    }
}

/// Where a window that was on a screen of before is put: what the toolkit asked for stands already, so
/// that the desktop isn't asked any more.
fn first_place(screens: &[Screen]) -> Option<(f64, f64)> {
    let screen = screens.first()?;
    Some((screen.left, screen.top))
}

fn wanted(window: &Window, is_kept: bool, zoom: f64) -> Place {
    let now = window.inner_size();
    let (wide, high) = (f64::from(now.width), f64::from(now.height));
    if !is_kept {
        return Place { at: None, width: wide, height: high };
    }
    // Not every desktop says where a window is.
    let at = window.outer_position().ok().map(|at| (f64::from(at.x), f64::from(at.y)));
    Place { at, width: wide * zoom, height: high * zoom }
}

fn pixels(width: f64, height: f64) -> PhysicalSize<f64> {
    PhysicalSize::new(width.floor(), height.floor())
}

#[cfg(test)]
mod tests {
    use super::*;

    const LAPTOP: Screen = Screen { left: 0.0, top: 0.0, width: 1366.0, height: 768.0, scale: 1.0 };

    fn scaled(scale: f64) -> Screen {
        Screen { scale, ..LAPTOP }
    }

    /// A larger screen at the right of the laptop.
    const DESK: Screen =
        Screen { left: 1366.0, top: 0.0, width: 2560.0, height: 1440.0, scale: 1.0 };

    fn at(left: f64, top: f64, width: f64, height: f64) -> Place {
        Place { at: Some((left, top)), width, height }
    }

    fn is_inside(place: Place, screen: Screen) -> bool {
        let (left, top) = place.at.unwrap();
        let bottom = top + place.height + TITLE * screen.scale;
        left >= screen.left
            && top >= screen.top
            && left + place.width <= screen.left + screen.width
            && bottom <= screen.top + screen.height
    }

    #[test]
    fn what_fits_stays_where_it_was() {
        for (place, screens) in [
            (at(40.0, 20.0, 1280.0, 680.0), vec![LAPTOP]),
            (at(1500.0, 100.0, 1800.0, 1200.0), vec![LAPTOP, DESK]),
            (at(100.0, 20.0, 1200.0, 600.0), vec![LAPTOP, DESK]),
        ] {
            assert_eq!(fit(place, &screens), place);
        }
    }

    #[test]
    fn a_first_window_fits_at_every_scale() {
        for scale in [1.0, 1.25, 1.5, 2.0, 3.0] {
            let screen = scaled(scale);
            let [width, height] = FIRST_SIZE.map(|points| f64::from(points) * scale);
            let first = fit(Place { at: None, width, height }, &[screen]);
            assert!(first.width <= 1366.0 && first.height <= 768.0 - BARS * scale, "{scale}");
            assert_eq!(first.at, None, "the desktop chooses");
            let (wide, high) = least(&[screen], scale);
            assert!(wide <= first.width.max(1.0) && high <= first.height.max(1.0), "{scale}");
        }
    }

    #[test]
    fn at_200_percent_the_least_size_is_what_the_screen_has() {
        let (wide, high) = least(&[scaled(2.0)], 2.0);
        assert_eq!((wide, high), (1366.0 - 2.0 * EDGES, 768.0 - 2.0 * BARS));
        assert_eq!(least(&[LAPTOP], 1.0), (760.0, 480.0));
        let moved = least(&[DESK, LAPTOP], 2.0);
        assert!(moved.0 < 1366.0 && moved.1 < 768.0, "it may be moved to the small one");
    }

    #[test]
    fn after_a_screen_was_unplugged_the_window_fits_the_one_that_is_left() {
        let far = fit(at(2000.0, 300.0, 1800.0, 1200.0), &[LAPTOP]);
        assert_eq!(far.at, None);
        assert!(far.width <= 1366.0 && far.height <= 768.0 - BARS);
        let left = Screen { left: -1920.0, ..DESK };
        assert_eq!(fit(at(-1500.0, 10.0, 800.0, 600.0), &[left]).at, Some((-1500.0, 10.0)));
        assert_eq!(fit(at(-1500.0, 10.0, 800.0, 600.0), &[LAPTOP]).at, None);
    }

    #[test]
    fn what_lies_over_an_edge_is_brought_inside() {
        for place in [
            at(-300.0, 20.0, 1000.0, 600.0),
            at(900.0, 20.0, 1000.0, 600.0),
            at(100.0, -200.0, 1000.0, 600.0),
            at(100.0, 500.0, 1000.0, 600.0),
            at(-20.0, -20.0, 4000.0, 4000.0),
        ] {
            assert!(is_inside(fit(place, &[LAPTOP]), LAPTOP), "{place:?}");
        }
    }

    #[test]
    fn of_two_screens_it_stays_on_the_one_that_has_more_of_it() {
        let on_desk = fit(at(1300.0, 100.0, 1200.0, 700.0), &[LAPTOP, DESK]);
        assert!(is_inside(on_desk, DESK), "{on_desk:?}");
        let on_laptop = fit(at(300.0, 20.0, 1200.0, 600.0), &[LAPTOP, DESK]);
        assert!(is_inside(on_laptop, LAPTOP), "{on_laptop:?}");
    }

    #[test]
    fn without_screens_nothing_changes() {
        let place = at(10.0, 10.0, 4000.0, 4000.0);
        assert_eq!(fit(place, &[]), place);
    }
}
