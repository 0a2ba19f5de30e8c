//! *Print or save*: pages on a desk, as many side by side as fit, and what is chosen of them at the side.
//!
//! Pages come as pixels from beside the window; here they become textures, as few as are near what is in
//! sight. The page whose picture isn't there yet is white.

mod options;

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use eframe::egui::emath::GuiRounding as _;
use eframe::egui::{
    self, Align2, Color32, ColorImage, Context, Frame, Id, Key, Margin, Modifiers, Popup, Rect,
    Role, ScrollArea, Sense, Shadow, TextureHandle, TextureOptions, Ui, UiBuilder, Vec2,
    WidgetInfo, pos2, vec2,
};

use crate::app::action::Outbox;
use crate::app::print::{Page, PageZoom, Print, PrintAction, Seen};
use crate::model::Paper;
use crate::ui::scene::Scene;
use crate::ui::theme;
use crate::ui::widget::{NameGalley, wrapped};

/// Room around the pages, in points.
const AROUND: f32 = 16.0;
/// Room between two pages.
const BETWEEN: f32 = 26.0;
/// Height of the name under a page.
const NAME: f32 = 30.0;
/// Points of the window to a point of paper, at 100 percent: screens have 96 to the inch.
const SCREEN: f32 = 96.0 / 72.0;
/// Windows narrower than this have narrower options.
const NARROW: f32 = 1000.0;

/// What is remembered from frame to frame.
#[derive(Clone, Default)]
struct Remembered {
    textures: BTreeMap<u64, TextureHandle>,
    /// How far down the pages are, in points.
    offset: f32,
    seen: Option<Seen>,
    /// What had the focus before.
    before: Option<Id>,
    is_open: bool,
}

fn remembered() -> Id {
    Id::unique("print or save")
}

/// Lets go of the pictures of pages once none are shown; what had the focus before has it again.
pub fn no_pages(ctx: &Context) {
    let left: Option<Remembered> = ctx.data_mut(|data| data.remove_temp(remembered()));
    if let Some(focus) = left.and_then(|left| left.before) {
        ctx.memory_mut(|memory| memory.request_focus(focus));
    }
}

/// Pages and options, over all the room between the bars.
pub fn print_ui(ui: &mut Ui, scene: Scene<'_>, print: &Print, body: Rect, out: &mut Outbox) {
    let mut kept: Remembered = ui.data(|data| data.get_temp(remembered())).unwrap_or_default();
    let is_new = !kept.is_open;
    // What stands in front has Escape first.
    let is_free = scene.state.dialogs.is_empty() && !Popup::is_any_open(ui.ctx());
    if is_new {
        kept.before = ui.memory(egui::Memory::focused);
        kept.is_open = true;
    }
    let side = if body.width() < NARROW { 300.0 } else { 336.0 };
    let desk = body.with_max_x((body.right() - side).max(body.left()));
    let keys = if is_free { keys(ui) } else { (None, None) };
    let mut pages = part(ui, desk, Role::Main, "Pages");
    desk_ui(&mut pages, scene, print, &mut kept, keys, out);
    let mut options = part(ui, body.with_min_x(desk.right()), Role::Complementary, "Print options");
    options::options_ui(&mut options, scene, print, is_new, out);
    ui.data_mut(|data| data.insert_temp(remembered(), kept));
    if is_free && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape)) {
        out.send(PrintAction::Close.into());
    }
}

fn part(ui: &mut Ui, rect: Rect, role: Role, name: &str) -> Ui {
    let builder = UiBuilder::new().id_salt(("print", role)).max_rect(rect);
    let mut part = ui.new_child(builder.accessibility_role(role).accessibility_label(name));
    part.shrink_clip_rect(rect);
    part
}

/// Where the keys lead.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Turn {
    On,
    Back,
    First,
    Last,
}

/// What the keys of this frame ask for: where to turn, and how large pages are to be.
type Asked = (Option<Turn>, Option<PrintAction>);

fn keys(ui: &Ui) -> Asked {
    let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    let turns = [
        (Key::PageDown, Turn::On),
        (Key::PageUp, Turn::Back),
        (Key::Home, Turn::First),
        (Key::End, Turn::Last),
    ];
    let turn = turns.into_iter().find(|(key, _)| pressed(*key)).map(|(_, turn)| turn);
    let zoom = if pressed(Key::Plus) || pressed(Key::Equals) {
        Some(PrintAction::ZoomStep(true))
    } else if pressed(Key::Minus) {
        Some(PrintAction::ZoomStep(false))
    } else if pressed(Key::Num0) {
        Some(PrintAction::Zoom(PageZoom::Fit))
    } else {
        None
    };
    (turn, zoom)
}

/// How the pages lie.
#[derive(Debug, Clone, Copy)]
struct Lie {
    percent: f32,
    /// The size of a page in points of the window.
    page: Vec2,
    across: usize,
    rows: usize,
}

impl Lie {
    fn of(print: &Print, room: Vec2) -> Self {
        let paper = match print.choices.look.paper {
            Paper::A4 => vec2(595.28, 841.89),
            Paper::Letter => vec2(612.0, 792.0),
        };
        let whole = paper * SCREEN;
        let fit = ((room.y - AROUND - NAME) / whole.y).min((room.x - 2.0 * AROUND) / whole.x);
        let percent = match print.zoom {
            PageZoom::Fit => (fit * 100.0).max(10.0),
            PageZoom::Percent(percent) => f32::from(percent),
        };
        let page = whole * percent / 100.0;
        let count = print.pages.len().max(1);
        let fitting = ((room.x - 2.0 * AROUND + BETWEEN) / (page.x + BETWEEN)).floor().max(1.0);
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a few at most"
        )]
        let across = (fitting as usize).min(count);
        Self { percent, page, across, rows: count.div_ceil(across) }
    }

    fn row(self) -> f32 {
        self.page.y + NAME
    }

    /// Room that all pages take.
    #[expect(clippy::cast_precision_loss, reason = "rows are few")]
    fn size(self, room: Vec2) -> Vec2 {
        let wide = self.page.x + 2.0 * AROUND;
        vec2(wide.max(room.x), AROUND + self.rows as f32 * self.row())
    }

    /// Where a page lies, from the corner of all of them.
    #[expect(clippy::cast_precision_loss, reason = "pages are few")]
    fn place(self, at: usize, room: Vec2) -> Rect {
        let across = self.across as f32;
        let taken = across * self.page.x + (across - 1.0) * BETWEEN;
        let left = ((self.size(room).x - taken) / 2.0).max(AROUND);
        let (row, column) = (at / self.across, at % self.across);
        let min =
            pos2(left + column as f32 * (self.page.x + BETWEEN), AROUND + row as f32 * self.row());
        Rect::from_min_size(min, self.page)
    }
}

fn desk_ui(
    ui: &mut Ui,
    scene: Scene<'_>,
    print: &Print,
    kept: &mut Remembered,
    (turn, zoom): Asked,
    out: &mut Outbox,
) {
    let desk = ui.max_rect();
    ui.painter().rect_filled(desk, 0.0, scene.colours.desk);
    if let Some(zoom) = zoom {
        out.send(zoom.into());
    }
    let pinch = ui.input(egui::InputState::zoom_delta);
    if ui.rect_contains_pointer(desk) && (pinch - 1.0).abs() > 0.02 {
        out.send(PrintAction::ZoomStep(pinch > 1.0).into());
    }
    if let Some(trouble) = &print.trouble {
        trouble_ui(ui, scene, trouble);
        return;
    }
    if print.choices.documents.is_empty() {
        ui.painter().text(
            desk.center(),
            Align2::CENTER_CENTER,
            "Nothing is ticked",
            theme::regular(theme::BODY),
            scene.colours.secondary,
        );
        return;
    }
    let mut room = desk.size();
    let mut lie = Lie::of(print, room);
    if lie.size(room).y > room.y + 0.5 {
        // The bar takes its room from the pages.
        room.x -= ui.spacing().scroll.allocated_width();
        lie = Lie::of(print, room);
    }
    let wide = lie.size(room).x > room.x + 0.5;
    let mut area = ScrollArea::new([wide, true]).id_salt("pages on the desk").auto_shrink(false);
    if let Some(turn) = turn {
        area = area.vertical_scroll_offset(turned(turn, kept, lie, room));
    }
    let shown = area.show_viewport(ui, |ui, viewport| {
        ui.set_min_size(lie.size(room));
        let corner = ui.min_rect().min.to_vec2();
        let mut seen: Option<(usize, usize)> = None;
        for (at, page) in print.pages.iter().enumerate() {
            let place = lie.place(at, room);
            let with_name = place.with_max_y(place.bottom() + NAME);
            if with_name.intersects(viewport) {
                seen = Some((seen.map_or(at, |(first, _)| first), at));
                page_ui(ui, scene, page, place.translate(corner), kept, out);
            }
        }
        if print.pages.is_empty() {
            blank_ui(ui, lie.place(0, room).translate(corner));
        }
        (seen.unwrap_or((0, lie.across.saturating_sub(1))), viewport.top())
    });
    let pages: Vec<u64> =
        print.pages.iter().filter_map(|page| Some(page.picture.as_ref()?.id)).collect();
    kept.textures.retain(|id, _| pages.contains(id));
    let ((first, last), offset) = shown.inner;
    kept.offset = offset;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a few hundred")]
    let percent = lie.percent.round() as u16;
    let scale = lie.percent / 100.0 * SCREEN * ui.pixels_per_point();
    let seen = Seen { first, last, percent, scale };
    if kept.seen != Some(seen) {
        kept.seen = Some(seen);
        out.send(PrintAction::Seen(seen).into());
    }
}

/// How far down a key leads: to the next row of pages, or where one is higher than the desk, further
/// down in it.
fn turned(turn: Turn, kept: &Remembered, lie: Lie, room: Vec2) -> f32 {
    let most = (lie.size(room).y - room.y).max(0.0);
    let (row, offset) = (lie.row(), kept.offset);
    let is_higher = row > room.y;
    let to = match turn {
        Turn::First => 0.0,
        Turn::Last => most,
        Turn::On if is_higher => offset + room.y * 0.9,
        Turn::Back if is_higher => offset - room.y * 0.9,
        Turn::On => ((offset / row + 0.01).floor() + 1.0) * row,
        Turn::Back => ((offset / row - 0.01).ceil() - 1.0) * row,
    };
    to.clamp(0.0, most)
}

fn page_ui(
    ui: &mut Ui,
    scene: Scene<'_>,
    page: &Page,
    place: Rect,
    kept: &mut Remembered,
    out: &mut Outbox,
) {
    let id = ui.scope_id().with(("page", page.document.name(), page.number));
    let response = ui.interact(place, id, Sense::hover());
    let name = page.name();
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, &name));
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_description(&*page.text));
    let place = place.round_to_pixels(ui.pixels_per_point());
    blank_ui(ui, place);
    if let Some(picture) = &page.picture {
        if let Entry::Vacant(room) = kept.textures.entry(picture.id) {
            if let Some(pixels) = picture.take() {
                let image = ColorImage::from_rgba_premultiplied(picture.size, &pixels);
                room.insert(ui.ctx().load_texture("page", image, TextureOptions::LINEAR));
            } else {
                out.send(PrintAction::Lost.into());
            }
        }
        if let Some(texture) = kept.textures.get(&picture.id) {
            let whole = Rect::from_min_max(pos2(0.0, 0.0), pos2(1.0, 1.0));
            ui.painter().image(texture.id(), place, whole, Color32::WHITE);
        }
    }
    let under = pos2(place.left(), place.bottom() + 7.0);
    let font = theme::regular(theme::SMALL);
    let galley = NameGalley::of(ui.painter(), &name, &font, scene.colours.secondary, place.width());
    let left = under.x + (place.width() - galley.size().x) / 2.0;
    galley.paint(ui.painter(), pos2(left, under.y), scene.colours.secondary);
}

/// The paper with its shadow.
fn blank_ui(ui: &Ui, place: Rect) {
    let shadow =
        Shadow { offset: [0, 2], blur: 10, spread: 0, color: Color32::from_black_alpha(40) };
    ui.painter().add(shadow.as_shape(place, 2.0));
    ui.painter().rect_filled(place, 0.0, Color32::WHITE);
}

fn trouble_ui(ui: &mut Ui, scene: Scene<'_>, trouble: &str) {
    let middle = Rect::from_center_size(ui.max_rect().center(), vec2(360.0, 120.0));
    ui.scope_builder(UiBuilder::new().max_rect(middle), |ui| {
        Frame::NONE
            .fill(scene.colours.care_ground)
            .corner_radius(f32::from(theme::CARD_RADIUS))
            .inner_margin(Margin::same(12))
            .show(ui, |ui| wrapped(ui, format!("There are no pages: {trouble}.")));
    });
}
