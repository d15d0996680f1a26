// Review: what was matched, and what would be shown in Teams right now, before anything is written.

import { Body1, Button, Caption1, Link, makeStyles, mergeClasses, MessageBar, MessageBarActions, MessageBarBody, tokens } from "@fluentui/react-components";
import { useMemo } from "react";
import { Panel } from "../../components/Panel";
import { ProblemMessage } from "../../components/ProblemMessage";
import { TeamsText } from "../../components/states";
import { SureButton } from "../../components/SureButton";
import { useBoard, useFormat, useSay, useSend, useView } from "../../components/window";
import type { Counts } from "../../generated";
import { dryRun } from "../../model/dry-run";
import { goTo } from "../../model/place";
import { activationBarrier, isReadingEmails, roundsNeeded } from "../../model/setup";
import { ReadingProgress } from "./ReadingProgress";

const useStyles = makeStyles({
  why: { color: tokens.colorNeutralForeground2 },
  counts: {
    display: "flex",
    flexWrap: "wrap",
    alignItems: "baseline",
    gap: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalXXL}`,
    margin: 0,
    padding: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalL}`,
    backgroundColor: tokens.colorNeutralBackground2,
    borderRadius: tokens.borderRadiusLarge,
  },
  // Read as “238 matched”, and told as “matched: 238”.
  count: { display: "flex", flexDirection: "row-reverse", alignItems: "baseline", gap: tokens.spacingHorizontalXS },
  matched: { fontWeight: tokens.fontWeightSemibold },
  number: { margin: 0, fontWeight: tokens.fontWeightSemibold, fontVariantNumeric: "tabular-nums" },
  large: { fontSize: tokens.fontSizeHero700, lineHeight: tokens.lineHeightHero700 },
  list: { listStyle: "none", margin: 0, padding: 0, display: "flex", flexDirection: "column" },
  item: {
    display: "grid",
    gridTemplateColumns: "64px minmax(0, 1fr) minmax(0, 1fr) minmax(0, 1fr)",
    gap: tokens.spacingHorizontalM,
    padding: `${tokens.spacingVerticalSNudge} 0`,
    borderBottom: `1px solid ${tokens.colorNeutralStroke3}`,
  },
  change: { display: "flex", gap: tokens.spacingHorizontalM, minWidth: 0 },
  clip: { overflow: "hidden", textOverflow: "ellipsis", whiteSpace: "nowrap" },
  quiet: { color: tokens.colorNeutralForeground2 },
  row: { display: "flex", flexWrap: "wrap", gap: tokens.spacingHorizontalM, alignItems: "center" },
});

const OTHERS: readonly (readonly [keyof Counts, string])[] = [
  ["duplicate", "state-duplicate"],
  ["notFound", "state-not-found"],
  ["noEmail", "state-no-email"],
  ["severalUsers", "state-several-users"],
  ["disabled", "state-disabled"],
  ["guest", "state-guest"],
  ["excluded", "state-excluded"],
  ["notCovered", "state-not-covered"],
];

/** Long lists are cut; the board shows them all. */
const SHOWN = 12;

export function ReviewStep() {
  const styles = useStyles();
  const say = useSay();
  const format = useFormat();
  const view = useView();
  const { directory, problems, setup } = view;
  const { activation } = setup;
  const barrier = activationBarrier(view);
  const reading = directory.completeSince === null && barrier === null;
  return (
    <>
      <Panel title={say("setup-review-title")}>
        <Body1 className={styles.why}>{say("setup-review-why")}</Body1>
        <ReadingProgress />
        {reading && !isReadingEmails(view) && (
          <MessageBar intent="info">
            <MessageBarBody>{say("directory-reading", { read: directory.emailsRead, total: directory.emailsTotal })}</MessageBarBody>
          </MessageBar>
        )}
        <Matched />
        {problems.length > 0 && <Link onClick={() => goTo("problems")}>{say("review-problems", { count: problems.length })}</Link>}
        <Uncovered />
      </Panel>
      <Panel title={say(activation.kind === "done" ? "review-active-title" : "review-activate-title")} testId="state-review">
        {activation.kind === "failed" && <ProblemMessage problem={activation.problem} testId="failure-activation" />}
        {activation.kind === "done" ? <Activated at={format.full(activation.at)} /> : <Activate barrier={barrier} />}
      </Panel>
      {activation.kind !== "done" && <DryRun />}
    </>
  );
}

/** How many are matched, and in few words what became of the others. */
function Matched() {
  const styles = useStyles();
  const say = useSay();
  const format = useFormat();
  const { counts } = useView();
  return (
    <dl className={styles.counts}>
      <div className={mergeClasses(styles.count, styles.matched)} data-testid="review-matched">
        <dt>{say("review-matched")}</dt>
        <dd className={mergeClasses(styles.number, styles.large)}>{format.number(counts.matched)}</dd>
      </div>
      {OTHERS.filter(([name]) => counts[name] > 0).map(([name, word]) => (
        <div key={name} className={styles.count} data-testid={`review-${name}`}>
          <dt className={styles.quiet}>{say(word)}</dt>
          <dd className={styles.number}>{format.number(counts[name])}</dd>
        </div>
      ))}
    </dl>
  );
}

/** Who waits for the sync user of a further round. */
function Uncovered() {
  const say = useSay();
  const view = useView();
  const people = view.counts.notCovered;
  if (people === 0) return null;
  return (
    <MessageBar intent="warning" layout="multiline" data-testid="review-uncovered">
      <MessageBarBody>{say("review-uncovered", { people, rounds: roundsNeeded(view) })}</MessageBarBody>
      <MessageBarActions>
        <Button onClick={() => goTo("setup", "connect")}>{say("next-step", { step: say("setup-connect") })}</Button>
      </MessageBarActions>
    </MessageBar>
  );
}

function Activate({ barrier }: { barrier: string | null }) {
  const styles = useStyles();
  const say = useSay();
  const send = useSend();
  const { activation } = useView().setup;
  return (
    <>
      <Body1>{say("review-activate-text")}</Body1>
      <div className={styles.row}>
        <Button
          appearance="primary"
          size="large"
          disabledFocusable={barrier !== null || activation.kind === "in-progress"}
          onClick={() => send({ kind: "activate" })}
          data-testid="review-activate"
        >
          {say("activation-button")}
        </Button>
        {barrier !== null && <Caption1 className={styles.quiet}>{say(barrier)}</Caption1>}
      </div>
    </>
  );
}

function Activated({ at }: { at: string }) {
  const styles = useStyles();
  const say = useSay();
  const send = useSend();
  return (
    <>
      <MessageBar intent="success">
        <MessageBarBody>{say("review-active-since", { at })}</MessageBarBody>
      </MessageBar>
      <div className={styles.row}>
        <Button appearance="primary" onClick={() => goTo("overview")}>
          {say("review-to-overview")}
        </Button>
        <SureButton label={say("deactivate")} question={say("deactivate-sure")} consequence={say("deactivate-consequence")} testId="deactivate" onSure={() => send({ kind: "deactivate" })} />
      </div>
    </>
  );
}

function DryRun() {
  const styles = useStyles();
  const say = useSay();
  const format = useFormat();
  const view = useView();
  const board = useBoard();
  const changes = useMemo(() => dryRun(board.values(), view), [board, view]);
  const text =
    view.restingUntil !== null
      ? say("dry-run-resting", { time: format.moment(view.restingUntil) })
      : changes.length === 0 && view.settings.direction === "teams-to-phone"
        ? say("dry-run-one-way")
        : say("dry-run-text", { count: changes.length });
  return (
    <Panel title={say("dry-run-title")} testId="dry-run">
      <Body1 className={styles.why}>{text}</Body1>
      <ul className={styles.list}>
        {changes.slice(0, SHOWN).map(({ row, shown }) => (
          <li key={row.extension} className={styles.item} data-testid={`dry-run-${row.extension}`}>
            <span>{row.extension}</span>
            <span className={styles.clip}>{row.name}</span>
            <TeamsText teams={row.teams} />
            <span className={styles.change}>
              <span aria-label={say("dry-run-becomes")} role="img">
                →
              </span>
              <TeamsText teams={shown} />
            </span>
          </li>
        ))}
      </ul>
      {changes.length > SHOWN && <Link onClick={() => goTo("people")}>{say("dry-run-more", { count: changes.length - SHOWN })}</Link>}
    </Panel>
  );
}
