//! Where things lie in the repository.

use std::path::{Path, PathBuf};

/// The folder of the workspace manifest.
pub(crate) fn root() -> PathBuf {
    // This crate lies two folders below.
    let home = Path::new(env!("CARGO_MANIFEST_DIR"));
    home.ancestors().nth(2).unwrap_or(home).to_owned()
}

pub(crate) fn ui() -> PathBuf {
    root().join("ui")
}

/// The provider that the sign-in is tried against.
pub(crate) fn openid() -> PathBuf {
    root().join("tests/openid")
}

/// The workspace of the fuzz targets.
pub(crate) fn fuzz() -> PathBuf {
    root().join("tests/fuzz")
}

pub(crate) fn target() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), |target| root().join(target))
}

/// A program that the dev profile has built.
pub(crate) fn program(name: &str) -> PathBuf {
    target().join("debug").join(format!("{name}{}", std::env::consts::EXE_SUFFIX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_root_is_where_the_readme_lies() {
        assert!(root().join("README.md").exists());
        assert!(ui().ends_with("ui"));
        assert!(openid().join("package-lock.json").exists());
    }
}
