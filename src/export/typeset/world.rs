//! What a template can reach: the templates, the icons and the drawings that the program carries, and
//! the data of its page. Nothing on the disk.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use include_dir::{Dir, include_dir};
use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt as _, World};

use super::fonts::Fonts;

static CARRIED: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/assets/paper");
static LIBRARY: LazyLock<LazyHash<Library>> = LazyLock::new(|| LazyHash::new(Library::default()));
static TEMPLATES: LazyLock<BTreeMap<String, Source>> = LazyLock::new(|| {
    let files = files_in(&CARRIED);
    let texts = files.filter_map(|(name, bytes)| {
        let text = std::str::from_utf8(bytes).ok()?;
        Some((name.clone(), Source::new(file_id(&name)?, text.to_owned())))
    });
    let is_template = |name: &str| Path::new(name).extension().is_some_and(|it| it == "typ");
    texts.filter(|(name, _)| is_template(name)).collect()
});

/// The name under which a template finds its data.
const DATA: &str = "data.json";

fn files_in<'a>(dir: &'a Dir<'a>) -> Box<dyn Iterator<Item = (String, &'a [u8])> + 'a> {
    let here = dir.files().map(|file| {
        let name = file.path().to_string_lossy().replace('\\', "/");
        (name, file.contents())
    });
    Box::new(here.chain(dir.dirs().flat_map(files_in)))
}

fn file_id(name: &str) -> Option<FileId> {
    Some(FileId::new(RootedPath::new(VirtualRoot::Project, VirtualPath::new(name).ok()?)))
}

fn name_of(id: FileId) -> &'static str {
    id.get().vpath().get_without_slash()
}

/// The main file of documents that are bound together.
const BOUND: &str = "bound.typ";

/// What one document sees.
pub struct PageWorld {
    main: FileId,
    fonts: &'static Fonts,
    files: BTreeMap<String, Bytes>,
    /// Templates under names of this world alone.
    templates: BTreeMap<String, Source>,
}

/// A template with its data and drawings.
pub struct Part<'a> {
    /// Its file.
    pub template: &'static str,
    /// What it shows.
    pub data: Vec<u8>,
    /// Drawings by name, each an SVG.
    pub drawings: &'a [(String, String)],
}

impl PageWorld {
    /// The world of a template with its data and drawings.
    pub fn new(part: Part<'_>, fonts: &'static Fonts) -> Self {
        // A name that is no path has no template either, and says so.
        let main = file_id(part.template).or_else(|| file_id("none.typ"));
        let main = main.unwrap_or_else(|| Source::detached("").id());
        let mut files = BTreeMap::new();
        files.extend(part.files(""));
        Self { main, fonts, files, templates: BTreeMap::new() }
    }

    /// The world of several in one file, one after the other, each in a folder of its own: what a
    /// template reads lies beside it.
    pub fn bound(parts: Vec<Part<'_>>, fonts: &'static Fonts) -> Self {
        let (mut main, mut files) = (String::new(), BTreeMap::new());
        let mut templates = BTreeMap::new();
        for (at, part) in parts.into_iter().enumerate() {
            let folder = format!("{at}/");
            // Names of templates are the program's own.
            main.push_str("#include \"");
            main.push_str(&folder);
            main.push_str(part.template);
            main.push_str("\"\n");
            for (name, source) in &*TEMPLATES {
                let name = format!("{folder}{name}");
                if let Some(id) = file_id(&name) {
                    templates.insert(name, Source::new(id, source.text().to_owned()));
                }
            }
            files.extend(part.files(&folder));
        }
        let id = file_id(BOUND).unwrap_or_else(|| Source::detached("").id());
        templates.insert(BOUND.to_owned(), Source::new(id, main));
        Self { main: id, fonts, files, templates }
    }
}

impl Part<'_> {
    fn files(self, folder: &str) -> impl Iterator<Item = (String, Bytes)> {
        let drawn = self.drawings.iter();
        let drawn = drawn
            .map(move |(name, svg)| (format!("{folder}{name}"), Bytes::from_string(svg.clone())));
        drawn.chain([(format!("{folder}{DATA}"), Bytes::new(self.data))])
    }
}

impl World for PageWorld {
    fn library(&self) -> &LazyHash<Library> {
        &LIBRARY
    }

    fn book(&self) -> &LazyHash<FontBook> {
        self.fonts.book()
    }

    fn main(&self) -> FileId {
        self.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        let name = name_of(id);
        let found = self.templates.get(name).or_else(|| TEMPLATES.get(name));
        found.cloned().ok_or_else(|| not_found(id))
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        let name = name_of(id);
        if let Some(bytes) = self.files.get(name) {
            return Ok(bytes.clone());
        }
        // What all templates share lies in no folder of a part.
        let part = name.split_once('/').filter(|(folder, _)| folder.parse::<usize>().is_ok());
        let shared = part.map_or(name, |(_, shared)| shared);
        let carried = CARRIED.get_file(shared).ok_or_else(|| not_found(id))?;
        Ok(Bytes::new(carried.contents()))
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.fonts.font(index)
    }

    /// There is no clock: what a page says of days is in its data.
    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}

fn not_found(id: FileId) -> FileError {
    FileError::NotFound(PathBuf::from(name_of(id)))
}
