//! The problems of people, cured in the window while everything runs.

use crate::set_up::SetUp;
use anyhow::Context as _;
use desktop_tests::{Company, Language, Stage, Window};
use serde_json::{Value, json};

/// Set up without the pages of Microsoft that other tests go through.
async fn running(stage: &Stage, window: &Window) -> anyhow::Result<()> {
    let set_up = SetUp::new(stage, window);
    stage.simulation.change_tenant("grant-consent", &json!({})).await?;
    set_up.until_consent().await?;
    set_up.sign_in("sign-in").await?;
    set_up.activate("review").await
}

fn text<'a>(person: &'a Value, name: &str) -> &'a str {
    person[name].as_str().unwrap_or_default()
}

#[tokio::test]
async fn a_duplicate_is_settled_each_way_and_the_phones_follow() -> anyhow::Result<()> {
    let stage = Stage::set("duplicates", Language::German).await?;
    let (_program, window) = stage.open_program().await?;
    running(&stage, &window).await?;
    let simulation = &stage.simulation;
    window.press("nav-problems").await?;
    let user = window.attribute("problem-duplicate-email", "data-user").await?;
    let people = simulation.people().await?;
    let mut phones =
        people.iter().filter(|person| text(person, "user_id") == user).map(|person| text(person, "extension"));
    let first = phones.next().context("the duplicate has no phone")?;
    let second = phones.next().context("the duplicate has one phone")?;
    let used = window.attribute(&format!("duplicate-{first}"), "data-used").await? == "true";
    let (used, other) = if used { (first, second) } else { (second, first) };
    stage.photograph_window("1-side-by-side")?;

    window.press(&format!("use-{other}")).await?;
    window.wait_for_element("undo").await?;
    stage.photograph_window("2-settled")?;
    let mut writes = vec!["set Busy/InACall", "clear"];
    simulation.call(other).await?;
    simulation.wait_for_writes(&user, &writes[..1]).await?;
    simulation.hang_up(other).await?;
    simulation.wait_for_writes(&user, &writes).await?;

    window.press("undo").await?;
    window.wait_for(&format!("duplicate-{used}"), "data-used", "true").await?;
    window.wait_for(&format!("duplicate-{other}"), "data-used", "false").await?;
    window.press("combine").await?;
    window.wait_for_element("undo").await?;
    simulation.call(used).await?;
    writes.push("set Busy/InACall");
    simulation.wait_for_writes(&user, &writes).await?;
    simulation.call(other).await?;
    simulation.hang_up(used).await?;
    window.press("nav-people").await?;
    window.fill("people-search", used).await?;
    window.wait_for(&format!("row-{used}"), "data-line", "idle").await?;
    assert_eq!(simulation.writes(&user).await?, writes, "one of the two phones is still in a call");
    simulation.hang_up(other).await?;
    writes.push("clear");
    simulation.wait_for_writes(&user, &writes).await?;

    window.press("nav-problems").await?;
    window.press("reviewed").await?;
    window.press(&format!("back-to-rule-{user}")).await?;
    window.wait_for(&format!("duplicate-{used}"), "data-used", "true").await?;
    window.press("leave-out").await?;
    window.wait_for_element("undo").await?;
    window.press("nav-people").await?;
    window.fill("people-search", used).await?;
    window.wait_for_state(&format!("row-{used}"), "duplicate").await?;
    assert_eq!(simulation.violations().await?, Vec::<Value>::new());
    Ok(())
}

#[tokio::test]
async fn an_address_is_corrected_in_cloudya_and_the_person_comes_into_sync_without_a_restart() -> anyhow::Result<()> {
    let stage = Stage::set("correction", Language::English).await?;
    let (_program, window) = stage.open_program().await?;
    running(&stage, &window).await?;
    let simulation = &stage.simulation;
    let people = simulation.people().await?;
    let nameless = people.iter().find(|person| text(person, "email").is_empty() && !person["user_mail"].is_null());
    let nameless = nameless.context("everybody has an address")?;
    let (extension, user, mail) = (text(nameless, "extension"), text(nameless, "user_id"), text(nameless, "user_mail"));

    window.press("nav-problems").await?;
    window.press(&format!("correct-{extension}")).await?;
    window.fill("correct-email", mail).await?;
    window.press("correct-check").await?;
    window.wait_for_text("correct-fresh", mail).await?;
    stage.photograph_window("1-old-and-new")?;
    window.press("correct-confirm").await?;
    window.wait_for_state("correct-outcome", "done").await?;
    stage.photograph_window("2-done")?;
    window.press("correct-close").await?;

    window.press("nav-people").await?;
    window.fill("people-search", extension).await?;
    window.wait_for_state(&format!("row-{extension}"), "in-sync").await?;
    simulation.call(extension).await?;
    simulation.wait_for_writes(user, &["set Busy/InACall"]).await?;
    let people = simulation.people().await?;
    let now = people.iter().find(|person| text(person, "extension") == extension).context("nobody")?;
    assert_eq!(text(now, "email"), mail, "it stands in Cloudya");
    assert_eq!(simulation.violations().await?, Vec::<Value>::new());
    Ok(())
}

#[tokio::test]
#[ignore = "a measurement, which says something on a machine that does nothing else"]
async fn the_problems_of_ten_thousand_people_open_at_once() -> anyhow::Result<()> {
    let stage = Stage::set_for(Company::Huge, "ten-thousand", Language::English).await?;
    let (_program, window) = stage.open_program().await?;
    let set_up = SetUp::new(&stage, &window);
    stage.simulation.change_tenant("grant-consent", &json!({})).await?;
    set_up.until_consent().await?;
    window.press("nav-people").await?;
    window.wait_for_element("directory-progress").await?;
    window.press("nav-problems").await?;
    window.wait_for_element("problem-duplicate-email").await?;
    let mut all = Vec::new();
    for _ in 0..7 {
        window.press("nav-overview").await?;
        window.wait_for_element("state-sentence").await?;
        all.push(window.time_until_drawn("nav-problems", "problem-duplicate-email").await?);
    }
    stage.photograph_window("problems")?;
    println!("opening the problems took {all:.0?} ms");
    all.sort_by(f64::total_cmp);
    assert!(all[all.len() / 2] < 200.0, "{all:?}");
    Ok(())
}

#[tokio::test]
async fn what_is_saved_lies_where_downloads_go_and_takes_no_other_files_place() -> anyhow::Result<()> {
    let stage = Stage::set("saving", Language::English).await?;
    let (_program, window) = stage.open_program().await?;
    running(&stage, &window).await?;
    window.press("nav-problems").await?;
    for file in ["presence-sync-problems.csv", "presence-sync-problems (1).csv"] {
        window.press("problems-export").await?;
        window.wait_for_text("deed", file).await?;
        let problems = stage.wait_for_download(file).await?;
        assert!(problems.lines().count() > 5, "{problems}");
    }

    let extension = stage.simulation.somebody_ordinary().await?;
    stage.simulation.call(&extension).await?;
    stage.simulation.wait_for_writes(&stage.simulation.user_of(&extension).await?, &["set Busy/InACall"]).await?;
    window.press("nav-activity").await?;
    window.wait_for_element("journal-count").await?;
    let all = window.text("journal-count").await?;
    window.fill("journal-search", &extension).await?;
    window.wait_for_other_text("journal-count", &all).await?;
    window.press("journal-export").await?;
    window.wait_for_text("journal-exporting", ".csv").await?;
    stage.photograph_window("journal")?;
    let told = window.text("journal-exporting").await?;
    let file = told.split_whitespace().find(|word| word.ends_with(".csv")).context("no file is named")?;
    let journal = stage.wait_for_download(file).await?;
    let entries = journal.lines().skip(1).collect::<Vec<_>>();
    assert!(!entries.is_empty() && entries.iter().all(|entry| entry.contains(&extension)), "{journal}");
    Ok(())
}
