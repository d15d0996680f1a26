// Review: what was matched, and what would be shown in Teams right now, before anything is written.

import { Body1, Button, Caption1, Link, makeStyles, MessageBar, MessageBarBody, tokens } from "@fluentui/react-components";
import { useMemo } from "react";
import { Panel } from "../../components/Panel";
import { ProblemMessage } from "../../components/ProblemMessage";
import { LineText } from "../../components/states";
import { SureButton } from "../../components/SureButton";
import { useBoard, useFormat, useSay, useSend, useView } from "../../components/window";
import type { Counts, Row, View } from "../../generated";
import { compareExtensions, isMatched } from "../../model/order";
import { goTo } from "../../model/place";
import { activationBarrier, isReadingEmails } from "../../model/setup";
import { ReadingProgress } from "./ReadingProgress";

const useStyles = makeStyles({
  why: { color: tokens.colorNeutralForeground2 },
  counts: { display: "grid", gridTemplateColumns: "repeat(auto-fill, minmax(138px, 1fr))", gap: tokens.spacingHorizontalM, margin: 0 },
  count: { display: "flex", flexDirection: "column-reverse", padding: tokens.spacingHorizontalM, backgroundColor: tokens.colorNeutralBackground3, borderRadius: tokens.borderRadiusLarge },
  number: { margin: 0, fontSize: tokens.fontSizeHero700, lineHeight: tokens.lineHeightHero700, fontWeight: tokens.fontWeightSemibold, fontVariantNumeric: "tabular-nums" },
  list: { listStyle: "none", margin: 0, padding: 0, display: "flex", flexDirection: "column" },
  item: {
    display: "grid",
    gridTemplateColumns: "64px minmax(0, 1fr) minmax(0, 1fr) 132px",
    gap: tokens.spacingHorizontalM,
    padding: `${tokens.spacingVerticalSNudge} 0`,
    borderBottom: `1px solid ${tokens.colorNeutralStroke3}`,
  },
  clip: { overflow: "hidden", textOverflow: "ellipsis", whiteSpace: "nowrap" },
  quiet: { color: tokens.colorNeutralForeground3 },
  row: { display: "flex", flexWrap: "wrap", gap: tokens.spacingHorizontalM, alignItems: "center" },
});

const COUNTS: readonly (readonly [keyof Counts, string])[] = [
  ["matched", "review-matched"],
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

/** Whose call would be published if synchronisation began now. */
export function dryRun(rows: Iterable<Row>, view: View): Row[] {
  if (view.settings.direction === "teams-to-phone") return [];
  return [...rows]
    .filter((row) => row.user !== null && isMatched(row))
    .filter((row) => row.line === "in-use" || (row.line === "ringing" && view.settings.ringing === "in-a-call"))
    .sort((a, b) => compareExtensions(a.extension, b.extension));
}

export function ReviewStep() {
  const styles = useStyles();
  const say = useSay();
  const format = useFormat();
  const view = useView();
  const { counts, setup } = view;
  const barrier = activationBarrier(view);
  const reading = view.directory.completeSince === null && barrier === null;
  return (
    <>
      <Panel title={say("setup-review-title")}>
        <Body1 className={styles.why}>{say("setup-review-why")}</Body1>
        <ReadingProgress />
        {reading && !isReadingEmails(view) && (
          <MessageBar intent="info">
            <MessageBarBody>{say("directory-reading", { read: view.directory.emailsRead, total: view.directory.emailsTotal })}</MessageBarBody>
          </MessageBar>
        )}
        <dl className={styles.counts}>
          {COUNTS.filter(([name]) => name === "matched" || counts[name] > 0).map(([name, word]) => (
            <div key={name} className={styles.count} data-testid={`review-${name}`}>
              <dt>
                <Caption1>{say(word)}</Caption1>
              </dt>
              <dd className={styles.number}>{format.number(counts[name])}</dd>
            </div>
          ))}
        </dl>
        {view.problems.length > 0 && <Link onClick={() => goTo("problems")}>{say("review-problems", { count: view.problems.length })}</Link>}
      </Panel>
      <DryRun />
      <Panel title={say("review-activate-title")} testId="state-review">
        {setup.activation.kind === "failed" && <ProblemMessage problem={setup.activation.problem} testId="failure-activation" />}
        {setup.activation.kind === "done" ? <Activated at={format.full(setup.activation.at)} /> : <Activate barrier={barrier} />}
      </Panel>
    </>
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
        <MessageBarBody>{say("activation-done", { at })}</MessageBarBody>
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
  const view = useView();
  const board = useBoard();
  const rows = useMemo(() => dryRun(board.values(), view), [board, view]);
  return (
    <Panel title={say("dry-run-title")} testId="dry-run">
      <Body1 className={styles.why}>{say(view.settings.direction === "teams-to-phone" ? "dry-run-one-way" : "dry-run-text", { count: rows.length })}</Body1>
      <ul className={styles.list}>
        {rows.slice(0, SHOWN).map((row) => (
          <li key={row.extension} className={styles.item} data-testid={`dry-run-${row.extension}`}>
            <span>{row.extension}</span>
            <span className={styles.clip}>{row.name}</span>
            <span className={styles.clip}>{row.user?.userPrincipalName}</span>
            <LineText line={row.line} />
          </li>
        ))}
      </ul>
      {rows.length > SHOWN && <Link onClick={() => goTo("people")}>{say("dry-run-more", { count: rows.length - SHOWN })}</Link>}
    </Panel>
  );
}
