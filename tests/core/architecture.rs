//! The layout of the crate as a test: who may know whom, and what every file owes its reader.

use std::path::Path;

use crate::support::{files_under, in_crate};

/// A line of code, with comments and the contents of strings blanked out.
struct Line {
    number: usize,
    code: String,
    /// As it stands in the file.
    written: String,
}

/// The lines of a file that are compiled into the program: without comments, strings and what
/// stands under `#[cfg(test)]`.
fn code_of(text: &str) -> Vec<Line> {
    let blank = without_comments_and_strings(text);
    let mut lines = Vec::new();
    let mut depth = 0_usize;
    let mut inside_tests: Option<usize> = None;
    let mut waiting = false;
    for (number, (code, written)) in (1..).zip(blank.lines().zip(text.lines())) {
        let is_test_line = code.trim_start().starts_with("#[cfg(test)]");
        waiting |= is_test_line;
        let opened = code.matches('{').count();
        let closed = code.matches('}').count();
        if waiting && inside_tests.is_none() && opened > closed {
            inside_tests = Some(depth);
            waiting = false;
        } else if waiting && !is_test_line && code.trim_end().ends_with([';', '}']) {
            // `mod tests;`: the file itself is left out by its name.
            waiting = false;
            continue;
        }
        if inside_tests.is_none() && !waiting {
            lines.push(Line { number, code: code.to_owned(), written: written.to_owned() });
        }
        depth = depth + opened - closed.min(depth + opened);
        if inside_tests.is_some_and(|outside| depth <= outside) {
            inside_tests = None;
        }
    }
    lines
}

/// The text with comments and the contents of strings replaced by blanks, line by line.
fn without_comments_and_strings(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let taken = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if let Some(hashes) = raw_string(rest) {
            let end = format!("\"{}", "#".repeat(hashes));
            let open = hashes + 2;
            rest[open..].find(&end).map_or(rest.len(), |at| open + at + end.len())
        } else if first == '"' {
            string_length(rest)
        } else if let Some(length) = char_length(rest) {
            length
        } else {
            out.push(first);
            rest = &rest[first.len_utf8()..];
            continue;
        };
        out.extend(rest[..taken].chars().map(|c| if c == '\n' { '\n' } else { ' ' }));
        rest = &rest[taken..];
    }
    out
}

/// The number of hashes, where a raw string begins here.
fn raw_string(rest: &str) -> Option<usize> {
    let after = rest.strip_prefix('r')?;
    let hashes = after.chars().take_while(|c| *c == '#').count();
    after[hashes..].starts_with('"').then_some(hashes)
}

fn string_length(rest: &str) -> usize {
    let mut escaped = false;
    for (at, c) in rest.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return at + 1,
            _ => {}
        }
    }
    rest.len()
}

/// The length of a character in quotes; a lifetime is none.
fn char_length(rest: &str) -> Option<usize> {
    let after = rest.strip_prefix('\'')?;
    let inside = match after.strip_prefix('\\') {
        Some(escaped) => 1 + escaped.find('\'').map(|at| at.max(1))?,
        None => after.chars().next()?.len_utf8(),
    };
    after[inside..].starts_with('\'').then_some(inside + 2)
}

fn is_rust(path: &str) -> bool {
    Path::new(path).extension().is_some_and(|extension| extension == "rs")
}

fn sources() -> impl Iterator<Item = (String, String)> {
    let files = files_under("src").into_iter().filter(|(path, _)| is_rust(path));
    files.filter(|(path, _)| !path.ends_with("/tests.rs") && !path.contains("/tests/"))
}

/// Where a word stands in the code of files in these places, as a whole word.
fn uses(inside: impl Fn(&str) -> bool, word: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (path, text) in sources().filter(|(path, _)| inside(path)) {
        for line in code_of(&text) {
            if has_word(&line.code, word) {
                found.push(format!("{path}:{}: {}", line.number, line.written.trim()));
            }
        }
    }
    found
}

fn has_word(code: &str, word: &str) -> bool {
    let is_part = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '_');
    code.match_indices(word).any(|(at, _)| {
        !is_part(code[..at].chars().next_back()) && !is_part(code[at + word.len()..].chars().next())
    })
}

fn assert_none(rule: &str, found: &[String]) {
    assert!(found.is_empty(), "{rule}\n{}", found.join("\n"));
}

#[test]
fn the_reader_of_code_sees_what_is_compiled_and_nothing_else() {
    let text = "use a; // egui\nlet s = \"egui\"; let c = '\"';\nlet r = r#\"egui \" \"#;\n\
                #[cfg(test)]\nmod tests {\n    fn f() { egui }\n}\nfn g<'a>() { rfd }\n";
    let lines = code_of(text);
    assert!(lines.iter().all(|line| !has_word(&line.code, "egui")), "strings, comments, tests");
    assert!(lines.iter().any(|line| has_word(&line.code, "rfd") && line.number == 8));
    assert!(has_word("use egui::Ui;", "egui") && !has_word("use egui_extras;", "egui"));
}

/// What each module may use beside itself. `app` and `cli` stand beside each other, and so do `export`
/// and `store`.
const MAY_USE: [(&str, &[&str]); 10] = [
    ("text", &[]),
    ("model", &["text"]),
    ("knowledge", &["text", "model"]),
    ("planner", &["text", "model", "knowledge"]),
    ("export", &["text", "model", "knowledge", "planner"]),
    ("store", &["text", "model", "knowledge", "planner"]),
    ("batch", &["text", "model", "knowledge", "planner", "export", "store"]),
    ("cli", &["text", "model", "knowledge", "planner", "export", "store", "batch"]),
    ("app", &["text", "model", "knowledge", "planner", "export", "store", "batch"]),
    ("ui", &["text", "model", "knowledge", "planner", "export", "store", "batch", "app"]),
];

#[test]
fn modules_use_those_below_them_alone() {
    let all: Vec<&str> = MAY_USE.iter().map(|(module, _)| *module).collect();
    let mut there: Vec<String> = Vec::new();
    for (path, _) in sources() {
        let inside = path.trim_start_matches("src/");
        let module = inside.split('/').next().unwrap_or(inside).trim_end_matches(".rs");
        there.push(module.to_owned());
    }
    there.sort();
    there.dedup();
    there.retain(|module| !["lib", "main"].contains(&module.as_str()));
    let mut named = all.clone();
    named.sort_unstable();
    assert_eq!(there, named, "every module has a row");
    for (module, may_use) in MAY_USE {
        let own = |path: &str| path.starts_with(&format!("src/{module}"));
        for other in all.iter().filter(|other| **other != module && !may_use.contains(other)) {
            let found = uses(own, &format!("crate::{other}"));
            assert_none(&format!("{module} must not know {other}"), &found);
        }
        // A list of several would hide them.
        assert_none("one module a `use`", &uses(own, "crate::{"));
    }
}

#[test]
fn only_the_window_knows_egui() {
    for word in ["egui", "eframe", "rfd", "winit", "egui_material_icons"] {
        let found = uses(|path| !path.starts_with("src/ui"), word);
        assert_none(&format!("only src/ui may know {word}"), &found);
    }
    assert_none("only the command line parses", &uses(|path| !path.starts_with("src/cli"), "clap"));
}

#[test]
fn views_know_neither_the_window_around_them_nor_what_is_performed() {
    let views = ["src/ui/panel/", "src/ui/screen/", "src/ui/dialog/", "src/ui/widget/"];
    let inside = |path: &str| views.iter().any(|view| path.starts_with(view));
    for word in ["ui::window", "ui::dialogs", "app::App", "app::jobs", "app::shell", "eframe::App"]
    {
        assert_none(&format!("no view may know {word}"), &uses(inside, word));
    }
}

#[test]
fn the_check_does_not_know_the_builder() {
    let inside = |path: &str| path.starts_with("src/planner/check");
    for word in ["build", "planner::build", "super::build"] {
        assert_none("check must not know how plans are built", &uses(inside, word));
    }
}

#[test]
fn the_planner_is_pure() {
    let inside = |path: &str| path.starts_with("src/planner") || path.starts_with("src/model");
    for word in ["std::fs", "std::io", "std::time", "std::env", "rand", "HashMap", "HashSet"] {
        assert_none(&format!("no {word} in planner and model"), &uses(inside, word));
    }
}

#[test]
fn nothing_panics_on_purpose() {
    let mut found = Vec::new();
    for (path, text) in sources() {
        let all: Vec<&str> = text.lines().collect();
        for line in code_of(&text) {
            let calls = [".unwrap()", ".expect(", "panic!(", "unreachable!(", "todo!("];
            if !calls.iter().any(|call| line.code.contains(call)) {
                continue;
            }
            // The reason stands on the line or in the lines right above it.
            let above = all[..line.number].iter().rev().take(6);
            let is_argued = above
                .map(|line| line.trim_start())
                .any(|line| line.contains("clippy::") || line.starts_with("// "));
            if !is_argued {
                found.push(format!("{path}:{}: {}", line.number, line.written.trim()));
            }
        }
    }
    assert_none("a call that may panic says why it can't", &found);
}

#[test]
fn no_file_is_longer_than_500_lines() {
    let files = files_under("src")
        .into_iter()
        .chain(files_under("tests/core"))
        .chain(files_under("tests/ui"));
    let long: Vec<String> = files
        .map(|(path, text)| (path, text.lines().count()))
        .filter(|(path, lines)| is_rust(path) && *lines > 500)
        .map(|(path, lines)| format!("{path}: {lines}"))
        .collect();
    assert_none("one idea a file, at most 500 lines", &long);
}

#[test]
fn every_file_says_what_lives_in_it() {
    let files = files_under("src")
        .into_iter()
        .chain(files_under("tests/core"))
        .chain(files_under("tests/ui"));
    let silent: Vec<String> = files
        .filter(|(path, text)| is_rust(path) && !text.starts_with("//! "))
        .map(|(path, _)| path)
        .collect();
    assert_none("every module opens with `//!`", &silent);
}

/// Of a pair, one half is easily dropped while the other is at work: `let (app, ..) = practice()`.
#[test]
fn a_window_under_test_keeps_the_folder_that_it_works_in() {
    let mut found = Vec::new();
    for (path, text) in files_under("tests/ui").into_iter().filter(|(path, _)| is_rust(path)) {
        for line in code_of(&text) {
            let given = line.code.split_once("-> (").map_or("", |(_, given)| given);
            if has_word(given, "App") && has_word(given, "TempDir") {
                found.push(format!("{path}:{}: {}", line.number, line.written.trim()));
            }
        }
    }
    assert_none("a window is given its folder by `living_in`", &found);
}

#[test]
fn the_lints_are_strict() {
    let manifest = std::fs::read_to_string(in_crate("Cargo.toml")).unwrap();
    for lint in [
        "unsafe_code = \"forbid\"",
        "missing_docs = \"warn\"",
        "pedantic = { level = \"warn\"",
        "unwrap_used = \"warn\"",
        "expect_used = \"warn\"",
        "indexing_slicing = \"warn\"",
        "iter_over_hash_type = \"warn\"",
        "wildcard_enum_match_arm = \"warn\"",
    ] {
        assert!(manifest.contains(lint), "{lint}");
    }
}
