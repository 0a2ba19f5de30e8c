//! Two computers that Syncthing carries a practice between, played by two instances of the program
//! on this machine: what is saved on either side reaches the other, also after a time apart.
//!
//! No discovery, no relays, no reports, no upgrades: the two know only each other's port.

use std::collections::BTreeMap;
use std::fs;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use ischia::model::{ClientId, PlanId};
use ischia::store::{Base, Key, Store, client_folder};

use super::practice::Busy;
use super::support::{at, client, damaged, is_whole, open, path_of, record, said, stamp, tree};

const KEY: &str = "made-up-key-of-this-test";
const PATIENCE: Duration = Duration::from_secs(90);

/// One computer.
struct Computer {
    home: PathBuf,
    root: PathBuf,
    id: String,
    listens: u16,
    api: u16,
    program: Option<Child>,
}

fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

impl Computer {
    /// A computer with an empty folder; none where Syncthing isn't installed.
    fn new(folder: &Path, name: &str) -> Option<Self> {
        let home = folder.join(format!("{name}-home"));
        let root = folder.join(name);
        let run = |arguments: &[&str]| {
            let mut command = Command::new("syncthing");
            let out = command.args(arguments).arg(format!("--home={}", home.display())).output();
            out.ok().filter(|out| out.status.success())
        };
        run(&["generate", "--no-default-folder"])?;
        let id = String::from_utf8(run(&["--device-id"])?.stdout).unwrap().trim().to_owned();
        Some(Self { home, root, id, listens: free_port(), api: free_port(), program: None })
    }

    fn configure(&self, other: &Self) {
        let device = |it: &Self| {
            format!(
                r#"<device id="{}" name="{}" compression="metadata">
                    <address>tcp://127.0.0.1:{}</address>
                </device>"#,
                it.id,
                it.root.file_name().unwrap().display(),
                it.listens
            )
        };
        // Apart from the addresses this is what a user sets up: one shared folder.
        let text = format!(
            r#"<configuration version="36">
                <folder id="practice" label="practice" path="{root}" type="sendreceive"
                    rescanIntervalS="5" fsWatcherEnabled="true" fsWatcherDelayS="1">
                    <filesystemType>basic</filesystemType>
                    <device id="{own}"></device><device id="{theirs}"></device>
                    <minDiskFree unit="%">0</minDiskFree>
                </folder>
                {own_device}{other_device}
                <gui enabled="true" tls="false"><address>127.0.0.1:{api}</address>
                    <apikey>{KEY}</apikey></gui>
                <options>
                    <listenAddress>tcp://127.0.0.1:{listens}</listenAddress>
                    <globalAnnounceEnabled>false</globalAnnounceEnabled>
                    <localAnnounceEnabled>false</localAnnounceEnabled>
                    <relaysEnabled>false</relaysEnabled>
                    <natEnabled>false</natEnabled>
                    <stunServer></stunServer>
                    <startBrowser>false</startBrowser>
                    <urAccepted>-1</urAccepted>
                    <autoUpgradeIntervalH>0</autoUpgradeIntervalH>
                    <crashReportingEnabled>false</crashReportingEnabled>
                    <reconnectionIntervalS>1</reconnectionIntervalS>
                    <setLowPriority>false</setLowPriority>
                    <minHomeDiskFree unit="%">0</minHomeDiskFree>
                </options>
            </configuration>"#,
            root = self.root.display(),
            own = self.id,
            theirs = other.id,
            own_device = device(self),
            other_device = device(other),
            api = self.api,
            listens = self.listens,
        );
        fs::write(self.home.join("config.xml"), text).unwrap();
    }

    fn start(&mut self) {
        let log = fs::File::create(self.home.join("log")).unwrap();
        let child = Command::new("syncthing")
            .args(["serve", "--no-restart", "--no-browser", "--no-upgrade"])
            .arg(format!("--home={}", self.home.display()))
            .stdout(log)
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        self.program = Some(child);
        let started = Instant::now();
        while self.ask("GET", "/rest/system/ping").is_none_or(|answer| !answer.contains("pong")) {
            if started.elapsed() > PATIENCE {
                let log = fs::read_to_string(self.home.join("log")).unwrap();
                panic!("Syncthing doesn't start\n{log}");
            }
            sleep(Duration::from_millis(100));
        }
    }

    fn stop(&mut self) {
        self.ask("POST", "/rest/system/shutdown");
        if let Some(mut program) = self.program.take() {
            let started = Instant::now();
            while program.try_wait().unwrap().is_none() {
                if started.elapsed() > Duration::from_secs(20) {
                    program.kill().unwrap();
                }
                sleep(Duration::from_millis(50));
            }
        }
    }

    /// Its answer to a request; none while it doesn't listen.
    fn ask(&self, method: &str, path: &str) -> Option<String> {
        let mut stream = TcpStream::connect(("127.0.0.1", self.api)).ok()?;
        stream.set_read_timeout(Some(Duration::from_secs(20))).ok()?;
        let request = format!(
            "{method} {path} HTTP/1.0\r\nHost: 127.0.0.1:{}\r\nX-API-Key: {KEY}\r\n\
             Content-Length: 0\r\n\r\n",
            self.api
        );
        stream.write_all(request.as_bytes()).ok()?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer).ok()?;
        Some(answer)
    }

    fn store(&self) -> Store {
        open(&self.root)
    }
}

impl Drop for Computer {
    fn drop(&mut self) {
        if let Some(mut program) = self.program.take() {
            program.kill().ok();
            program.wait().ok();
        }
    }
}

struct Two {
    _folder: tempfile::TempDir,
    a: Computer,
    b: Computer,
}

impl Two {
    /// A practice on the first computer, shared with the second; none without Syncthing.
    fn new() -> Option<Self> {
        let folder = tempfile::tempdir().unwrap();
        let (Some(mut a), Some(mut b)) =
            (Computer::new(folder.path(), "a"), Computer::new(folder.path(), "b"))
        else {
            println!("skipped: syncthing is not installed");
            return None;
        };
        a.configure(&b);
        b.configure(&a);
        Store::create(&a.root, at(0)).unwrap();
        fs::create_dir(&b.root).unwrap();
        for computer in [&a, &b] {
            fs::create_dir(computer.root.join(".stfolder")).unwrap();
        }
        a.start();
        b.start();
        let two = Self { _folder: folder, a, b };
        two.settle("the marker", |_| true);
        Some(two)
    }

    fn files(computer: &Computer) -> BTreeMap<String, Vec<u8>> {
        let mut files = tree(&computer.root);
        files.retain(|path, _| !path.split('/').any(|part| part.starts_with('.')));
        files
    }

    /// Waits until both folders hold the same and this holds of both.
    fn settle(&self, what: &str, holds: impl Fn(&Store) -> bool) {
        let started = Instant::now();
        loop {
            for computer in [&self.a, &self.b] {
                computer.ask("POST", "/rest/db/scan?folder=practice");
                // What a program does that has the practice open.
                if let Ok(store) = Store::open(&computer.root).and_then(ischia::store::Opened::open)
                {
                    for id in store.clients().unwrap() {
                        store.finish_erasure(id).unwrap();
                    }
                }
            }
            let same = Self::files(&self.a) == Self::files(&self.b);
            if same && holds(&self.a.store()) && holds(&self.b.store()) {
                return;
            }
            if started.elapsed() > PATIENCE {
                let names = |it| Self::files(it).into_keys().collect::<Vec<_>>();
                panic!("{what} does not settle\n{:#?}\n{:#?}", names(&self.a), names(&self.b));
            }
            sleep(Duration::from_millis(200));
        }
    }

    /// Both say the same, all of it whole, with everything that was acknowledged.
    fn check(&self, saved: &[String]) {
        let (a, b) = (self.a.store(), self.b.store());
        assert_eq!(said(&a), said(&b));
        for store in [&a, &b] {
            assert_eq!(damaged(store), Vec::<String>::new());
            for path in saved {
                is_whole(store, path).unwrap_or_else(|reason| panic!("{reason}"));
            }
        }
    }
}

#[test]
#[ignore = "needs syncthing, and about half a minute"]
fn two_computers_end_the_same_and_lose_nothing() {
    let Some(mut two) = Two::new() else { return };
    // Both at work at the same time, connected.
    let mut busy = [Busy::new(two.a.store(), 1), Busy::new(two.b.store(), 2)];
    let mut saved: Vec<String> = Vec::new();
    for _ in 0..20 {
        saved.extend(busy.iter_mut().map(|busy| busy.save().unwrap()));
    }
    two.settle("work on both sides", |_| true);
    two.check(&saved);

    // The same plan is edited on both sides while nothing is carried between them.
    let (id, plan) = (ClientId::fresh(at(0)), PlanId::fresh(at(0)));
    let a = two.a.store();
    let first = a.save_client(id, Base::none(), client(1), &stamp(1)).unwrap();
    saved.push(path_of(&a, Key::Client(id), first.id));
    let first = a.save_plan(id, plan, Base::none(), record(1), &stamp(1)).unwrap();
    saved.push(path_of(&a, Key::Plan(id, plan), first.id));
    two.settle("a new plan", |store| store.plan(id, plan).is_ok_and(|it| it.current().is_some()));
    two.b.stop();
    for (number, store) in [(2, two.a.store()), (3, two.b.store())] {
        let base = store.plan(id, plan).unwrap().base();
        let edited = store.save_plan(id, plan, base, record(number), &stamp(2)).unwrap();
        saved.push(path_of(&store, Key::Plan(id, plan), edited.id));
    }
    for _ in 0..10 {
        saved.extend(busy.iter_mut().map(|busy| busy.save().unwrap()));
    }
    assert_eq!(two.a.store().plan(id, plan).unwrap().heads().count(), 1);
    two.b.start();
    two.settle("edits while apart", |store| store.plan(id, plan).unwrap().heads().count() == 2);
    two.check(&saved);

    // Somebody combines them, on one side, while the other computer is off.
    two.b.stop();
    let a = two.a.store();
    let both = a.plan(id, plan).unwrap();
    let both = a.save_plan(id, plan, both.base(), record(4), &stamp(3)).unwrap();
    saved.push(path_of(&a, Key::Plan(id, plan), both.id));
    two.b.start();
    two.settle("a combined version", |store| store.plan(id, plan).unwrap().heads().count() == 1);
    two.check(&saved);

    // A client is erased on one side, and edited on the other before the news arrives.
    two.b.stop();
    two.a.store().erase_client(id, &stamp(4)).unwrap();
    let b = two.b.store();
    let base = b.plan(id, plan).unwrap().base();
    b.save_plan(id, plan, base, record(5), &stamp(4)).unwrap();
    two.b.start();
    let folder = client_folder(id);
    let is_erased = |store: &Store| {
        let left = store.client(id).unwrap();
        left.client.is_erased() && left.plans.is_empty()
    };
    two.settle("an erasure", is_erased);
    saved.retain(|path| !path.starts_with(folder.to_str().unwrap()));
    two.check(&saved);
    for computer in [&two.a, &two.b] {
        assert_eq!(fs::read_dir(computer.root.join(&folder)).unwrap().count(), 1);
        let conflicts = Two::files(computer).into_keys().filter(|it| it.contains("conflict"));
        assert_eq!(conflicts.collect::<Vec<_>>(), Vec::<String>::new());
    }
}
