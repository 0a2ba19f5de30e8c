//! The card above the cautions: how the screening stands, what was cleared and what is off limits.
//!
//! Where there is little room it is a title with a few lines under it, or one beside it where both have
//! room; what they leave out is one press away.

use eframe::egui::text::LayoutJob;
use eframe::egui::{self, Button, Color32, CornerRadius, Frame, Margin, RichText, Stroke, Ui};

use crate::app::action::{Action, Outbox};
use crate::app::explanation::Explanation;
use crate::app::{body, words};
use crate::model::{CautionNote, GateNote, Inflammation, SourceId, Status};
use crate::planner;
use crate::text::{capital, counted};
use crate::ui::scene::Scene;
use crate::ui::theme::Tint;
use crate::ui::widget::{call_heading, explained, link, secondary, wrapped};
use crate::ui::{icons, theme};

/// From this width on a low card is one line.
const ONE_LINE: f32 = 480.0;
/// How many lines a low card has for what was cleared and what is off limits.
const SHORT: usize = 3;
/// The same where there is no session, which few cautions stand below.
const SHORT_WITHHELD: usize = 8;
/// How many gates are named where there is room.
const NAMED: usize = 3;

/// The card; `compact` where there is little room.
pub fn status_card_ui(ui: &mut Ui, scene: Scene<'_>, compact: bool, out: &mut Outbox) {
    let standing = scene.state.visit.standing();
    let colours = scene.colours;
    let status = standing.status();
    if !is_known(scene) {
        return;
    }
    let conflicts = not_ready(scene);
    let Tint { ink, ground } = tint(scene);
    banner(ui, ink, ground, compact, |ui| {
        let title = conflicts.as_deref().unwrap_or_else(|| heading(status));
        let said = title;
        let title = RichText::new(title).font(theme::semibold(theme::TITLE)).color(ink);
        if compact {
            let one_line = ui.available_width() >= ONE_LINE;
            ui.horizontal(|ui| {
                ui.spacing_mut().item_spacing.x = 6.0;
                if conflicts.is_some() {
                    ui.label(icons::text(icons::CONFLICT, 16.0).color(ink));
                }
                call_heading(&ui.add(egui::Label::new(title).truncate()), said);
                if one_line {
                    short(ui, scene, 1, out);
                }
            });
            if !one_line {
                // Why there is no session is never cut.
                let lines = if status.withholds() { SHORT_WITHHELD } else { SHORT };
                short(ui, scene, lines, out);
            }
            return;
        }
        // As many lines with a conflict as without, so that nothing moves when one comes or goes.
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = 6.0;
            if conflicts.is_some() {
                ui.label(icons::text(icons::CONFLICT, 16.0).color(ink));
            }
            call_heading(&ui.add(egui::Label::new(title).truncate()), said);
        });
        let urgency = standing.referral().map(|referral| referral.urgency);
        if let Some(urgency) = urgency.filter(|urgency| urgency.label() != status.label()) {
            wrapped(ui, urgency.label());
        }
        if status.withholds() {
            gates(ui, scene, out);
        }
        let said = in_short(scene);
        if !said.is_empty() {
            let text = RichText::new(said.join("\n")).color(colours.ink);
            let shown = explained(ui, colours, text, &said.join("; "));
            if shown.clicked() {
                out.send(Action::Explain(about_all(scene)));
            }
        }
        if conflicts.is_some() {
            ui.label(secondary(colours, heading(status)));
        } else if !status.withholds() {
            ui.label(secondary(colours, checked(scene)));
        }
    });
}

/// Whether there is a plan, or a reason for none: until then nothing is known of the session.
fn is_known(scene: Scene<'_>) -> bool {
    let standing = scene.state.visit.standing();
    standing.plan.is_some() || standing.status().withholds()
}

/// The colours of how the session stands.
fn tint(scene: Scene<'_>) -> Tint {
    let colours = scene.colours;
    match scene.state.visit.standing().status() {
        _ if not_ready(scene).is_some() => colours.stop_tint(),
        Status::Ok => Tint { ink: colours.accent, ground: colours.accent_ground },
        Status::Caution | Status::Hold => colours.care_tint(),
        Status::Refer | Status::Emergency => colours.stop_tint(),
    }
}

/// What the card of the questions says of the session, in the room that it has anyway.
pub struct Stands {
    /// What it comes to so far, and in which colours; none while nothing is known.
    pub status: Option<(String, Tint)>,
    /// What stands in the way, what was cleared, and what is no longer so.
    pub said: Vec<String>,
}

/// How the session stands, for the card of the questions.
pub fn stands(scene: Scene<'_>) -> Stands {
    let status = scene.state.visit.standing().status();
    let title = not_ready(scene).unwrap_or_else(|| heading(status).to_owned());
    let gates = spoken(scene).filter(|_| status.withholds()).map(|gate| gate.text.clone());
    Stands {
        status: is_known(scene).then(|| (title, tint(scene))),
        said: gates.chain(in_short(scene)).collect(),
    }
}

/// What a status means for the session, in a word or two.
pub fn heading(status: Status) -> &'static str {
    match status {
        Status::Caution => "Proceed with caution",
        Status::Ok | Status::Hold | Status::Refer | Status::Emergency => status.label(),
    }
}

/// The gates that speak: where a session is withheld, those that let it go ahead are silent.
fn spoken(scene: Scene<'_>) -> impl Iterator<Item = &GateNote> {
    let withholds = scene.state.visit.standing().status().withholds();
    scene
        .state
        .visit
        .standing()
        .gates()
        .iter()
        .filter(move |gate| !withholds || gate.status.withholds())
}

/// What of the check keeps the plan from being ready, while it found a conflict.
fn not_ready(scene: Scene<'_>) -> Option<String> {
    let standing = scene.state.visit.standing();
    if standing.status().withholds() {
        return None;
    }
    let (conflicts, _) = standing.counts();
    let conflict = counted(conflicts, "conflict");
    match (conflicts, standing.open_warnings()) {
        (0, _) => None,
        (_, 0) => Some(format!("{conflict}: not ready")),
        (_, open) => Some(format!("{conflict}, {}: not ready", counted(open, "warning"))),
    }
}

/// What the check says where there is no conflict.
fn checked(scene: Scene<'_>) -> String {
    match scene.state.visit.standing().open_warnings() {
        0 if !stated(scene).is_empty() => "All else checked: no conflicts".to_owned(),
        0 => "Checked: no conflicts".to_owned(),
        open => words::warnings_waiting(open),
    }
}

/// What today's answers open and close, each in a line: what was cleared, by whom and until when, what
/// the clearance says in words, the places that are off limits, and what is no longer so.
fn in_short(scene: Scene<'_>) -> Vec<String> {
    let standing = scene.state.visit.standing();
    let mut said = Vec::new();
    if let Some(plan) = standing.session() {
        let released = standing.cleared.outcomes.iter().filter(|(_, _, refused)| refused.is_none());
        let intake = &plan.intake;
        for (at, gate, _) in released {
            let given = intake.clearances.get(*at);
            said.extend(given.map(|given| words::cleared(given, gate, intake, scene.knowledge)));
        }
        let counting = intake.clearances.iter().filter(|given| given.counts_on(intake.date));
        said.extend(counting.filter_map(words::stated));
        let off = body::off_limits(&standing.body, scene.knowledge);
        if !off.is_empty() {
            said.push(format!("Off limits: {}", off.join("; ")));
        }
    }
    said.extend(no_longer(scene));
    said
}

/// So many lines at most; all of it at a press.
fn short(ui: &mut Ui, scene: Scene<'_>, lines: usize, out: &mut Outbox) {
    let withholds = scene.state.visit.standing().status().withholds();
    let gates = spoken(scene).filter(|_| withholds).map(|gate| gate.text.clone());
    let mut parts: Vec<String> = gates.chain(in_short(scene)).collect();
    // The title speaks of the check then.
    if not_ready(scene).is_some() {
        parts.insert(0, heading(scene.state.visit.standing().status()).to_owned());
    }
    let text = parts.join(" · ");
    if text.is_empty() {
        return;
    }
    let room = ui.available_size_before_wrap().x;
    let lay = |text: String| {
        let font = theme::regular(theme::BODY);
        let mut job = LayoutJob::simple(text, font, scene.colours.ink, room);
        job.wrap.max_rows = lines;
        ui.painter().layout_job(job)
    };
    // Of more reasons for no session than have room, the last ones are counted, and none is cut.
    let fewer = (1..parts.len()).rev().filter(|_| withholds).map(|count| {
        let more = format!("and {} more", parts.len() - count);
        let said = parts.iter().take(count).cloned().chain([more]);
        said.collect::<Vec<_>>().join(" · ")
    });
    let all = [text.clone()].into_iter().chain(fewer);
    let whole = all.map(|said| (lay(said.clone()), said)).find(|(galley, _)| !galley.elided);
    let (galley, said) = whole.unwrap_or_else(|| (lay(text.clone()), text.clone()));
    let response = ui.add(Button::new(galley).frame(false)).accessible_name(said.as_str());
    if said != text {
        ui.accesskit_node_builder(response.id, |node| node.set_description(text.as_str()));
    }
    if response.on_hover_text(text).clicked() {
        out.send(Action::Explain(about_all(scene)));
    }
}

fn gates(ui: &mut Ui, scene: Scene<'_>, out: &mut Outbox) {
    let gates: Vec<&GateNote> = spoken(scene).collect();
    for gate in gates.iter().take(NAMED) {
        let text = RichText::new(gate.text.as_str()).color(scene.colours.ink);
        let response = ui.add(Button::new(text).frame(false).wrap());
        if response.on_hover_text(released(gate)).clicked() {
            out.send(Action::Explain(about_gate(gate)));
        }
    }
    if gates.len() > NAMED {
        let more = format!("and {} more", gates.len() - NAMED);
        if link(ui, scene.colours, &more).clicked() {
            out.send(Action::Explain(about_all(scene)));
        }
    }
}

/// What the answers brought, in a sentence.
fn found(scene: Scene<'_>) -> Option<String> {
    let intake = &scene.state.visit.standing().plan.as_ref()?.intake;
    let mut parts = vec![scene.knowledge.category_name(&intake.category).to_owned()];
    if intake.inflammation != Inflammation::None {
        parts.push(format!("{} inflammation", intake.inflammation.label().to_lowercase()));
    }
    let findings = intake.findings.iter();
    parts.extend(findings.map(|id| scene.knowledge.finding_label(id).to_owned()));
    Some(format!("{}.", capital(&parts.join(", "))))
}

/// What was yes at an earlier visit and is no now, in a sentence.
fn no_longer(scene: Scene<'_>) -> Option<String> {
    let no = scene.state.visit.work().intake.no_longer();
    let parts = no.iter().map(|one| {
        let tag = scene.knowledge.finding_tag(&one.finding);
        format!("{tag} (yes on {})", one.yes_on.short())
    });
    let parts: Vec<String> = parts.collect();
    (!parts.is_empty()).then(|| format!("No longer: {}.", parts.join(", ")))
}

/// What clearances say in words, which nothing enforces (A32).
fn stated(scene: Scene<'_>) -> Vec<String> {
    let open = scene.state.visit.standing().plan.as_ref().filter(|plan| !plan.status.withholds());
    let stated = open.map(|plan| planner::stated_limits(&plan.intake, scene.knowledge));
    stated.unwrap_or_default().into_iter().map(|said| said.text).collect()
}

fn limits(scene: Scene<'_>) -> Option<String> {
    let standing = scene.state.visit.standing();
    if standing.plan.is_none() || standing.status().withholds() {
        return None;
    }
    let cautions = standing.cautions().iter();
    let is_limit = |caution: &&CautionNote| scene.knowledge.is_limit(&caution.id, caution.severity);
    match cautions.filter(is_limit).count() {
        0 => None,
        limits => Some(format!("{} enforced", counted(limits, "limit"))),
    }
}

fn released(gate: &GateNote) -> String {
    if gate.released { format!("Released: {}", gate.released_by) } else { gate.released_by.clone() }
}

fn about_gate(gate: &GateNote) -> Explanation {
    Explanation {
        title: gate.text.clone(),
        paragraphs: vec![format!("{} · {}", gate.id, gate.status.label()), released(gate)],
        sources: gate.sources.clone(),
    }
}

/// Everything that the card is about.
pub fn about_all(scene: Scene<'_>) -> Explanation {
    let answers = found(scene).into_iter().chain(no_longer(scene));
    let mut paragraphs: Vec<String> = answers.chain(limits(scene)).chain(stated(scene)).collect();
    let mut sources: Vec<SourceId> = Vec::new();
    for gate in scene.state.visit.standing().gates() {
        let about = format!("{} · {}", gate.id, gate.status.label());
        paragraphs.push(format!("{} {about}. {}", capital(&gate.text), released(gate)));
        for source in &gate.sources {
            if !sources.contains(source) {
                sources.push(source.clone());
            }
        }
    }
    Explanation {
        title: heading(scene.state.visit.standing().status()).to_owned(),
        paragraphs,
        sources,
    }
}

fn banner(ui: &mut Ui, ink: Color32, ground: Color32, compact: bool, body: impl FnOnce(&mut Ui)) {
    let room = if compact { Margin::symmetric(10, 5) } else { Margin::symmetric(12, 10) };
    Frame::NONE
        .fill(ground)
        .stroke(Stroke::new(1.0, ink.gamma_multiply(0.4)))
        .corner_radius(CornerRadius::same(theme::CARD_RADIUS))
        .inner_margin(room)
        .show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.spacing_mut().item_spacing.y = if compact { 1.0 } else { 4.0 };
            ui.spacing_mut().interact_size.y = 18.0;
            ui.style_mut().spacing.button_padding = egui::Vec2::ZERO;
            body(ui);
        });
    ui.add_space(if compact { 6.0 } else { 8.0 });
}
