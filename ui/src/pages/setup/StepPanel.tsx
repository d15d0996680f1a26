// The frame of a set-up step: why it is there, how it stands, and the way on.

import { Body1, Button, makeStyles, MessageBar, MessageBarBody, MessageBarTitle, Spinner, tokens } from "@fluentui/react-components";
import { useEffect, useRef, type ReactNode } from "react";
import { Panel } from "../../components/Panel";
import { ProblemMessage } from "../../components/ProblemMessage";
import { useFormat, useSay } from "../../components/window";
import type { StepState } from "../../generated";
import { goTo } from "../../model/place";
import type { Step } from "../../model/setup";

const useStyles = makeStyles({
  why: { color: tokens.colorNeutralForeground2 },
  title: { display: "block" },
  stack: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalM },
});

export interface StepPanelProps {
  step: Step;
  state: StepState;
  /** What stands under the heading when the step is done. */
  done: string;
  next: Step;
  /** A step can succeed and still want something. */
  outcome?: "complete" | "incomplete";
  children: ReactNode;
}

export function StepPanel({ step, state, done, next, outcome = "complete", children }: StepPanelProps) {
  const styles = useStyles();
  const say = useSay();
  const format = useFormat();
  return (
    <Panel title={say(`setup-${step}-title`)}>
      <Body1 className={styles.why}>{say(`setup-${step}-why`)}</Body1>
      <div className={styles.stack} aria-live="polite" data-testid={`state-${step}`} data-state={state.kind}>
        {state.kind === "done" && (
          <MessageBar intent={outcome === "complete" ? "success" : "warning"} layout="multiline">
            <MessageBarBody>
              <MessageBarTitle className={styles.title}>{say(outcome === "complete" ? "mark-done" : "mark-in-progress")}</MessageBarTitle>
              {done} {state.at > 0 && say("checked-at", { at: format.full(state.at) })}
            </MessageBarBody>
          </MessageBar>
        )}
        {state.kind === "in-progress" && <Spinner size="tiny" label={say(`setup-${step}-checking`)} labelPosition="after" style={{ alignSelf: "flex-start" }} />}
        {state.kind === "failed" && <ProblemMessage problem={state.problem} testId={`failure-${step}`} />}
      </div>
      {state.kind === "done" && outcome === "complete" && (
        <div>
          <Button appearance="primary" onClick={() => goTo("setup", next)} data-testid="setup-next">
            {say("next-step", { step: say(`setup-${next}`) })}
          </Button>
        </div>
      )}
      {children}
    </Panel>
  );
}

/** Goes on by itself when something that was asked for here has come true. */
export function useReached(reached: boolean, act: () => void): { expect: () => void } {
  const expected = useRef(false);
  const waiting = useRef(false);
  useEffect(() => {
    if (!reached) waiting.current = true;
    if (!reached || !expected.current || !waiting.current) return;
    expected.current = false;
    act();
  }, [reached, act]);
  return {
    expect: () => {
      expected.current = true;
      waiting.current = !reached;
    },
  };
}
