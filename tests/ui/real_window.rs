//! The program itself, in a window on a screen, with a mouse and a keyboard: from an empty folder to a
//! plan on the disk.
//!
//! The screen is Xvfb's, the window manager openbox, mouse and keys come from xdotool. Where
//! something is, a twin knows: the same window, of the same size, laid out in the test, which does
//! whatever the real one does. After each step the real window has to look like its twin; that is how
//! the test waits, and why it needs no pauses and no places. Without these programs the test says that
//! it was skipped, and fails where `CI` is set.

#![allow(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    reason = "a screen has some thousand pixels"
)]
#![allow(clippy::indexing_slicing, reason = "a screen that can't be read ends the test")]

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

use eframe::egui::{Event, Pos2, Rect, pos2};
use image::RgbaImage;
use ischia::knowledge::Knowledge;
use ischia::model::{Day, Plan};
use ischia::store::Store;
use tempfile::TempDir;

use crate::facade::{App, Hands, Look, NEW_CLIENT, NEW_CLIENT_NAME, folder, put};
use crate::pictures::packed;
use crate::scenes::places;

/// How long one step may take on a machine that does much else.
const PATIENCE: Duration = Duration::from_secs(90);
const TOOLS: [&str; 3] = ["Xvfb", "openbox", "xdotool"];
const SCREEN: (usize, usize) = (1500, 2700);
const SIZE: [f32; 2] = [1366.0, 2500.0];
const CLIENT: &str = "Nadia Muster";

/// Why no screen, mouse and keyboard are to be had; none where they are.
pub fn cannot_be_tried() -> Option<String> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let is_there = |tool: &&str| std::env::split_paths(&path).any(|dir| dir.join(tool).is_file());
    let missing: Vec<&str> = TOOLS.into_iter().filter(|tool| !is_there(tool)).collect();
    if missing.is_empty() {
        return None;
    }
    let wanted = "apt-get install xvfb openbox xdotool";
    assert!(std::env::var_os("CI").is_none(), "{missing:?} missing: {wanted}");
    Some(format!("no window was tried, {missing:?} missing: {wanted}"))
}

#[test]
fn a_new_client_gets_a_plan_with_a_real_mouse_and_real_keys() {
    if let Some(why) = cannot_be_tried() {
        eprintln!("\n*** SKIPPED: {why} ***\n");
        return;
    }
    let mut window = RealWindow::open();
    window.press(NEW_CLIENT);
    window.type_into(NEW_CLIENT_NAME, CLIENT);
    window.key("Return", App::enter);
    window.wait_until("the client is on the disk", |window| {
        window.records().iter().any(|name| name.starts_with("client-"))
    });
    window.twin.wait_for(CLIENT);
    window.follow(None);
    window.wait_until("the title names the client", |window| {
        let said = window.screen.xdotool(&["getwindowname", &window.id]).stdout;
        String::from_utf8(said).unwrap().trim() == format!("Ischia · {CLIENT} · practice")
    });
    window.fill_in();
    window.key("ctrl+s", App::save);
    window.wait_until("the plan is on the disk", |window| {
        window.records().iter().any(|name| name.starts_with("plan-"))
    });
    window.follow(None);

    let practice = window.practice.to_str().unwrap().to_owned();
    let verified = window.ischia(&["verify", "--practice", &practice]);
    assert!(verified.status.success(), "{verified:?}");
    let plan = only_plan(&window.practice);
    assert_eq!(plan.total_minutes + plan.unused_minutes, 60);
    assert_eq!(plan, only_plan(&window.twins), "the real window made another plan");
    let file = window.home.path().join("plan.ron");
    put(&file, ischia::text::to_ron(&plan).unwrap());
    let checked = window.ischia(&["check", file.to_str().unwrap()]);
    assert!(checked.status.success(), "{checked:?}");
    window.close();
}

fn only_plan(practice: &Path) -> Plan {
    let store = Store::open(practice).unwrap().open().unwrap();
    let clients = store.clients().unwrap();
    assert_eq!(clients.len(), 1);
    let client = store.client(clients[0]).unwrap();
    assert_eq!(client.summary().unwrap().name, CLIENT);
    assert_eq!(client.plans.len(), 1);
    let head = client.plans.values().next().unwrap().current().unwrap();
    head.content.record().unwrap().plan.clone()
}

/// A program that ends with the test.
pub struct Running(pub Child);

impl Drop for Running {
    fn drop(&mut self) {
        self.0.kill().ok();
        self.0.wait().ok();
    }
}

/// A screen with a window manager.
pub struct Screen {
    pub display: String,
    pixels: PathBuf,
    _running: Vec<Running>,
}

impl Screen {
    /// A screen of this many pixels.
    pub fn start(home: &Path, (width, height): (usize, usize)) -> Self {
        let mut server = Command::new("Xvfb")
            .args(["-displayfd", "1", "-nolisten", "tcp", "-noreset", "-fbdir"])
            .arg(home)
            .args(["-screen", "0", &format!("{width}x{height}x24")])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut number = String::new();
        BufReader::new(server.stdout.take().unwrap()).read_line(&mut number).unwrap();
        let display = format!(":{}", number.trim());
        let manager = Command::new("openbox")
            .arg("--sm-disable")
            .env("DISPLAY", &display)
            .env("HOME", home)
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let running = vec![Running(manager), Running(server)];
        let screen = Self { display, pixels: home.join("Xvfb_screen0"), _running: running };
        // It answers once a window manager is there.
        wait("a window manager", || screen.xdotool(&["get_num_desktops"]).status.success());
        screen
    }

    pub fn xdotool(&self, arguments: &[&str]) -> Output {
        Command::new("xdotool").args(arguments).env("DISPLAY", &self.display).output().unwrap()
    }

    /// What xdotool says, a `NAME=NUMBER` a line.
    pub fn ask(&self, arguments: &[&str], name: &str) -> Option<usize> {
        let said = String::from_utf8(self.xdotool(arguments).stdout).unwrap();
        let number = said.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix('='))?;
        number.parse().ok()
    }

    /// A part of the screen, from the file that the server draws into.
    fn picture(&self, (left, top): (usize, usize), (width, height): (usize, usize)) -> RgbaImage {
        let bytes = fs::read(&self.pixels).unwrap();
        let header = |field: usize| {
            let bytes: [u8; 4] = bytes[field * 4..field * 4 + 4].try_into().unwrap();
            u32::from_be_bytes(bytes) as usize
        };
        let (begin, in_row) = (header(0) + header(19) * 12, header(12));
        let mut picture = RgbaImage::new(width as u32, height as u32);
        for (x, y, pixel) in picture.enumerate_pixels_mut() {
            let at = begin + (top + y as usize) * in_row + (left + x as usize) * 4;
            if let [blue, green, red, ..] = bytes[at..] {
                pixel.0 = [red, green, blue, 255];
            }
        }
        picture
    }
}

/// The program on a screen, and the twin that knows where everything is.
struct RealWindow {
    program: Running,
    id: String,
    origin: (usize, usize),
    size: (usize, usize),
    screen: Screen,
    twin: App,
    practice: PathBuf,
    twins: PathBuf,
    home: TempDir,
}

impl RealWindow {
    fn open() -> Self {
        let home = folder();
        let practice = home.path().join("real/practice");
        let twins = home.path().join("twin/practice");
        for root in [&practice, &twins] {
            fs::create_dir_all(root).unwrap();
        }
        let screen = Screen::start(home.path(), SCREEN);
        // Under a mask that forbids nothing, as some desktops start their programs.
        let program = Command::new("sh")
            .args(["-c", r#"umask 0 && exec "$0" "$@""#, env!("CARGO_BIN_EXE_ischia")])
            .arg("--practice")
            .arg(&practice)
            .env("DISPLAY", &screen.display)
            .env("HOME", home.path())
            .env("LIBGL_ALWAYS_SOFTWARE", "1")
            .env_remove("WAYLAND_DISPLAY")
            .envs(
                ["CACHE", "STATE", "DATA", "CONFIG"]
                    .map(|name| (format!("XDG_{name}_HOME"), home.path().join("real").join(name))),
            )
            .stderr(
                tempfile::NamedTempFile::new_in(home.path())
                    .unwrap()
                    .persist(home.path().join("stderr"))
                    .unwrap(),
            )
            .spawn()
            .unwrap();
        let mut program = Running(program);
        let pid = program.0.id().to_string();
        let mut id = String::new();
        wait("the window", || {
            let ended = program.0.try_wait().unwrap();
            let said = || fs::read_to_string(home.path().join("stderr")).unwrap();
            assert!(ended.is_none(), "the program ended, {ended:?}: {}", said());
            let found = screen.xdotool(&["search", "--onlyvisible", "--pid", &pid]).stdout;
            let found = String::from_utf8(found).unwrap();
            found.lines().last().unwrap_or_default().clone_into(&mut id);
            !id.is_empty()
        });
        screen.xdotool(&["windowactivate", "--sync", &id]);
        let tall = SIZE.map(|size| size.to_string());
        screen.xdotool(&["windowsize", "--sync", &id, &tall[0], &tall[1]]);
        let geometry = ["getwindowgeometry", "--shell", &id];
        let ask = |name| screen.ask(&geometry, name).unwrap();
        let size = (ask("WIDTH"), ask("HEIGHT"));
        screen.xdotool(&["mousemove", "--sync", "--window", &id, "0", "0"]);
        let ask = |name| screen.ask(&["getmouselocation", "--shell"], name).unwrap();
        let origin = (ask("X"), ask("Y"));
        let today =
            Day::from(ischia::store::clock::now().to_zoned(jiff::tz::TimeZone::system()).date());
        let look = Look::sized(size.0 as f32, size.1 as f32);
        let mut twin = App::start_now(look, Some(places(&home.path().join("twin"))), today);
        twin.begin(&twins);
        twin.wait_until_empty();
        let mut window = Self { program, id, origin, size, screen, twin, practice, twins, home };
        window.follow(None);
        window
    }

    /// Waits until the real window looks like its twin, most of all where something was done.
    fn follow(&mut self, here: Option<Rect>) {
        // Nothing is pointed at meanwhile.
        let corner = [SCREEN.0 - 1, SCREEN.1 - 1].map(|at| at.to_string());
        self.screen.xdotool(&["mousemove", &corner[0], &corner[1]]);
        self.twin.event(Event::PointerGone);
        self.twin.settle();
        let wanted = self.twin.picture();
        let begun = Instant::now();
        loop {
            let shown = self.screen.picture(self.origin, self.size);
            let everywhere = differing(&shown, &wanted, None);
            let there = here.map_or(0.0, |rect| differing(&shown, &wanted, Some(rect)));
            if everywhere < 0.002 && there < 0.03 {
                return;
            }
            if begun.elapsed() > PATIENCE {
                let kept = std::env::temp_dir();
                put(&kept.join("ischia-real.png"), packed(&shown));
                put(&kept.join("ischia-twin.png"), packed(&wanted));
                panic!(
                    "the real window never looked like its twin, {:.2} % differ; see \
                     ischia-real.png and ischia-twin.png in {}",
                    everywhere.max(there) * 100.0,
                    kept.display()
                );
            }
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    fn wait_until(&mut self, what: &str, mut is_so: impl FnMut(&mut Self) -> bool) {
        wait(what, || is_so(self));
    }

    /// Names of the files in the folders of clients.
    fn records(&self) -> Vec<String> {
        let folders = fs::read_dir(self.practice.join("clients")).into_iter().flatten();
        let files = folders.flat_map(|folder| fs::read_dir(folder.unwrap().path()).unwrap());
        files.map(|file| file.unwrap().file_name().into_string().unwrap()).collect()
    }

    /// Where something is. The screen is as tall as it takes for everything to be in sight: how far a
    /// wheel goes is not the same to a pixel on any two machines.
    fn find(&self, name: &str) -> Rect {
        let rect = self.twin.place_of(name).unwrap_or_else(|| panic!("no {name}"));
        assert!(self.twin.is_in_sight(rect), "{name} is not in sight");
        rect
    }

    /// The pointer goes there, and something is done with it.
    fn point(&self, at: Pos2, then: &[&str]) {
        let at = [at.x, at.y].map(|at| at.round().to_string());
        let mut arguments =
            vec!["mousemove", "--window", &self.id, &at[0], &at[1], "sleep", "0.05"];
        arguments.extend(then);
        let done = self.screen.xdotool(&arguments);
        assert!(done.status.success(), "{done:?}");
    }

    fn click(&mut self, rect: Rect) {
        self.point(rect.center(), &["mousedown", "1", "sleep", "0.05", "mouseup", "1"]);
        self.twin.click_at(rect.center());
    }

    fn key(&mut self, key: &str, twin: impl FnOnce(&mut App)) {
        self.screen.xdotool(&["key", key]);
        twin(&mut self.twin);
    }

    fn ischia(&self, arguments: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_ischia"))
            .args(arguments)
            .env("HOME", self.home.path())
            .output()
            .unwrap()
    }

    /// As the window manager closes it: with nothing unsaved, the program ends.
    fn close(mut self) {
        self.screen.xdotool(&["key", "alt+F4"]);
        let mut ended = None;
        wait("the end", || {
            ended = self.program.0.try_wait().unwrap();
            ended.is_some()
        });
        assert!(ended.unwrap().success());
        // Whatever the program made is for its owner alone.
        let made = self.home.path().join("real");
        assert!(made.join("DATA/ischia/app.ron").is_file());
        for name in ["CACHE/ischia", "STATE/ischia", "DATA/ischia", "practice/clients"] {
            let made = made.join(name);
            if made.exists() {
                assert_private(&made);
            }
        }
    }
}

fn assert_private(path: &Path) {
    use std::os::unix::fs::PermissionsExt;
    let mode = fs::metadata(path).unwrap().permissions().mode() & 0o777;
    let wanted = if path.is_dir() { 0o700 } else { 0o600 };
    assert_eq!(mode, wanted, "{}: {mode:o}", path.display());
    if path.is_dir() {
        for entry in fs::read_dir(path).unwrap() {
            assert_private(&entry.unwrap().path());
        }
    }
}

impl Hands for RealWindow {
    fn knowledge(&self) -> Arc<Knowledge> {
        Hands::knowledge(&self.twin)
    }

    fn press(&mut self, name: &str) {
        let rect = self.find(name);
        self.click(rect);
        self.follow(Some(rect));
    }

    fn all_no_names(&self) -> Vec<String> {
        self.twin.all_no_names()
    }

    fn type_into(&mut self, name: &str, text: &str) {
        let rect = self.find(name);
        self.click(rect);
        self.follow(None);
        self.screen.xdotool(&["type", "--delay", "30", text]);
        self.twin.event(Event::Text(text.to_owned()));
        self.follow(Some(rect));
    }
}

pub fn wait(what: &str, mut is_so: impl FnMut() -> bool) {
    let begun = Instant::now();
    while !is_so() {
        assert!(begun.elapsed() < PATIENCE, "never: {what}");
        std::thread::sleep(Duration::from_millis(50));
    }
}

/// The part of the pixels that anybody would call different.
fn differing(shown: &RgbaImage, wanted: &RgbaImage, here: Option<Rect>) -> f64 {
    if shown.dimensions() != wanted.dimensions() {
        return 1.0;
    }
    let (mut all, mut differ) = (0_u32, 0_u32);
    for ((x, y, shown), wanted) in shown.enumerate_pixels().zip(wanted.pixels()) {
        if here.is_some_and(|rect| !rect.contains(pos2(x as f32, y as f32))) {
            continue;
        }
        all += 1;
        let parts = shown.0.iter().zip(&wanted.0);
        differ += u32::from(parts.map(|(a, b)| a.abs_diff(*b)).max() > Some(24));
    }
    f64::from(differ) / f64::from(all.max(1))
}
