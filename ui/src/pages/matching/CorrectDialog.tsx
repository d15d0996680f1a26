// Corrects a voicemail e-mail in Cloudya: the new address, old and new side by side, and then what came of it.

import { Body1, Button, Caption1, Field, Input, makeStyles, MessageBar, MessageBarBody, Spinner, tokens } from "@fluentui/react-components";
import { useState } from "react";
import { DialogFrame } from "../../components/DialogFrame";
import { ProblemMessage } from "../../components/ProblemMessage";
import { useFormat, useSay, useSend, useView } from "../../components/window";
import type { CorrectionView, StepState } from "../../generated";
import { isAddress } from "../../model/registration";

const useStyles = makeStyles({
  sides: { display: "grid", gridTemplateColumns: "1fr auto 1fr", alignItems: "stretch", gap: tokens.spacingHorizontalM },
  side: {
    display: "flex",
    flexDirection: "column",
    gap: tokens.spacingVerticalXXS,
    padding: tokens.spacingHorizontalM,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusMedium,
    minWidth: 0,
    overflowWrap: "anywhere",
  },
  fresh: { border: `2px solid ${tokens.colorBrandStroke1}`, padding: `calc(${tokens.spacingHorizontalM} - 1px)` },
  arrow: { alignSelf: "center", color: tokens.colorNeutralForeground3 },
  quiet: { color: tokens.colorNeutralForeground3 },
});

export interface CorrectDialogProps {
  extension: string;
  name: string;
  /** What stands in Cloudya now; empty where nothing does. */
  former: string;
  /** What is to stand there, where that is known: the dialog opens with the confirmation. Empty removes the address. */
  proposed?: string;
  onClose: () => void;
}

type Stage = { kind: "typing" } | { kind: "confirming"; email: string } | { kind: "sent"; email: string; at: number };

export function CorrectDialog({ extension, name, former: formerNow, proposed, onClose }: CorrectDialogProps) {
  const styles = useStyles();
  const say = useSay();
  const send = useSend();
  // What stood there when the dialog was opened: the board moves on with the correction.
  const [former] = useState(formerNow);
  const [text, setText] = useState(proposed ?? former);
  const [fault, setFault] = useState<string | null>(null);
  const [stage, setStage] = useState<Stage>(proposed === undefined ? { kind: "typing" } : { kind: "confirming", email: proposed });
  const view = useView();
  const where = say(view.setup.cloudya.emails === "imported" ? "correct-where-list" : "correct-where-cloudya", { extension });

  const write = (email: string) => {
    send({ kind: "correct-email", extension, email });
    setStage({ kind: "sent", email, at: Date.now() });
  };
  const typeAgain = () => setStage({ kind: "typing" });
  const check = () => {
    const email = text.trim();
    if (!isAddress(email)) setFault(say("correct-invalid"));
    else if (email.toLowerCase() === former.trim().toLowerCase()) setFault(say("correct-same"));
    else setStage({ kind: "confirming", email });
  };

  // The same dialog throughout; each stage fills it anew.
  const frame = { testId: "correct-dialog", onClose };
  switch (stage.kind) {
    case "typing":
      return (
        <DialogFrame
          {...frame}
          title={say("correct-title", { extension, name })}
          onSubmit={check}
          actions={
            <Button type="submit" appearance="primary" data-testid="correct-check">
              {say("correct-check")}
            </Button>
          }
        >
          <Body1>{where}</Body1>
          <Field label={say("correct-new")} validationMessage={fault}>
            <Input
              type="email"
              autoComplete="off"
              spellCheck={false}
              // The dialog was opened to type.
              // eslint-disable-next-line jsx-a11y/no-autofocus
              autoFocus
              value={text}
              onChange={(_, { value }) => {
                setText(value);
                setFault(null);
              }}
              data-testid="correct-email"
            />
          </Field>
        </DialogFrame>
      );
    case "confirming":
      return (
        <DialogFrame
          {...frame}
          title={say("correct-sure", { extension, name })}
          cancel={proposed === undefined ? <Button onClick={typeAgain}>{say("back")}</Button> : undefined}
          actions={
            <Button appearance="primary" onClick={() => write(stage.email)} data-testid="correct-confirm">
              {say("correct-write")}
            </Button>
          }
        >
          <Sides former={former} email={stage.email} />
          <Body1>{where}</Body1>
          <Caption1 className={styles.quiet}>{say("correct-only")}</Caption1>
        </DialogFrame>
      );
    case "sent": {
      const state = latest(view.corrections, extension, stage)?.state ?? { kind: "in-progress" };
      return (
        <DialogFrame
          {...frame}
          title={say("correct-title", { extension, name })}
          cancel={
            state.kind === "failed" && (
              <Button onClick={typeAgain} data-testid="correct-again">
                {say("correct-again")}
              </Button>
            )
          }
          actions={
            <Button appearance="primary" onClick={onClose} data-testid="correct-close">
              {say("close")}
            </Button>
          }
        >
          <Sides former={former} email={stage.email} />
          <Outcome state={state} />
        </DialogFrame>
      );
    }
  }
}

/** The correction that was sent; not an equal one of before. */
function latest(corrections: readonly CorrectionView[], extension: string, { email, at }: { email: string; at: number }): CorrectionView | undefined {
  return corrections.find((each) => each.extension === extension && each.email === email && (each.state.kind !== "done" || each.state.at >= at - CLOCK_SLACK));
}

/** Milliseconds by which the program's clock may seem to be behind the window's. */
const CLOCK_SLACK = 1000;

function Sides({ former, email }: { former: string; email: string }) {
  const styles = useStyles();
  const say = useSay();
  return (
    <div className={styles.sides}>
      <div className={styles.side} data-testid="correct-old">
        <Caption1 className={styles.quiet}>{say("correct-old")}</Caption1>
        <Body1>{former === "" ? say("correct-nothing") : former}</Body1>
      </div>
      <span className={styles.arrow} aria-hidden>
        →
      </span>
      <div className={`${styles.side} ${styles.fresh}`} data-testid="correct-fresh">
        <Caption1 className={styles.quiet}>{say("correct-fresh")}</Caption1>
        <Body1>
          <strong>{email === "" ? say("correct-nothing") : email}</strong>
        </Body1>
      </div>
    </div>
  );
}

function Outcome({ state }: { state: StepState }) {
  const say = useSay();
  const format = useFormat();
  return (
    <div role="status" data-testid="correct-outcome" data-state={state.kind}>
      {(state.kind === "in-progress" || state.kind === "to-do") && <Spinner size="tiny" labelPosition="after" label={say("correct-writing")} />}
      {state.kind === "done" && (
        <MessageBar intent="success">
          <MessageBarBody>{say("correct-done", { time: format.moment(state.at) })}</MessageBarBody>
        </MessageBar>
      )}
      {state.kind === "failed" && <ProblemMessage problem={state.problem} />}
    </div>
  );
}
