//! What the View menu offers: what shows, and how large.

use super::{WhyNot, ctrl, row};
use crate::app::action::{Action, FileAction, PracticeAction, Then, WindowAction};
use crate::app::command::keys::CommandKey;
use crate::app::command::{Command, CommandRow, Symbol, can};
use crate::app::past::Past;
use crate::app::prefs::ThemeChoice;
use crate::app::state::{Page, Screen, State};

/// In groups, from the top.
pub(super) const ROWS: &[&[CommandRow]] = &[
    &[
        row(Command::ShowIntake, "Intake", "Shows the questions", can::unlocked, |_| {
            Action::ShowIntake
        })
        .letter('i')
        .keys(&[ctrl(CommandKey::Num1)])
        .on(|state| shows(state, Screen::Intake)),
        row(
            Command::ShowPlan,
            "Plan",
            "Shows the plan",
            |state| {
                can::unlocked(state)?;
                let referral = state.visit.standing().referral().is_some();
                if referral { Ok(()) } else { can::planned(state) }
            },
            |_| Action::ShowPlan,
        )
        .letter('p')
        .keys(&[ctrl(CommandKey::Num2)])
        .on(|state| shows(state, Screen::Plan)),
        row(
            Command::ShowHistory,
            "History",
            "Shows the client's past sessions",
            |state| past(state).map(drop),
            |_| Action::Show(Page::History),
        )
        .letter('h')
        .keys(&[ctrl(CommandKey::Num3)])
        .on(|state| state.shown_page() == Page::History),
        row(
            Command::ShowBrief,
            "Brief",
            "Shows what matters before the client comes in",
            |state| past(state)?.brief.as_ref().map(drop).ok_or("No session took place yet"),
            |_| Action::Show(Page::Brief),
        )
        .letter('b')
        .keys(&[ctrl(CommandKey::Num4)])
        .on(|state| state.shown_page() == Page::Brief),
        row(
            Command::ShowOverview,
            "Today in the practice",
            "Shows drafts, open sessions and what is due, of all clients",
            can::be_in_practice,
            |_| Action::File(FileAction::Leave(Then::Overview)),
        )
        .letter('o')
        .on(State::waits_for_client),
        row(
            Command::Rail,
            "Clients",
            "Shows the clients, or folds them away",
            can::be_in_practice,
            |state| PracticeAction::Rail(!state.prefs.rail_open).into(),
        )
        .letter('e')
        .keys(&[ctrl(CommandKey::B)])
        .on(|state| state.prefs.rail_open),
        row(
            Command::MenuBar,
            "Menu bar",
            "Shows the menus as a bar, or under one button",
            can::always,
            |state| Action::Window(WindowAction::SetMenuBar(!state.prefs.menu_bar)),
        )
        .letter('m')
        .on(|state| state.prefs.menu_bar),
    ],
    &[
        row(
            Command::ZoomIn,
            "Larger",
            "Everything larger, up to 150 %",
            |state| state.prefs.larger().map(drop).ok_or("This is the largest size"),
            |state| {
                Action::Window(WindowAction::SetZoom(
                    state.prefs.larger().unwrap_or(state.prefs.zoom),
                ))
            },
        )
        .letter('l')
        .symbol(Symbol::ZoomIn)
        .keys(&[ctrl(CommandKey::Plus), ctrl(CommandKey::Equals)]),
        row(
            Command::ZoomOut,
            "Smaller",
            "Everything smaller, down to 75 %",
            |state| state.prefs.smaller().map(drop).ok_or("This is the smallest size"),
            |state| {
                Action::Window(WindowAction::SetZoom(
                    state.prefs.smaller().unwrap_or(state.prefs.zoom),
                ))
            },
        )
        .letter('s')
        .symbol(Symbol::ZoomOut)
        .keys(&[ctrl(CommandKey::Minus)]),
        row(Command::ZoomReset, "Normal size", "Everything at 100 %", can::always, |_| {
            Action::Window(WindowAction::SetZoom(100))
        })
        .letter('n')
        .keys(&[ctrl(CommandKey::Num0)]),
    ],
    &[
        row(
            Command::ThemeSystem,
            "Match system theme",
            "Light or dark, as the system is set",
            can::always,
            |_| Action::Window(WindowAction::SetTheme(ThemeChoice::System)),
        )
        .letter('y')
        .on(|state| state.prefs.theme == ThemeChoice::System),
        row(Command::ThemeLight, "Light theme", "Ink on warm paper", can::always, |_| {
            Action::Window(WindowAction::SetTheme(ThemeChoice::Light))
        })
        .letter('t')
        .on(|state| state.prefs.theme == ThemeChoice::Light),
        row(Command::ThemeDark, "Dark theme", "Light on dark", can::always, |_| {
            Action::Window(WindowAction::SetTheme(ThemeChoice::Dark))
        })
        .letter('d')
        .on(|state| state.prefs.theme == ThemeChoice::Dark),
    ],
    &[row(
        Command::Palette,
        "Find a command…",
        "Finds commands and clients by a few letters",
        can::always,
        |_| Action::Window(WindowAction::Palette),
    )
    .letter('c')
    .symbol(Symbol::Search)
    .keys(&[ctrl(CommandKey::K)])],
];

/// Whether this is what is made for the visit, and in sight.
fn shows(state: &State, screen: Screen) -> bool {
    state.shown_page() == Page::Visit && state.visit.screen == screen
}

/// The past sessions of the client whose visit is open.
fn past(state: &State) -> Result<&Past, WhyNot> {
    let past = can::in_practice(state)?.past.as_deref().filter(|_| state.has_pages());
    past.ok_or(can::NOBODY)
}
