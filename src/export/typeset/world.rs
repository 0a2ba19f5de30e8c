//! What a template can reach: the templates, the icons and the drawings that the program carries, and
//! the data of its page. Nothing on the disk.

use std::collections::BTreeMap;
use std::path::PathBuf;
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
    texts.filter(|(name, _)| name.ends_with(".typ")).collect()
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

/// What one document sees.
pub struct PageWorld {
    main: FileId,
    fonts: &'static Fonts,
    files: BTreeMap<String, Bytes>,
}

impl PageWorld {
    /// The world of a template with its data and drawings.
    pub fn new(
        template: &'static str,
        data: Vec<u8>,
        drawings: &[(String, String)],
        fonts: &'static Fonts,
    ) -> Self {
        let drawn = drawings.iter();
        let drawn = drawn.map(|(name, svg)| (name.clone(), Bytes::from_string(svg.clone())));
        let files = drawn.chain([(DATA.to_owned(), Bytes::new(data))]).collect();
        // A name that is no path has no template either, and says so.
        let main = file_id(template).or_else(|| file_id("none.typ"));
        Self { main: main.unwrap_or_else(|| Source::detached("").id()), fonts, files }
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
        TEMPLATES.get(name_of(id)).cloned().ok_or_else(|| not_found(id))
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        let name = name_of(id);
        if let Some(bytes) = self.files.get(name) {
            return Ok(bytes.clone());
        }
        let carried = CARRIED.get_file(name).ok_or_else(|| not_found(id))?;
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
