//! The list of clients of another program: which file, what each column holds beside its first rows, and
//! what comes of it. The pages are equally high, so that the buttons stay where they are.

use eframe::egui::{
    Align, Button, Label, Layout, Popup, PopupCloseBehavior, RectAlign, RichText, ScrollArea, Ui,
    UiBuilder, WidgetText, vec2,
};

use super::{Buttons, path};
use crate::app::action::Outbox;
use crate::app::forms::{
    ClientListForm, ListColumns, ListOutcome, ListPage, PathField, RowRemark, list_label,
};
use crate::store::client_list::{DayOrder, ListField};
use crate::text::counted;
use crate::ui::dialog::title;
use crate::ui::scene::Scene;
use crate::ui::widget::{bold, chip, link, name_label, outline_marks, secondary, wrapped};
use crate::ui::{icons, theme};

/// How high a column with its first rows is.
const COLUMN: f32 = 40.0;
/// How wide the button is that says what it holds.
const HOLDS: f32 = 160.0;
/// How high a remark about a row is.
const REMARK: f32 = 22.0;
/// What stands below the rows of a page.
const BELOW: f32 = 70.0;

pub(super) fn client_list_ui(
    ui: &mut Ui,
    scene: Scene<'_>,
    form: &mut ClientListForm,
    out: &mut Outbox,
) -> Buttons {
    title(ui, "Add clients from a list");
    let height = (ui.content_rect().height() - 230.0).clamp(200.0, 440.0);
    let (_, room) = ui.allocate_space(vec2(ui.available_width(), height));
    let layout = Layout::top_down(Align::Min);
    let mut inside = ui.new_child(UiBuilder::new().max_rect(room).layout(layout));
    let ui = &mut inside;
    match &mut form.page {
        ListPage::File => file_ui(ui, scene, &mut form.file, out),
        ListPage::Columns(columns) => {
            let buttons = columns_ui(ui, scene, columns);
            if link(ui, scene.colours, "Choose another list").clicked() {
                form.page = ListPage::File;
            }
            buttons
        }
        ListPage::Outcome(columns, outcome) => {
            let buttons = outcome_ui(ui, scene, outcome);
            if link(ui, scene.colours, "Back to the columns").clicked() {
                form.page = ListPage::Columns(columns.clone());
            }
            buttons
        }
    }
}

fn file_ui(ui: &mut Ui, scene: Scene<'_>, file: &mut String, out: &mut Outbox) -> Buttons {
    wrapped(ui, "Takes in the clients of another program, from the list that it saves as CSV.");
    path(ui, scene, "List", file, PathField::File, out);
    let text = "You see what comes of it before anything is saved.";
    wrapped(ui, secondary(scene.colours, text));
    Buttons::of("Read the list").unless(file.trim().is_empty(), "Which list?")
}

fn columns_ui(ui: &mut Ui, scene: Scene<'_>, columns: &mut ListColumns) -> Buttons {
    let list = columns.list.clone();
    let written = format!("{}, separated by {}", list.encoding.label(), list.separator.label());
    let mut about = vec![counted(list.rows.len(), "row"), written];
    if list.has_gaps {
        about.push("some letters can't be read".to_owned());
    }
    ui.label(bold("What does each column hold?"));
    one_line(ui, secondary(scene.colours, about.join(" · ")));
    rows_ui(ui, COLUMN, list.columns.len(), |ui, at| column_ui(ui, scene, columns, at));
    ui.horizontal(|ui| {
        ui.label(secondary(scene.colours, "Dates of birth"));
        for (order, word) in [
            (None, "As the list shows"),
            (Some(DayOrder::DayFirst), "Day first"),
            (Some(DayOrder::MonthFirst), "Month first"),
        ] {
            let on = columns.order == order;
            if chip(ui, scene.colours, on, "Dates of birth", word).clicked() {
                columns.order = order;
            }
        }
    });
    let nameless = !columns.mapping.has_names();
    Buttons::of("Continue").unless(nameless, "Which column holds the names?")
}

/// A column, what its first rows have, and what it holds.
fn column_ui(ui: &mut Ui, scene: Scene<'_>, columns: &mut ListColumns, at: usize) {
    let header = columns.list.columns.get(at).map(String::as_str).unwrap_or_default();
    let header = if header.is_empty() { format!("Column {}", at + 1) } else { header.to_owned() };
    let holds = columns.mapping.field_of(at);
    let samples = columns.samples(at).join(" · ");
    ui.horizontal(|ui| {
        let left = vec2((ui.available_width() - HOLDS - 8.0).max(0.0), COLUMN);
        ui.allocate_ui_with_layout(left, Layout::top_down(Align::Min), |ui| {
            ui.set_min_size(left);
            ui.spacing_mut().item_spacing.y = 1.0;
            let font = theme::semibold(theme::BODY);
            name_label(ui, &header, &font, scene.colours.ink, left.x);
            let font = theme::regular(theme::SMALL);
            name_label(ui, &samples, &font, scene.colours.secondary, left.x);
        });
        let word = holds.map_or("Left out", list_label);
        let colour = if holds.is_some() { scene.colours.ink } else { scene.colours.secondary };
        let text = (RichText::new(word).color(colour), icons::text(icons::MORE, 14.0));
        let button = ui.add(Button::new(text).min_size(vec2(HOLDS, 26.0)));
        let button = button.accessible_name(format!("{word}: {header}"));
        let popup = Popup::menu(&button).close_behavior(PopupCloseBehavior::CloseOnClick);
        popup.align(RectAlign::BOTTOM_END).width(HOLDS).show(|ui| {
            let fields = ListField::ALL.into_iter().map(Some);
            for field in std::iter::once(None).chain(fields) {
                let word = field.map_or("Left out", list_label);
                if ui.add(Button::selectable(holds == field, word)).clicked() {
                    columns.mapping.put(at, field);
                }
            }
        });
    });
}

fn outcome_ui(ui: &mut Ui, scene: Scene<'_>, outcome: &mut ListOutcome) -> Buttons {
    let found = outcome.found.clone();
    let (people, namesakes) = (&found.people, found.arrivals.namesakes.len());
    let about = [
        format!("{} read", counted(people.read, "row")),
        counted(namesakes, "namesake"),
        format!("{} left out", people.skipped.len()),
    ];
    ui.label(bold(format!("{} to add", counted(outcome.count(), "client"))));
    one_line(ui, secondary(scene.colours, about.join(" · ")));
    rows_ui(ui, REMARK, found.remarks(), |ui, at| {
        if let Some(remark) = found.remark(at) {
            remark_ui(ui, scene, outcome, remark);
        }
    });
    let text = match namesakes {
        0 => "",
        _ => "Tick a namesake who is another person, to add both.",
    };
    one_line(ui, secondary(scene.colours, text));
    Buttons::of("Add the clients").unless(outcome.count() == 0, "There is no one to add")
}

/// What is to be known of a row; of a namesake, whether it is another person.
fn remark_ui(ui: &mut Ui, scene: Scene<'_>, outcome: &mut ListOutcome, remark: RowRemark<'_>) {
    ui.horizontal(|ui| {
        ui.set_min_height(REMARK);
        if let RowRemark::Namesake(namesake) = remark {
            let row = remark.row();
            let mut is_other = outcome.others.contains(&row);
            outline_marks(ui, scene.colours);
            let name = &namesake.arrival.client.name;
            let said = format!("Another person, row {row}: {name}");
            if ui.checkbox(&mut is_other, "").accessible_name(said).changed() {
                if is_other {
                    outcome.others.insert(row);
                } else {
                    outcome.others.remove(&row);
                }
            }
            ui.label(secondary(scene.colours, format!("Row {row}")));
            let font = theme::semibold(theme::BODY);
            name_label(ui, name, &font, scene.colours.ink, 200.0);
            one_line(ui, secondary(scene.colours, remark.text()));
        } else {
            ui.label(secondary(scene.colours, format!("Row {}", remark.row())));
            one_line(ui, RichText::new(remark.text()));
        }
    });
}

/// Rows of one height, as many as there are; what is below them keeps its place.
fn rows_ui(ui: &mut Ui, height: f32, count: usize, mut row_ui: impl FnMut(&mut Ui, usize)) {
    let room = (ui.available_height() - BELOW).max(height);
    let area = ScrollArea::vertical().id_salt("rows").max_height(room).min_scrolled_height(room);
    area.auto_shrink(false).show_rows(ui, height, count, |ui, shown| {
        // The handle must not lie over the buttons.
        ui.set_max_width((ui.available_width() - 12.0).max(0.0));
        for at in shown {
            row_ui(ui, at);
        }
    });
}

/// A text that is cut where it has no more room; in full for who stays on it.
fn one_line(ui: &mut Ui, text: impl Into<WidgetText>) {
    ui.add(Label::new(text).truncate());
}
