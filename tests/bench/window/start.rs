//! From the start of the program to its first useful frame, and what it costs to leave it open.
//!
//! Both windows are started in turn, each in a process of its own, and say themselves when their
//! frame was handed to the screen: the program in the file that `ISCHIA_TRACE_START` names, the empty
//! one in the file of its argument.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use eframe::egui;
use ischia::store::sample::{self, Wanted};
use ischia::store::seal::WorkFactor;
use ischia::store::{Places, Progress, SecretString, Stamp};

use super::Outcome;

/// The argument with which this program is an empty window.
pub const EMPTY: &str = "--empty";
const TRACE: &str = "ISCHIA_TRACE_START";
/// How long a window may take.
const PATIENCE: Duration = Duration::from_mins(1);

/// What a window costs once it stands.
struct Cost {
    busy: f64,
    resident: u64,
    peak: u64,
}

/// The user's folders below a home of its own.
pub fn places(home: &Path) -> Places {
    Places { cache: home.join("cache/ischia"), state: home.join("state/ischia") }
}

pub fn has_display() -> bool {
    ["DISPLAY", "WAYLAND_DISPLAY"].iter().any(|name| std::env::var_os(name).is_some())
}

pub fn ms(duration: Duration) -> f64 {
    duration.as_secs_f64() * 1e3
}

/// Starts both windows in turn, and leaves each open for a while.
pub fn measure(home: &Path, practice: &Path, pairs: usize, idle: Duration) -> Outcome {
    let mark = home.join("mark");
    let mut times = [Vec::new(), Vec::new()];
    // The first start of each reads its libraries from the disk.
    for round in 0..=pairs {
        for (which, times) in times.iter_mut().enumerate() {
            let command = if which == 0 { program(home, practice, &mark) } else { empty(&mark)? };
            let (took, child) = started(command, &mark)?;
            end(child)?;
            if round > 0 {
                times.push(took);
            }
        }
    }
    println!("\nexec to the first useful frame, {pairs} interleaved pairs");
    println!("  {:<30}{:>12}{:>12}{:>12}", "", "median", "least", "most");
    let mut medians = Vec::new();
    for (what, mut times) in ["the practice, listed", "an empty window"].into_iter().zip(times) {
        times.sort_unstable();
        let at = |place: usize| times.get(place).copied().map(ms).unwrap_or_default();
        let median = at(times.len() / 2);
        println!("  {what:<30}{median:>9.1} ms{:>9.1} ms{:>9.1} ms", at(0), at(times.len() - 1));
        medians.push(median);
    }
    if let [ours, empty] = medians[..] {
        println!("  {:<30}{:>9.1} ms", "difference", ours - empty);
    }

    println!("\nleft alone for {} s", idle.as_secs());
    println!("  {:<30}{:>12}{:>12}{:>12}", "", "processor", "resident", "at its peak");
    let sealed = sealed(home)?;
    let nothing = home.join("new-home");
    let windows = [
        ("the practice, listed", program(home, practice, &mark)),
        ("a sealed practice, locked", program(home, &sealed, &mark)),
        ("no practice", without_practice(&nothing, &mark)),
        ("an empty window", empty(&mark)?),
    ];
    for (what, command) in windows {
        let (_, child) = started(command, &mark)?;
        let cost = cost(&child, idle)?;
        end(child)?;
        println!(
            "  {what:<30}{:>10.2} %{:>9} KB{:>9} KB",
            cost.busy * 100.0,
            cost.resident,
            cost.peak
        );
    }
    Ok(())
}

fn program(home: &Path, practice: &Path, mark: &Path) -> Command {
    let mut command = without_practice(home, mark);
    command.arg("--practice").arg(practice);
    command
}

fn without_practice(home: &Path, mark: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_ischia"));
    command.env("HOME", home).env(TRACE, mark);
    for (name, folder) in
        [("CACHE", "cache"), ("STATE", "state"), ("DATA", "data"), ("CONFIG", "config")]
    {
        command.env(format!("XDG_{name}_HOME"), home.join(folder));
    }
    command
}

fn empty(mark: &Path) -> Outcome<Command> {
    let mut command = Command::new(std::env::current_exe()?);
    command.arg(EMPTY).arg(mark);
    Ok(command)
}

/// How long it took until its frame was there.
fn started(mut command: Command, mark: &Path) -> Outcome<(Duration, Child)> {
    fs::remove_file(mark).ok();
    command.stdout(Stdio::null()).stderr(Stdio::null());
    let begun = Instant::now();
    let begun_at = SystemTime::now().duration_since(UNIX_EPOCH)?;
    let mut child = command.spawn()?;
    loop {
        if let Some(at) = fs::read_to_string(mark).ok().and_then(|text| micros(&text)) {
            return Ok((at.saturating_sub(begun_at), child));
        }
        if let Some(status) = child.try_wait()? {
            return Err(format!("{command:?} ended before its first frame, {status}").into());
        }
        if begun.elapsed() > PATIENCE {
            end(child)?;
            return Err(format!("{command:?} never drew its first frame").into());
        }
        std::thread::sleep(Duration::from_millis(2));
    }
}

fn micros(text: &str) -> Option<Duration> {
    text.strip_suffix('\n')?.parse().ok().map(Duration::from_micros)
}

fn end(mut child: Child) -> Outcome {
    child.kill()?;
    child.wait()?;
    Ok(())
}

/// What the process uses, once what began with the window has ended.
fn cost(child: &Child, idle: Duration) -> Outcome<Cost> {
    let mut before = ticks(child)?;
    let begun = Instant::now();
    // Reading the practice may go on for a while beside the window.
    loop {
        std::thread::sleep(Duration::from_secs(3));
        let now = ticks(child)?;
        if now - before <= 1 || begun.elapsed() > PATIENCE {
            break;
        }
        before = now;
    }
    let before = ticks(child)?;
    std::thread::sleep(idle);
    let used = ticks(child)? - before;
    let status = fs::read_to_string(format!("/proc/{}/status", child.id()))?;
    let field = |name: &str| -> Outcome<u64> {
        let line = status.lines().find(|line| line.starts_with(name)).ok_or("no such line")?;
        Ok(line.split_whitespace().nth(1).ok_or("no number")?.parse()?)
    };
    // A hundred ticks a second on every system that has this file.
    let busy = f64::from(u32::try_from(used)?) / 100.0 / idle.as_secs_f64();
    Ok(Cost { busy, resident: field("VmRSS:")?, peak: field("VmHWM:")? })
}

/// The time on processors, of the program and for it.
fn ticks(child: &Child) -> Outcome<u64> {
    let text = fs::read_to_string(format!("/proc/{}/stat", child.id()))?;
    let (_, fields) = text.rsplit_once(')').ok_or("no fields")?;
    let mut fields = fields.split_whitespace().skip(11);
    let mut next = || -> Outcome<u64> { Ok(fields.next().ok_or("no field")?.parse()?) };
    Ok(next()? + next()?)
}

fn sealed(home: &Path) -> Outcome<PathBuf> {
    let root = home.join("sealed");
    let wanted = Wanted { clients: 10, plans: 30, seed: 2 };
    let store = sample::write(&root, wanted, &Progress::default())?;
    let passphrase = SecretString::from("heron over the bay".to_owned());
    let stamp = Stamp { by: "A. Therapist".to_owned(), at: ischia::store::clock::now() };
    store.seal_practice(&passphrase, WorkFactor::Least, &stamp, &Progress::default())?;
    Ok(root)
}

/// The floor: a window of the same eframe with nothing in it.
pub fn empty_window(mark: &Path) -> Outcome {
    struct Empty {
        mark: PathBuf,
        frames: u32,
    }
    impl eframe::App for Empty {
        fn ui(&mut self, ui: &mut egui::Ui, _: &mut eframe::Frame) {
            self.frames += 1;
            if self.frames == 2 {
                let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
                let passing = self.mark.with_extension("new");
                super::facade::put(&passing, format!("{}\n", since.as_micros()));
                fs::rename(&passing, &self.mark).unwrap();
            }
            egui::CentralPanel::default().show(ui, |_| ());
            if self.frames == 1 {
                ui.ctx().request_repaint();
            }
        }
    }
    let viewport = egui::ViewportBuilder::default()
        .with_app_id("ischia-empty")
        .with_title("Empty")
        .with_inner_size([1280.0, 680.0]);
    let options = eframe::NativeOptions { viewport, ..Default::default() };
    let app = Empty { mark: mark.to_owned(), frames: 0 };
    eframe::run_native("ischia-empty", options, Box::new(move |_| Ok(Box::new(app))))
        .map_err(|error| error.to_string().into())
}
