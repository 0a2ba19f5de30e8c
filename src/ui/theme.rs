//! Colours, sizes and spacings: the only file with literal colours.
//!
//! Two palettes with the same ratios: body text 7:1, secondary and coloured text 4.5:1, large marks
//! 3:1. Emergency red is for "stop", amber for "care", teal for what is chosen or can be pressed.

use eframe::egui::{
    self, Color32, CornerRadius, FontFamily, FontId, Margin, Stroke, Style, TextStyle, Theme,
};

use super::fonts;
use crate::model::{Phase, Severity};

/// Radius of cards.
pub const CARD_RADIUS: u8 = 8;
/// Radius of buttons and fields.
pub const CONTROL_RADIUS: u8 = 6;
/// The step of spacings, in points.
pub const GRID: f32 = 4.0;
/// Size of text, in points.
pub const BODY: f32 = 13.0;
/// Size of secondary text, in points.
pub const SMALL: f32 = 11.5;
/// Cautions where not every word of them would have room otherwise.
pub const SMALLEST: f32 = 10.5;
/// The one title of a panel.
pub const TITLE: f32 = 14.5;

/// The colours of a theme.
#[derive(Debug)]
pub struct Colours {
    /// The ground behind cards and panels.
    pub window: Color32,
    /// Cards and panels.
    pub panel: Color32,
    /// What pages lie on.
    pub desk: Color32,
    /// Lines and outlines.
    pub line: Color32,
    /// Outlines of what can be pressed, and of dots that aren't filled.
    pub control_line: Color32,
    /// Text, at 7:1 on every ground.
    pub ink: Color32,
    /// Secondary text, at 4.5:1 on every ground.
    pub secondary: Color32,
    /// What is chosen or can be pressed.
    pub accent: Color32,
    /// The ground of what is chosen.
    pub accent_ground: Color32,
    /// Text on the accent.
    pub on_accent: Color32,
    /// Amber, for what asks for care.
    pub care: Color32,
    /// The ground under words that ask for care.
    pub care_ground: Color32,
    /// Red, for emergencies and limits.
    pub stop: Color32,
    /// The ground under an emergency or a limit.
    pub stop_ground: Color32,
    /// Something to be told.
    pub info: Color32,
    /// The ground under something to be told.
    pub info_ground: Color32,
    /// The part of a bar that nothing fills yet; words beside it say the same.
    pub dot: Color32,
    /// Dark digits on a phase colour.
    pub digit_dark: Color32,
    /// Light digits on a phase colour.
    pub digit_light: Color32,
    /// The drawing of the body.
    pub body: Body,
}

/// The colours of the drawing of the body.
#[derive(Debug)]
pub struct Body {
    /// The body where no region is drawn.
    pub skin: Color32,
    /// A soft shade on the skin.
    pub shade: Color32,
    /// A region without anything to say.
    pub region: Color32,
    /// The line around the body.
    pub outline: Color32,
    /// A region with little of the time.
    pub little: Color32,
    /// A region with most of the time.
    pub most: Color32,
    /// A region under a limit, on which no time is spent.
    pub limited: Color32,
    /// The path of the nerve.
    pub nerve: Color32,
}

const LIGHT: Colours = Colours {
    window: Color32::from_rgb(0xf6, 0xf5, 0xf2),
    panel: Color32::from_rgb(0xff, 0xfe, 0xfc),
    desk: Color32::from_rgb(0xe8, 0xe5, 0xdf),
    line: Color32::from_rgb(0xe4, 0xe1, 0xda),
    control_line: Color32::from_rgb(0x8d, 0x88, 0x7e),
    ink: Color32::from_rgb(0x23, 0x21, 0x1d),
    secondary: Color32::from_rgb(0x6b, 0x66, 0x5e),
    accent: Color32::from_rgb(0x1f, 0x7a, 0x6d),
    // A shade lighter than in the pictures: text on it has to reach 4.5:1.
    accent_ground: Color32::from_rgb(0xe6, 0xf3, 0xf0),
    on_accent: Color32::from_rgb(0xff, 0xff, 0xff),
    care: Color32::from_rgb(0x8a, 0x52, 0x00),
    care_ground: Color32::from_rgb(0xff, 0xf3, 0xdc),
    stop: Color32::from_rgb(0xb3, 0x26, 0x1e),
    stop_ground: Color32::from_rgb(0xfd, 0xec, 0xeb),
    info: Color32::from_rgb(0x33, 0x41, 0x5c),
    info_ground: Color32::from_rgb(0xee, 0xf0, 0xf6),
    dot: Color32::from_rgb(0xd3, 0xcf, 0xc6),
    digit_dark: Color32::from_rgb(0x23, 0x21, 0x1d),
    digit_light: Color32::from_rgb(0xff, 0xff, 0xff),
    body: Body {
        skin: Color32::from_rgb(0xf3, 0xec, 0xe1),
        shade: Color32::from_rgb(0xea, 0xdf, 0xd0),
        region: Color32::from_rgb(0xde, 0xd3, 0xc5),
        outline: Color32::from_rgb(0x96, 0x88, 0x75),
        little: Color32::from_rgb(0xbc, 0xde, 0xd7),
        most: Color32::from_rgb(0x1f, 0x7a, 0x6d),
        limited: Color32::from_rgb(0xf6, 0xc9, 0xc4),
        nerve: Color32::from_rgb(0xad, 0x79, 0x00),
    },
};

const DARK: Colours = Colours {
    window: Color32::from_rgb(0x1a, 0x19, 0x16),
    panel: Color32::from_rgb(0x23, 0x21, 0x1e),
    desk: Color32::from_rgb(0x12, 0x11, 0x0f),
    line: Color32::from_rgb(0x3a, 0x37, 0x32),
    control_line: Color32::from_rgb(0x86, 0x81, 0x7a),
    ink: Color32::from_rgb(0xef, 0xec, 0xe5),
    secondary: Color32::from_rgb(0xb0, 0xaa, 0x9f),
    accent: Color32::from_rgb(0x5c, 0xc4, 0xb3),
    accent_ground: Color32::from_rgb(0x1d, 0x3b, 0x36),
    on_accent: Color32::from_rgb(0x10, 0x24, 0x20),
    care: Color32::from_rgb(0xf0, 0xb9, 0x5a),
    care_ground: Color32::from_rgb(0x3b, 0x2e, 0x14),
    stop: Color32::from_rgb(0xff, 0x98, 0x8f),
    stop_ground: Color32::from_rgb(0x45, 0x20, 0x1d),
    info: Color32::from_rgb(0xb9, 0xc6, 0xe6),
    info_ground: Color32::from_rgb(0x27, 0x2c, 0x3a),
    dot: Color32::from_rgb(0x52, 0x4e, 0x47),
    digit_dark: Color32::from_rgb(0x23, 0x21, 0x1d),
    digit_light: Color32::from_rgb(0xff, 0xff, 0xff),
    body: Body {
        skin: Color32::from_rgb(0x40, 0x3b, 0x34),
        shade: Color32::from_rgb(0x37, 0x33, 0x2d),
        region: Color32::from_rgb(0x57, 0x50, 0x47),
        outline: Color32::from_rgb(0x95, 0x8b, 0x7c),
        little: Color32::from_rgb(0x2b, 0x59, 0x52),
        most: Color32::from_rgb(0x5c, 0xc4, 0xb3),
        limited: Color32::from_rgb(0x66, 0x2d, 0x29),
        nerve: Color32::from_rgb(0xe6, 0xb5, 0x4e),
    },
};

/// What stands out: words and lines in a colour, on a ground that belongs to it.
#[derive(Debug, Clone, Copy)]
pub struct Tint {
    /// The colour of words and lines.
    pub ink: Color32,
    /// The ground under them.
    pub ground: Color32,
}

/// The colours of the theme that a `Ui` is drawn in.
pub fn colours(ui: &egui::Ui) -> &'static Colours {
    if ui.visuals().dark_mode { &DARK } else { &LIGHT }
}

impl Colours {
    /// The colour of a phase, the same in both themes. Three are a shade darker than in the
    /// pictures, so that they stand off the paper by 3:1.
    pub fn phase(phase: Phase) -> Color32 {
        match phase {
            Phase::CheckIn | Phase::Rest => Color32::from_rgb(0x93, 0x8d, 0x82),
            Phase::Heat => Color32::from_rgb(0xd9, 0x66, 0x3b),
            Phase::WarmUp => Color32::from_rgb(0xb3, 0x84, 0x27),
            Phase::Focus => Color32::from_rgb(0x1f, 0x7a, 0x6d),
            Phase::Stretch => Color32::from_rgb(0x4d, 0x6f, 0xb3),
            Phase::Cold => Color32::from_rgb(0x4f, 0x97, 0xbd),
            Phase::ReTest | Phase::HomeCare => Color32::from_rgb(0x8b, 0x86, 0xa8),
        }
    }

    /// What asks for care.
    pub fn care_tint(&self) -> Tint {
        Tint { ink: self.care, ground: self.care_ground }
    }

    /// What stands against a session.
    pub fn stop_tint(&self) -> Tint {
        Tint { ink: self.stop, ground: self.stop_ground }
    }

    /// Ink or white on a phase colour, whichever reads better.
    pub fn digit_on(&self, phase: Phase) -> Color32 {
        self.reads_on(Self::phase(phase))
    }

    /// Ink or white on any ground, whichever reads better.
    pub fn reads_on(&self, ground: Color32) -> Color32 {
        let (dark, light) = (self.digit_dark, self.digit_light);
        if contrast(ground, light) >= contrast(ground, dark) { light } else { dark }
    }

    /// The colour of a severity.
    pub fn severity(&self, severity: Severity) -> Color32 {
        match severity {
            Severity::Note => self.secondary,
            Severity::Warn => self.care,
            Severity::Stop => self.stop,
        }
    }
}

/// How well one colour reads on another, 1 to 21 (WCAG 2).
pub fn contrast(one: Color32, other: Color32) -> f32 {
    let luminance = |colour: Color32| {
        let part = |value: u8| egui::ecolor::linear_f32_from_gamma_u8(value);
        0.2126 * part(colour.r()) + 0.7152 * part(colour.g()) + 0.0722 * part(colour.b())
    };
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

/// Regular type of this size.
pub fn regular(size: f32) -> FontId {
    FontId::new(size, FontFamily::Proportional)
}

/// The weight that emphasises.
pub fn semibold(size: f32) -> FontId {
    FontId::new(size, fonts::semibold())
}

/// Fonts, both themes, and what is heard of them.
pub fn install(ctx: &egui::Context) {
    ctx.set_fonts(fonts::definitions());
    ctx.add_plugin(super::heard::Heard::of(super::TITLE));
    ctx.style_mut_of(Theme::Light, |style| apply(style, &LIGHT));
    ctx.style_mut_of(Theme::Dark, |style| apply(style, &DARK));
    ctx.options_mut(|options| {
        options.fallback_theme = Theme::Light;
        // The zoom has its own steps, and is an action like all others.
        options.zoom_with_keyboard = false;
    });
}

fn apply(style: &mut Style, colours: &Colours) {
    style.text_styles = [
        (TextStyle::Small, regular(SMALL)),
        (TextStyle::Body, regular(BODY)),
        (TextStyle::Button, regular(BODY)),
        (TextStyle::Heading, semibold(TITLE)),
        (TextStyle::Monospace, regular(BODY)),
    ]
    .into();
    style.animation_time = 0.0;
    style.spacing.item_spacing = egui::vec2(8.0, 6.0);
    style.spacing.button_padding = egui::vec2(10.0, 4.0);
    style.spacing.interact_size.y = 22.0;
    style.spacing.tooltip_width = 380.0;
    style.spacing.window_margin = Margin::same(16);
    style.spacing.scroll = egui::style::ScrollStyle::solid();
    style.spacing.scroll.bar_width = 8.0;
    style.interaction.selectable_labels = false;
    style.interaction.tooltip_delay = 0.4;
    let visuals = &mut style.visuals;
    visuals.panel_fill = colours.window;
    visuals.window_fill = colours.panel;
    visuals.window_stroke = Stroke::new(1.0, colours.line);
    visuals.window_corner_radius = CornerRadius::same(CARD_RADIUS);
    visuals.menu_corner_radius = CornerRadius::same(CONTROL_RADIUS);
    visuals.extreme_bg_color = colours.panel;
    visuals.text_edit_bg_color = Some(colours.panel);
    visuals.faint_bg_color = colours.window;
    visuals.hyperlink_color = colours.accent;
    visuals.weak_text_color = Some(colours.secondary);
    visuals.warn_fg_color = colours.care;
    visuals.error_fg_color = colours.stop;
    visuals.selection.bg_fill = colours.accent_ground;
    visuals.selection.stroke = Stroke::new(1.0, colours.accent);
    visuals.text_cursor.blink = false;
    visuals.text_cursor.stroke.color = colours.accent;
    let widgets = &mut visuals.widgets;
    let kinds = [
        (&mut widgets.noninteractive, colours.panel, colours.line),
        (&mut widgets.inactive, colours.panel, colours.control_line),
        (&mut widgets.hovered, colours.window, colours.accent),
        (&mut widgets.active, colours.accent_ground, colours.accent),
        (&mut widgets.open, colours.window, colours.control_line),
    ];
    for (look, fill, line) in kinds {
        look.bg_fill = fill;
        look.weak_bg_fill = fill;
        look.bg_stroke = Stroke::new(1.0, line);
        look.fg_stroke = Stroke::new(1.0, colours.ink);
        look.corner_radius = CornerRadius::same(CONTROL_RADIUS);
        look.expansion = 0.0;
    }
    // Scroll handles and rails are drawn with these fills; they have to stand off the paper.
    widgets.inactive.bg_fill = colours.control_line;
    widgets.hovered.bg_fill = colours.secondary;
    widgets.active.bg_fill = colours.secondary;
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grounds(colours: &Colours) -> [Color32; 6] {
        let Colours { window, panel, accent_ground, care_ground, stop_ground, info_ground, .. } =
            *colours;
        [window, panel, accent_ground, care_ground, stop_ground, info_ground]
    }

    #[test]
    fn body_text_reads_at_seven_to_one_on_every_ground() {
        for colours in [&LIGHT, &DARK] {
            for ground in grounds(colours) {
                assert!(contrast(colours.ink, ground) >= 7.0, "{ground:?}");
            }
        }
    }

    #[test]
    fn secondary_and_coloured_text_reads_on_every_ground() {
        for colours in [&LIGHT, &DARK] {
            let inks =
                [colours.secondary, colours.accent, colours.care, colours.stop, colours.info];
            for ground in grounds(colours) {
                for ink in inks {
                    assert!(contrast(ink, ground) >= 4.5, "{ink:?} on {ground:?}");
                }
            }
            assert!(contrast(colours.on_accent, colours.accent) >= 4.5);
        }
    }

    #[test]
    fn outlines_bars_and_dots_stand_off_their_ground() {
        for colours in [&LIGHT, &DARK] {
            // Outlines, empty dots and scroll handles; rings of the focus; bars of cautions.
            let severities = [Severity::Note, Severity::Warn, Severity::Stop];
            let bars = severities.map(|severity| colours.severity(severity));
            let marks = [colours.control_line, colours.accent].into_iter().chain(bars);
            for mark in marks {
                for ground in [colours.window, colours.panel, colours.accent_ground] {
                    assert!(contrast(mark, ground) >= 3.0, "{mark:?} on {ground:?}");
                }
            }
            // A chosen or pressed control is told from the others by its outline.
            assert!(contrast(colours.accent, colours.accent_ground) >= 3.0);
            for phase in Phase::ALL {
                assert!(contrast(Colours::phase(phase), colours.panel) >= 3.0, "{phase:?}");
            }
        }
    }

    #[test]
    fn the_marks_of_the_body_stand_out_in_both_themes() {
        for colours in [&LIGHT, &DARK] {
            let body = &colours.body;
            for (mark, ground) in [
                (body.outline, colours.panel),
                (body.most, body.skin),
                (body.most, body.region),
                (colours.accent, body.skin),
                (colours.accent, body.region),
                (colours.stop, body.skin),
                (colours.stop, body.region),
                (colours.stop, body.limited),
                (colours.ink, body.region),
                (body.nerve, body.skin),
            ] {
                assert!(contrast(mark, ground) >= 3.0, "{mark:?} on {ground:?}");
            }
            for fill in [body.region, body.little, body.most, body.limited] {
                assert!(contrast(colours.reads_on(fill), fill) >= 4.5, "{fill:?}");
            }
            assert!(contrast(colours.stop, colours.panel) >= 4.5, "the digit of a limit");
        }
    }

    #[test]
    fn a_digit_reads_on_every_phase() {
        for phase in Phase::ALL {
            assert!(contrast(LIGHT.digit_on(phase), Colours::phase(phase)) >= 4.5, "{phase:?}");
        }
    }
}
