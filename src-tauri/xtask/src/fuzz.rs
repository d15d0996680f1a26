//! Fuzzing: any bytes at all for whatever reads foreign bytes, for about a minute altogether.

use crate::{
    say,
    steps::{command, run as run_command},
    workspace,
};
use anyhow::Context as _;
use std::{fs, path::Path, process::Command};

/// It is no library, so the lock file is not its home.
const CARGO_FUZZ: &str = "0.13.2";
/// For all targets together, without building them.
const SECONDS: usize = 60;

/// Where there is no nightly compiler, the kept inputs and what lies near them have to do.
pub(crate) fn run() -> anyhow::Result<()> {
    if !has_nightly() {
        say::line(
            "Fuzzing needs a nightly compiler, and there is none (`rustup toolchain install nightly`): \
             only the kept inputs and what lies near them are tried.",
        );
        let mut near = command(&["cargo", "test", "--lib", "--manifest-path"]);
        near.arg(workspace::fuzz().join("Cargo.toml")).arg("--target-dir").arg(builds());
        return run_command(&mut near);
    }
    let mut install = command(&["cargo", "install", "cargo-fuzz", "--version", CARGO_FUZZ, "--locked", "--quiet"]);
    // Does nothing when this version is there already.
    run_command(install.arg("--root").arg(workspace::target().join("tools")))?;
    let targets = targets(&workspace::fuzz())?;
    let seconds = (SECONDS / targets.len().max(1)).max(1);
    for target in &targets {
        run_command(&mut fuzz(target, seconds)?).with_context(|| format!("{target} breaks its promise"))?;
    }
    Ok(())
}

fn has_nightly() -> bool {
    let version = Command::new("rustup").args(["run", "nightly", "cargo", "--version"]).output();
    version.is_ok_and(|output| output.status.success())
}

/// Inputs that are new stay beside the build; the kept ones are only read.
fn fuzz(target: &str, seconds: usize) -> anyhow::Result<Command> {
    let found = builds().join("found").join(target);
    fs::create_dir_all(&found).with_context(|| format!("{} cannot be made", found.display()))?;
    let mut fuzz = command(&["rustup", "run", "nightly"]);
    // The one that called us may be of another toolchain.
    fuzz.env_remove("CARGO").arg(workspace::target().join("tools/bin/cargo-fuzz")).args(["run", target]);
    fuzz.arg(found).arg(workspace::fuzz().join("corpus").join(target));
    fuzz.arg("--fuzz-dir").arg(workspace::fuzz()).arg("--target-dir").arg(builds());
    // Sanitizers watch unsafe code, of which we have none, and take as long again to build.
    fuzz.args(["--sanitizer", "none", "--"]).arg(format!("-max_total_time={seconds}")).arg("-verbosity=0");
    // The same start every time, so that what was found can be found again.
    fuzz.arg("-seed=1");
    Ok(fuzz)
}

/// Each target has a corpus of its name.
fn targets(fuzz: &Path) -> anyhow::Result<Vec<String>> {
    let corpora = fs::read_dir(fuzz.join("corpus"))?.map(|entry| Ok(entry?.file_name().to_string_lossy().into_owned()));
    let mut targets = corpora.collect::<anyhow::Result<Vec<_>>>()?;
    targets.sort();
    Ok(targets)
}

fn builds() -> std::path::PathBuf {
    workspace::target().join("fuzz")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_target_has_a_program_and_a_corpus() {
        let fuzz = workspace::fuzz();
        let programs = fs::read_dir(fuzz.join("targets")).unwrap();
        let programs = programs.map(|entry| entry.unwrap().path().file_stem().unwrap().to_string_lossy().into_owned());
        let mut programs = programs.collect::<Vec<_>>();
        programs.sort();
        assert_eq!(targets(&fuzz).unwrap(), programs);
        let manifest = fs::read_to_string(fuzz.join("Cargo.toml")).unwrap();
        for program in programs {
            assert!(manifest.contains(&format!("name = \"{program}\"")), "{program} is not built");
        }
    }
}
