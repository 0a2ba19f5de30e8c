//! How long a practice folder takes, at the size of a therapist's ten years and of a clinic.
//!
//! `cargo bench --bench practice -- [SIZES] [client [PLANS]]`, sizes in plans, 10 a client;
//! 1000 and 10000 where nothing is named. With `client`, one client who has that many plans, 5000
//! where it isn't said. Records are plans as the planner writes them, some 22 KB each. The table gives
//! medians of interleaved runs, with the machine's raw figures beside them, because those say what
//! could be had at all. Folders are made below the system's folder for temporary files (or `TMPDIR`)
//! and removed.

#![allow(clippy::print_stdout, reason = "the table is what this is for")]

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use fastrand::Rng;
use jiff::Timestamp;
use rayon::prelude::*;

use ischia::knowledge::Knowledge;
use ischia::model::{Client, ClientId, Day, Intake, PlanId, PlanRecord, PracticeId};
use ischia::planner;
use ischia::store::files::Files;
use ischia::store::index::{Index, Order};
use ischia::store::{Base, Existing, Key, Progress, RecordFile, Stamp, Store, clock, write_new};
use ischia::text::{self, Document, Notation};

type Outcome<T = ()> = Result<T, Box<dyn std::error::Error + Send + Sync>>;

const PLANS_A_CLIENT: usize = 10;
/// What the folder is asked for its memory with, in a process of its own.
const MEMORY: &str = "--memory-of";

fn main() -> Outcome {
    let arguments: Vec<String> =
        std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    if let [MEMORY, root, cache] = arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        return print_memory(Path::new(root), Path::new(cache));
    }
    let mut sizes: &[String] = &arguments;
    let mut of_one = None;
    if let Some(at) = arguments.iter().position(|argument| argument == "client") {
        let (before, after) = arguments.split_at(at);
        sizes = before;
        of_one = Some(after.get(1).map_or(Ok(5_000), |plans| plans.parse())?);
    }
    if arguments.is_empty() {
        measure(1_000)?;
        measure(10_000)?;
    }
    for plans in sizes {
        measure(plans.parse()?)?;
    }
    of_one.map_or(Ok(()), measure_one)
}

/// Everything about a practice of one size.
fn measure(plans: usize) -> Outcome {
    let folder = tempfile::tempdir()?;
    let cache = folder.path().join("cache");
    let store = make(&folder.path().join("practice"), plans / PLANS_A_CLIENT, PLANS_A_CLIENT)?;
    let files = record_files(&store)?;
    let bytes: u64 = read_all(&store, &files)?;
    let cores = std::thread::available_parallelism()?;
    println!(
        "\n{plans} plans, {} clients, {} MB in {} files of {} bytes on average, {cores} cores",
        plans / PLANS_A_CLIENT,
        bytes / 1_000_000,
        files.len(),
        bytes / u64::try_from(files.len())?,
    );
    // Each takes minutes at the size of a clinic.
    let runs = if plans > 50_000 { 3 } else { 5 };
    let mut table = Table::default();
    for _ in 0..runs {
        table.time("raw: read every byte", || read_all(&store, &files))?;
        table.time("raw: read and parse every file", || read_and_parse(&store, &files))?;
        table.time("raw: names of every folder", || names(&store))?;
        let mut first = Index::empty(store.practice());
        table.time("first index", || Ok(first.refresh(&store, &Progress::default())?))?;
        table.time("cache written", || Ok(first.save(&store, &cache)?))?;
        warm(&mut table, &store, &cache)?;
    }
    let index = Index::load(&store, &cache).ok_or("no cache")?;
    search(&mut table, &index)?;
    save(&mut table, &store)?;
    table.print();
    println!("  {:<44}{:>9} KB", "cache file", size_of_files(&cache)? / 1000);
    memory(&store, &cache)
}

fn warm(table: &mut Table, store: &Store, cache: &Path) -> Outcome {
    for _ in 0..3 {
        let loaded = table.time("open with a warm index", || Ok(Index::load(store, cache)))?;
        let mut index = loaded.ok_or("no cache")?;
        table.time("  and look for changes, none there", || {
            let changes = index.refresh(store, &Progress::default())?;
            if changes.is_empty() { Ok(()) } else { Err("something changed".into()) }
        })?;
    }
    Ok(())
}

/// A keystroke each: beginnings of names, whole names, words that few and that many notes have.
fn search(table: &mut Table, index: &Index) -> Outcome {
    for _ in 0..9 {
        for typed in ["a", "an", "anna", "anna sch", "brt", "müller 17", "zzz"] {
            table.time("keystroke, names and codes", || Ok(index.search_names(typed)))?;
        }
        for typed in ["k", "knee", "scar left", "sleeps badly knee", "rückenschmerz", "zzz"] {
            table.time("keystroke, notes", || Ok(index.search_notes(typed)))?;
        }
        table.time("nothing typed, both", || Ok(index.search("")))?;
        table.time("every match of a frequent word", || Ok(index.matches("knee")))?;
        table.time("clients by name", || Ok(index.clients(Order::Name).len()))?;
        table.time("clients by latest session", || Ok(index.clients(Order::Recent).len()))?;
    }
    Ok(())
}

/// One save, and the same bytes written in the same steps by hand, on the disk of the temp folder.
fn save(table: &mut Table, store: &Store) -> Outcome {
    let store = Store::open(store.root())?.open()?;
    let client = *store.clients()?.first().ok_or("no clients")?;
    let plans = store.client(client)?.plans;
    let (plan, history) = plans.iter().next().ok_or("no plans")?;
    let record = history.current().and_then(|head| head.content.record()).ok_or("no record")?;
    let stamp = Stamp { by: "A. Therapist".to_owned(), at: clock::now() };
    let bare = tempfile::tempdir_in(store.root())?;
    for run in 0..31 {
        let (heads, changed) = (history.base(), record.clone());
        let saved = table
            .time("one save", || Ok(store.save_plan(client, *plan, heads, changed, &stamp)?.id))?;
        let key = Key::Plan(client, *plan);
        let bytes = store.bytes(&RecordFile { key, revision: saved, sealed: false })?;
        table.time("raw: write, sync, rename, sync folder", || {
            let target = bare.path().join(run.to_string());
            let passing = bare.path().join("new");
            let mut file =
                fs::File::options().write(true).create(true).truncate(true).open(&passing)?;
            file.write_all(&bytes)?;
            file.sync_all()?;
            fs::rename(&passing, &target)?;
            fs::File::open(bare.path())?.sync_all()?;
            Ok(())
        })?;
    }
    Ok(())
}

/// One client with as many plans as a clinic has in a year: what is read must grow with what is new.
fn measure_one(plans: usize) -> Outcome {
    let folder = tempfile::tempdir()?;
    let store = make(&folder.path().join("practice"), 1, plans)?;
    let client = *store.clients()?.first().ok_or("no client")?;
    let files = record_files(&store)?;
    println!("\none client with {plans} plans, {} MB", read_all(&store, &files)? / 1_000_000);
    let mut table = Table::default();
    let cache = folder.path().join("cache");
    let exported = folder.path().join("plan.ron");
    let knowledge = Knowledge::shipped()?;
    let plan = samples(&knowledge)?.swap_remove(0).plan;
    write_new(&exported, text::to_ron(&plan)?.as_bytes(), Existing::Refuse)?;
    let command = |arguments: &[&OsStr]| -> Outcome {
        let answer = Command::new(env!("CARGO_BIN_EXE_ischia"))
            .args(arguments)
            .arg("--practice")
            .arg(store.root())
            .env("XDG_CACHE_HOME", folder.path())
            .env("XDG_STATE_HOME", folder.path())
            .env("XDG_CONFIG_HOME", folder.path())
            .output()?;
        let said = String::from_utf8_lossy(&answer.stderr).into_owned();
        if answer.status.success() { Ok(()) } else { Err(said.into()) }
    };
    let id = client.to_string();
    let (of_client, id) = (OsStr::new("--client"), OsStr::new(&id));
    command(&[OsStr::new("list")])?;
    let mut index = Index::empty(store.practice());
    index.refresh(&store, &Progress::default())?;
    index.save(&store, &cache)?;
    let today = Day::parse("2026-11-28")?;
    for _ in 0..5 {
        table.time("raw: names of the folder", || names(&store))?;
        table.time("every plan read", || Ok(store.client(client)?.plans.len()))?;
        table.time("opened in the window, its index read", || {
            let index = Index::load(&store, &cache).ok_or("no cache")?;
            let none = BTreeSet::new();
            Ok(index.client_folder(&store, client, today, &none, None)?.plans.len())
        })?;
        table.time("`ischia list --client`", || command(&[OsStr::new("list"), of_client, id]))?;
        table.time("`ischia save`", || {
            command(&[OsStr::new("save"), exported.as_os_str(), of_client, id])
        })?;
        table.time("`ischia knowledge check`, for comparison", nothing)?;
    }
    save(&mut table, &store)?;
    let none = BTreeSet::new();
    index.refresh(&store, &Progress::default())?;
    let mut shown = index.client_folder(&store, client, today, &none, None)?;
    for _ in 0..9 {
        add_plan(&store, client, &knowledge)?;
        shown = table.time("shown anew after another's save", || {
            Ok(index.client_folder(&store, client, today, &none, Some(&shown))?)
        })?;
        table.time("listed anew after it", || Ok(index.refresh_client(&store, client)?))?;
    }
    table.print();
    Ok(())
}

/// What another program does meanwhile.
fn add_plan(store: &Store, client: ClientId, knowledge: &Knowledge) -> Outcome {
    let record = samples(knowledge)?.swap_remove(0);
    let stamp = Stamp { by: "A. Colleague".to_owned(), at: clock::now() };
    store.save_plan(client, PlanId::fresh(stamp.at), Base::none(), record, &stamp)?;
    Ok(())
}

/// What the program takes to begin and end, with the knowledge read.
fn nothing() -> Outcome {
    let program = env!("CARGO_BIN_EXE_ischia");
    let answer = Command::new(program).args(["knowledge", "check"]).output()?;
    if answer.status.success() { Ok(()) } else { Err("the knowledge isn't sound".into()) }
}

/// The memory that the index takes, told by a process that does nothing else.
fn memory(store: &Store, cache: &Path) -> Outcome {
    let answer = Command::new(std::env::current_exe()?)
        .args([MEMORY.as_ref(), store.root().as_os_str(), cache.as_os_str()])
        .output()?;
    print!("{}", String::from_utf8_lossy(&answer.stdout));
    if answer.status.success() { Ok(()) } else { Err("its memory could not be told".into()) }
}

fn print_memory(root: &Path, cache: &Path) -> Outcome {
    let store = Store::open(root)?.open()?;
    let (before, _) = resident()?;
    let index = Index::load(&store, cache).ok_or("no cache")?;
    let (after, peak) = resident()?;
    let counts = index.counts();
    println!("  {:<44}{:>9} KB", format!("memory, {} plans loaded", counts.plans), after - before);
    println!("  {:<44}{:>9} KB", "  at its peak, while loading", peak - before);
    Ok(())
}

/// What the process holds now and has held at most, in KB; where the system says so.
fn resident() -> Outcome<(u64, u64)> {
    let status = fs::read_to_string("/proc/self/status")?;
    let field = |name: &str| -> Outcome<u64> {
        let line = status.lines().find(|line| line.starts_with(name)).ok_or("no such line")?;
        Ok(line.split_whitespace().nth(1).ok_or("no number")?.parse()?)
    };
    Ok((field("VmRSS:")?, field("VmHWM:")?))
}

/// The medians of what was timed, in the order in which it came up first.
#[derive(Default)]
struct Table {
    rows: Vec<(&'static str, Vec<Duration>)>,
}

impl Table {
    fn time<T>(&mut self, what: &'static str, work: impl FnOnce() -> Outcome<T>) -> Outcome<T> {
        let start = Instant::now();
        let done = work()?;
        let took = start.elapsed();
        match self.rows.iter_mut().find(|(known, _)| *known == what) {
            Some((_, times)) => times.push(took),
            None => self.rows.push((what, vec![took])),
        }
        Ok(done)
    }

    fn print(&mut self) {
        println!("  {:<44}{:>12}{:>12}{:>12}", "", "median", "least", "most");
        for (what, times) in &mut self.rows {
            times.sort_unstable();
            let at =
                |place: usize| times.get(place).copied().unwrap_or_default().as_secs_f64() * 1e3;
            let (least, median, most) = (at(0), at(times.len() / 2), at(times.len() - 1));
            println!("  {what:<44}{median:>9.2} ms{least:>9.2} ms{most:>9.2} ms");
        }
    }
}

fn record_files(store: &Store) -> Outcome<Vec<RecordFile>> {
    let mut files = Vec::new();
    for client in store.clients()? {
        files.extend(store.list(client)?.records);
    }
    Ok(files)
}

/// One loop on each core that reads bytes and looks at none.
fn read_all(store: &Store, files: &[RecordFile]) -> Outcome<u64> {
    on_each_core(files, |file| Ok(u64::try_from(fs::read(store.root().join(file.path()))?.len())?))
}

/// One loop on each core that reads each file and parses what stands in it.
fn read_and_parse(store: &Store, files: &[RecordFile]) -> Outcome {
    on_each_core(files, |file| {
        match file.key {
            Key::Plan(_, _) => drop(store.read::<PlanRecord>(file)?),
            Key::Client(_) => drop(store.read::<Client>(file)?),
            Key::Settings | Key::Vault => {}
        }
        Ok(1)
    })?;
    Ok(())
}

fn on_each_core(
    files: &[RecordFile],
    work: impl Fn(&RecordFile) -> Outcome<u64> + Sync,
) -> Outcome<u64> {
    let cores = std::thread::available_parallelism()?.get();
    let part = files.len().div_ceil(cores).max(1);
    std::thread::scope(|scope| {
        let loops: Vec<_> = files
            .chunks(part)
            .map(|part| scope.spawn(|| part.iter().map(&work).sum::<Outcome<u64>>()))
            .collect();
        loops.into_iter().map(|ended| ended.join().map_err(|_| "a loop failed")?).sum()
    })
}

fn names(store: &Store) -> Outcome {
    let clients: Vec<PathBuf> = fs::read_dir(store.root().join("clients"))?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<Result<_, _>>()?;
    let counts: Result<Vec<usize>, std::io::Error> =
        clients.par_iter().map(|folder| Ok(fs::read_dir(folder)?.count())).collect();
    counts.map(drop).map_err(Into::into)
}

fn size_of_files(folder: &Path) -> Outcome<u64> {
    let mut bytes = 0;
    for entry in fs::read_dir(folder)? {
        bytes += entry?.metadata()?.len();
    }
    Ok(bytes)
}

/// Writes a practice, the same one for the same arguments.
fn make(root: &Path, clients: usize, plans: usize) -> Outcome<Store> {
    let knowledge = Knowledge::shipped()?;
    let samples = samples(&knowledge)?;
    let practice = PracticeId::seeded(Timestamp::UNIX_EPOCH, [7; 10]);
    let store = Store::create_with(root, practice, Files::unsynced())?;
    (0..clients).into_par_iter().try_for_each(|number| -> Outcome {
        let mut rng = Rng::with_seed(u64::try_from(number)?);
        let at = Timestamp::from_second(1_500_000_000 + i64::try_from(number)? * 1000)?;
        let stamp = Stamp { by: "A. Therapist".to_owned(), at };
        let id = ClientId::seeded(at, std::array::from_fn(|_| rng.u8(..)));
        store.save_client(id, Base::none(), client(&mut rng), &stamp)?;
        for visit in 0..plans {
            let mut record = rng.choice(&samples).ok_or("no samples")?.clone();
            // Some clients come for decades, and none comes beyond the calendar.
            let days = i32::try_from((visit * 7 + number) % 3000)?;
            record.plan.intake.date = Day::parse("2016-01-04")?.plus_days(days);
            record.plan.intake.complaint = Some(words(&mut rng, 12));
            record.plan.intake.notes = Some(words(&mut rng, 25));
            let plan = PlanId::seeded(at, std::array::from_fn(|_| rng.u8(..)));
            store.save_plan(id, plan, Base::none(), record, &stamp)?;
        }
        Ok(())
    })?;
    Ok(store)
}

/// Plans of real intakes, none of them withheld.
fn samples(knowledge: &Knowledge) -> Outcome<Vec<PlanRecord>> {
    let names =
        ["chronic", "acute", "both-sides", "herniated-disc", "slipped-vertebra", "g-12-released"];
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/intakes");
    let mut samples = Vec::new();
    for name in names {
        let document = Document::read_as(&folder.join(format!("{name}.ron")), Notation::Ron)?;
        let intake: Intake = document.parse()?;
        let accepted = knowledge.accept(intake).map_err(|faults| format!("{faults:?}"))?;
        let plan = planner::plan(&accepted, knowledge)?;
        if plan.steps.is_empty() {
            return Err(format!("{name} brings no session, so it has no usual size").into());
        }
        samples.push(PlanRecord::draft(plan));
    }
    Ok(samples)
}

fn client(rng: &mut Rng) -> Client {
    const FIRST: [&str; 10] = [
        "Anna", "Zoë", "Jürgen", "Marie", "İpek", "Brigitte", "Łukasz", "Johannes", "Renate",
        "Adèle",
    ];
    const LAST: [&str; 8] =
        ["Müller", "Schmidt", "Brandt", "O'Neill", "Nguyễn", "de Vries", "Kowalski", "Yılmaz"];
    let names = [rng.choice(FIRST), rng.choice(LAST)].map(Option::unwrap_or_default);
    let mut client = Client::named(format!("{} {}", names.join(" "), rng.u16(..1000)));
    client.code = Some(format!("K-{}", rng.u16(..)));
    client.allergies = Some(words(rng, 4));
    client.goals = Some(words(rng, 8));
    client.contact.phone = Some(format!("+49 {}", rng.u32(..)));
    client
}

/// What people type, some seven letters a word.
fn words(rng: &mut Rng, count: usize) -> String {
    const WORDS: [&str; 24] = [
        "knee",
        "scar",
        "left",
        "right",
        "sleeps",
        "badly",
        "Rückenschmerz",
        "walking",
        "stairs",
        "morning",
        "stiff",
        "better",
        "sitting",
        "driving",
        "shoulder",
        "since",
        "Tuesday",
        "pain",
        "tingling",
        "toes",
        "garden",
        "lifting",
        "physiotherapy",
        "swimming",
    ];
    let words: Vec<&str> = (0..count).filter_map(|_| rng.choice(WORDS)).collect();
    words.join(" ")
}
