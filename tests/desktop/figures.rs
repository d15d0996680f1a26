//! What people feel, measured in the real window: how soon it is there, how smooth it runs, and that it does not grow.
//!
//! These say something about a release build on a computer that does nothing else:
//! `cargo build --release -p presence-sync -p sim && cargo build --release -p presence-sync --example bare`, then
//! `PRESENCE_SYNC_APP=$PWD/target/release/presence-sync PRESENCE_SYNC_SIM=$PWD/target/release/sim cargo test --workspace
//! --test desktop figures -- --ignored --nocapture --test-threads=1`.

use crate::set_up::SetUp;
use anyhow::Context as _;
use desktop_tests::{Company, Language, Program, Stage, Window};
use serde_json::{Value, json};
use std::time::{Duration, Instant};

/// Of seven, the middle one still moves by a tenth from one measurement to the next.
const STARTS: usize = 15;
const SCROLLED: Duration = Duration::from_secs(30);
/// How long the memory is watched, in minutes; a day's calls take 72.
const MINUTES: &str = "PRESENCE_SYNC_FIGURES_MINUTES";

#[tokio::test]
#[ignore = "a measurement"]
async fn the_first_board_is_there_nearly_as_soon_as_an_empty_page() -> anyhow::Result<()> {
    // The moment of the first paint, which must be that of what is marked, in milliseconds since 1970.
    const PAINTED: &str = "
        const [mark, done] = arguments;
        const look = () => {
            const [paint] = performance.getEntriesByName('first-contentful-paint');
            if (paint === undefined) return setTimeout(look, 10);
            const marked = mark === null || performance.getEntriesByName(mark)[0]?.startTime <= paint.startTime;
            done(marked ? performance.timeOrigin + paint.startTime : `it was not the ${mark}`);
        };
        look();";
    let stage = Stage::set("figures-start", Language::English).await?;
    let (program, window) = stage.open_program().await?;
    SetUp::new(&stage, &window).all().await?;
    program.terminate(&stage.screen)?;
    drop((program, window));
    let (mut boards, mut empties) = (Vec::new(), Vec::new());
    for _ in 0..STARTS {
        let (program, window) = stage.open_program().await?;
        boards.push(since_start(&stage, &program, &window, PAINTED, json!("board")).await?);
        program.terminate(&stage.screen)?;
        drop((program, window));
        let (program, window) = stage.open_bare().await?;
        empties.push(since_start(&stage, &program, &window, PAINTED, Value::Null).await?);
        program.kill(&stage.screen)?;
    }
    let (board, empty) = (median(&mut boards), median(&mut empties));
    println!("the first board: {board:.0} ms, an empty page: {empty:.0} ms, {:.2} times", board / empty);
    println!("the boards: {boards:.0?}, the empty pages: {empties:.0?}");
    assert!(board <= 1.5 * empty, "{board:.0} ms and {empty:.0} ms");
    Ok(())
}

#[tokio::test]
#[ignore = "a measurement"]
async fn ten_thousand_people_who_telephone_are_scrolled_through_without_a_stutter() -> anyhow::Result<()> {
    // Scrolls in every frame. A heartbeat that stands still says how long something kept the window from answering.
    const SCROLL: &str = "
        const [seconds, done] = arguments;
        const list = [...document.querySelectorAll('*')].reduce((best, next) => {
            const height = (element) => element.scrollHeight - element.clientHeight;
            return height(next) > height(best) ? next : best;
        });
        const { port1, port2 } = new MessageChannel();
        const [frames, tasks] = [[], []];
        const began = performance.now();
        let [frame, beat, over] = [began, began, false];
        port1.onmessage = () => {
            const now = performance.now();
            tasks.push(now - beat);
            beat = now;
            if (!over) setTimeout(() => port2.postMessage(0), 4);
        };
        const draw = (now) => {
            frames.push(now - frame);
            frame = now;
            list.scrollTop += 60;
            if (list.scrollTop + list.clientHeight >= list.scrollHeight) list.scrollTop = 0;
            if (now - began < seconds * 1000) return requestAnimationFrame(draw);
            over = true;
            const told = (all) => {
                const sorted = all.slice(1).sort((one, other) => one - other);
                return {
                    count: sorted.length,
                    median: sorted[Math.floor(sorted.length / 2)],
                    p99: sorted[Math.floor(sorted.length * 0.99)],
                    longest: sorted.at(-1),
                    over50: sorted.filter((time) => time > 50).length,
                };
            };
            done({ frames: told(frames), beats: told(tasks), scrolled: list.scrollHeight });
        };
        port2.postMessage(0);
        requestAnimationFrame(draw);";
    let stage = Stage::set_for(Company::Hectic, "figures-scroll", Language::English).await?;
    let (_program, window) = stage.open_program().await?;
    window.allow(SCROLLED * 4).await?;
    stage.simulation.change_tenant("grant-consent", &json!({})).await?;
    SetUp::new(&stage, &window).until_consent().await?;
    window.press("nav-people").await?;
    window.wait_for_element("people-search").await?;
    tokio::time::sleep(Duration::from_secs(20)).await;
    let measured = window.measure(SCROLL, vec![json!(SCROLLED.as_secs())]).await?;
    stage.photograph_window("people")?;
    println!("scrolling through 10,000 people: {measured:#}");
    for (figure, name) in [("frames", "draw"), ("beats", "answer")] {
        let longest = measured[figure]["longest"].as_f64().context("nothing was measured")?;
        assert!(longest <= 50.0, "the window did not {name} for {longest:.0} ms");
    }
    Ok(())
}

#[tokio::test]
#[ignore = "a measurement of more than an hour"]
async fn the_memory_of_the_program_and_of_its_window_stays_what_it_is_over_a_day() -> anyhow::Result<()> {
    let minutes = std::env::var(MINUTES).ok().and_then(|minutes| minutes.parse().ok()).unwrap_or(72);
    let watched = Duration::from_secs(60 * minutes);
    let stage = Stage::set_for(Company::Hurried, "figures-memory", Language::English).await?;
    let (program, window) = stage.open_program().await?;
    SetUp::new(&stage, &window).all().await?;
    let process = program.window(&stage.screen)?.process;
    let (mut host, mut web) = (Vec::new(), Vec::new());
    let started = Instant::now();
    let pages = ["overview", "people", "problems", "people"];
    for page in pages.iter().cycle() {
        window.press(&format!("nav-{page}")).await?;
        tokio::time::sleep(Duration::from_secs(10)).await;
        let (of_host, of_web) = program.memory(process)?;
        host.push(of_host);
        web.push(of_web);
        if started.elapsed() >= watched {
            break;
        }
    }
    for (name, samples) in [("the program", &host), ("the window", &web)] {
        let quarter = (samples.len() / 4).max(1);
        // The first quarter is for warming up.
        let early =
            median(&mut samples[quarter.min(samples.len() - 1)..].iter().copied().take(quarter).collect::<Vec<_>>());
        let late = median(&mut samples.iter().rev().copied().take(quarter).collect::<Vec<_>>());
        let growth = 100.0 * (late / early - 1.0);
        println!(
            "{name}: {early:.1} MiB in the second quarter of {minutes} min, {late:.1} MiB in the last: {growth:+.1} %"
        );
        assert!(growth <= 10.0, "{name} grows: {samples:.1?}");
    }
    Ok(())
}

/// Milliseconds from the start of the process to what the script waits for.
async fn since_start(
    stage: &Stage,
    program: &Program,
    window: &Window,
    script: &str,
    argument: Value,
) -> anyhow::Result<f64> {
    let moment = window.measure(script, vec![argument]).await?;
    let began = program.began(program.window(&stage.screen)?.process)?;
    Ok(moment.as_f64().with_context(|| format!("no moment: {moment}"))? - began)
}

fn median(samples: &mut [f64]) -> f64 {
    samples.sort_by(f64::total_cmp);
    samples[samples.len() / 2]
}
