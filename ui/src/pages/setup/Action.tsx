// One of the three buttons, with its own state: to do, in progress, done, failed, do again.

import { Body1, Button, Caption1, makeStyles, Subtitle2, tokens } from "@fluentui/react-components";
import { useState, type ReactNode } from "react";
import { ChevronDown20Regular, ChevronRight20Regular } from "../../components/icons";
import { ProblemMessage } from "../../components/ProblemMessage";
import { MarkIcon } from "../../components/states";
import { useSay, useSend } from "../../components/window";
import type { StepState, Via } from "../../generated";
import { markOf } from "../../model/setup";

const useStyles = makeStyles({
  action: {
    display: "grid",
    gridTemplateColumns: "28px minmax(0, 1fr)",
    gap: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM}`,
    padding: tokens.spacingHorizontalL,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusLarge,
  },
  icon: { paddingTop: "2px" },
  head: { display: "flex", alignItems: "flex-start", justifyContent: "space-between", gap: tokens.spacingHorizontalM },
  told: { display: "flex", flexWrap: "wrap", alignItems: "baseline", gap: `0 ${tokens.spacingHorizontalM}`, minWidth: 0 },
  title: { margin: 0 },
  quiet: { color: tokens.colorNeutralForeground3 },
  body: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalS, minWidth: 0 },
  buttons: { display: "flex", flexWrap: "wrap", alignItems: "center", gap: tokens.spacingHorizontalS, marginTop: tokens.spacingVerticalXS },
  ways: { display: "flex", flexWrap: "wrap", alignItems: "center", gap: tokens.spacingHorizontalS },
  fold: { flexShrink: 0 },
  apart: { marginLeft: "auto" },
});

export interface ActionProps {
  number: number;
  /** `consent`, `sign-in-1`, `activation`. */
  name: string;
  title: string;
  /** What is to be done, and nothing once it is. */
  text: string;
  state: StepState;
  /** By whom and when, once it is done. */
  done: string;
  /** What must happen first. */
  barrier: string | null;
  button: string;
  label: string;
  /** The ways that are offered, the usual one first. */
  ways: readonly Via[];
  onPress: (via: Via) => void;
  /** Shown while a Microsoft page is open. */
  note: ReactNode;
  /** What takes something back, apart from the ways. */
  more?: ReactNode;
  /** What is left to see once it is done and folds into one line; without this it stays open. */
  brief?: ReactNode;
  children?: ReactNode;
}

export function Action(action: ActionProps) {
  const { number, name, title, state, done, brief, note } = action;
  const styles = useStyles();
  const say = useSay();
  const [unfolded, setUnfolded] = useState(false);
  const mark = markOf(state);
  const folds = state.kind === "done" && brief !== undefined && !note;
  return (
    <section className={styles.action} aria-label={title} data-testid={`state-${name}`} data-state={state.kind}>
      <span className={styles.icon}>
        <MarkIcon mark={mark} />
      </span>
      <div className={styles.body}>
        <div className={styles.head}>
          <div className={styles.told}>
            <Subtitle2 as="h3" className={styles.title}>
              {say("numbered", { number, title })}
            </Subtitle2>
            <Caption1 className={styles.quiet} role="status">
              {state.kind === "done" ? done : say(`mark-${mark}`)}
            </Caption1>
            {folds && !unfolded && brief}
          </div>
          {folds && (
            <Button size="small" appearance="subtle" className={styles.fold} icon={unfolded ? <ChevronDown20Regular /> : <ChevronRight20Regular />} aria-label={say("action-details")} aria-expanded={unfolded} onClick={() => setUnfolded(!unfolded)} data-testid={`details-${name}`} />
          )}
        </div>
        {(!folds || unfolded) && <Content {...action} />}
      </div>
    </section>
  );
}

function Content({ name, text, state, barrier, button, label, ways, onPress, note, more, children }: ActionProps) {
  const styles = useStyles();
  const say = useSay();
  const blocked = barrier !== null || state.kind === "in-progress";
  return (
    <>
      {text !== "" && <Body1 className={styles.quiet}>{text}</Body1>}
      {children}
      {state.kind === "failed" && (
        <ProblemMessage
          problem={state.problem}
          testId={`failure-${name}`}
          {...(state.problem.kind === "wrong-account" ? { actions: <AcceptAccount {...state.problem} /> } : {})}
        />
      )}
      {note}
      {!note && (
        <div className={styles.buttons}>
          <Button
            appearance={state.kind === "done" || barrier !== null ? "secondary" : "primary"}
            disabledFocusable={blocked}
            onClick={() => onPress(ways[0] ?? "window")}
            data-testid={button}
          >
            {markOf(state) === "failed" ? say("try-again", { action: label }) : label}
          </Button>
          {barrier !== null && (
            <Caption1 className={styles.quiet} data-testid={`barrier-${name}`}>
              {say(barrier)}
            </Caption1>
          )}
        </div>
      )}
      {!note && <OtherWays name={name} ways={blocked ? [] : ways.slice(1)} onPress={onPress} more={more} />}
    </>
  );
}

interface OtherWaysProps {
  name: string;
  ways: readonly Via[];
  onPress: (via: Via) => void;
  more?: ReactNode;
}

/** What is pressed less often, in a row of its own. */
export function OtherWays({ name, ways, onPress, more }: OtherWaysProps) {
  const styles = useStyles();
  const say = useSay();
  if (ways.length === 0 && !more) return null;
  return (
    <div className={styles.ways}>
      {ways.map((via) => (
        <Button key={via} size="small" appearance="outline" onClick={() => onPress(via)} data-testid={`${via === "browser" ? "use-browser" : "use-code"}-${name}`}>
          {say(`via-${via}`)}
        </Button>
      ))}
      {more && <span className={styles.apart}>{more}</span>}
    </div>
  );
}

function AcceptAccount({ round, actual }: { round: number; actual: string }) {
  const say = useSay();
  const send = useSend();
  return (
    <Button onClick={() => send({ kind: "accept-account", round })} data-testid={`accept-account-${round}`}>
      {say("accept-account", { account: actual })}
    </Button>
  );
}
