//! Why a question is asked: a press on its name tells it, and so do the keys at its control.
//!
//! The words are the knowledge's own; a question that it says nothing about has a plain name.

use eframe::egui::{
    Context, CursorIcon, Event, Id, Key, Label, Modifiers, Rect, Response, RichText, Role, Sense,
    Ui, Vec2, WidgetInfo, vec2,
};

use super::call_button;
use crate::app::action::{Action, Outbox};
use crate::app::explanation::Explanation;
use crate::knowledge::schema::{Asked, Protocol};
use crate::ui::icons;
use crate::ui::scene::Scene;

/// What the name of a question says to the pointer and to those who don't see it.
const WHY: &str = "why it is asked";

/// A question of the knowledge, and what it is called where it is asked.
#[derive(Debug, Clone, Copy)]
pub struct AskedName<'a> {
    /// What is asked.
    pub asked: &'a Asked,
    /// Its name, as it is said to who doesn't see it.
    pub name: &'a str,
}

/// The name of a question. `Sense::click()` gives it a place in the order of Tab, for a name whose
/// control can't ask by a key.
pub fn asked_name(
    ui: &mut Ui,
    scene: Scene<'_>,
    AskedName { asked, name }: AskedName<'_>,
    shown: impl Into<RichText>,
    sense: Sense,
    out: &mut Outbox,
) -> Response {
    let shown = shown.into();
    if scene.knowledge.question(asked).is_none() {
        return ui.label(shown);
    }
    let text = shown.text().to_owned();
    let label = ui.add(Label::new(shown).sense(sense));
    let said = format!("{name}: {WHY}");
    if said.contains(&text) {
        call_button(&label, &said);
    } else {
        // What the text says beyond the name is heard too.
        label.widget_info(|| WidgetInfo::labeled(Role::Button, label.enabled(), said.as_str()));
    }
    let label = label.on_hover_text("Why it is asked").on_hover_cursor(CursorIcon::Help);
    if label.clicked() {
        explain(scene, asked, name, out);
    }
    label
}

/// The keys of a control: Shift+F1 tells why it is there, and so does a question mark wherever
/// none can be typed.
pub fn asked_keys(
    ui: &Ui,
    scene: Scene<'_>,
    AskedName { asked, name }: AskedName<'_>,
    control: &Response,
    types: bool,
    out: &mut Outbox,
) {
    if asks_why(ui, control, types) {
        explain(scene, asked, name, out);
    }
}

fn explain(scene: Scene<'_>, asked: &Asked, name: &str, out: &mut Outbox) {
    let Some(question) = scene.knowledge.question(asked) else { return };
    let explanation = Explanation {
        title: name.to_owned(),
        paragraphs: vec![question.text.clone()],
        sources: question.sources.clone(),
    };
    let chosen = scene.state.visit.work().intake.category.as_ref();
    let chosen = chosen.and_then(|id| scene.knowledge.protocol(id));
    let about = chosen.filter(|_| *asked == Asked::Category);
    out.send(Action::Explain(with_category(explanation, about)));
}

fn with_category(mut explanation: Explanation, about: Option<&Protocol>) -> Explanation {
    if let Some(protocol) = about {
        explanation.paragraphs.push(protocol.name.clone());
        explanation.add(Explanation::of_category(protocol));
    }
    explanation
}

/// The keys of a category's card: they tell why it is asked, and what that category is about.
pub fn category_keys(
    ui: &Ui,
    scene: Scene<'_>,
    protocol: &Protocol,
    control: &Response,
    out: &mut Outbox,
) {
    if asks_why(ui, control, false) {
        explain_category(scene, protocol, out);
    }
}

/// How large the sign of a category is, and how much room it takes with what is around it.
const SIGN: f32 = 12.0;
pub const CATEGORY_SIGN: f32 = 24.0;

/// A sign in the corner of a category's card, which tells the same to the pointer. No stop of Tab: the
/// card is one already.
pub fn category_sign(
    ui: &Ui,
    scene: Scene<'_>,
    protocol: &Protocol,
    card: &Response,
    out: &mut Outbox,
) {
    let size = Vec2::splat(CATEGORY_SIGN);
    let corner = Rect::from_min_size(card.rect.right_top() - vec2(CATEGORY_SIGN, 0.0), size);
    let sign = ui.interact(corner, card.id.with("why"), Sense::CLICK);
    call_button(&sign, &format!("{}: {WHY}", protocol.name));
    let colours = scene.colours;
    let colour = if sign.hovered() { colours.accent } else { colours.secondary };
    icons::paint(ui.painter(), icons::WHY, SIGN, corner.center(), colour);
    let sign = sign.on_hover_text("Why it is asked").on_hover_cursor(CursorIcon::Help);
    if sign.clicked() {
        explain_category(scene, protocol, out);
    }
}

/// Why the category is asked, and what this one is about.
fn explain_category(scene: Scene<'_>, protocol: &Protocol, out: &mut Outbox) {
    let why = scene.knowledge.question(&Asked::Category);
    out.send(Action::Explain(why.map_or_else(
        || Explanation::of_category(protocol),
        |why| {
            let explanation = Explanation {
                title: protocol.name.clone(),
                paragraphs: vec![why.text.clone()],
                sources: why.sources.clone(),
            };
            with_category(explanation, Some(protocol))
        },
    )));
}

/// Whether the keys ask why this control is there.
pub fn asks_why(ui: &Ui, control: &Response, types: bool) -> bool {
    if !control.has_focus() {
        return false;
    }
    let mark = |event: &Event| matches!(event, Event::Text(text) if text == "?");
    let by_mark = !types && ui.input(|input| input.events.iter().any(mark));
    by_mark || ui.data_mut(|data| data.remove_temp::<bool>(pressed()).unwrap_or_default())
}

/// Takes Shift+F1 before F1 alone does, and keeps it for the control that has the focus.
pub fn take_why_key(ctx: &Context) {
    let is_pressed = ctx.input_mut(|input| input.consume_key(Modifiers::SHIFT, Key::F1));
    ctx.data_mut(|data| {
        if is_pressed {
            data.insert_temp(pressed(), true);
        } else {
            data.remove_temp::<bool>(pressed());
        }
    });
}

fn pressed() -> Id {
    Id::unique("the keys ask why")
}
