// One problem in sentences: what happened, what still works, what to do, and the number for support.

import { Caption1, makeStyles, MessageBar, MessageBarActions, MessageBarBody, MessageBarTitle, tokens } from "@fluentui/react-components";
import type { ReactNode } from "react";
import type { Problem } from "../generated";
import { problemWords } from "../model/problem-words";
import { isCancelled } from "../model/problems";
import { useFormat, useSay } from "./window";

const useStyles = makeStyles({
  bar: { paddingBlock: tokens.spacingVerticalS, alignItems: "start" },
  body: { maxWidth: "78ch", userSelect: "text" },
  title: { display: "block" },
  line: { margin: `${tokens.spacingVerticalXXS} 0 0` },
  code: { display: "block", marginTop: tokens.spacingVerticalXS, color: tokens.colorNeutralForeground3 },
});

export interface ProblemMessageProps {
  problem: Problem;
  testId?: string;
  /** A cancelled sign-in is always told as news, not as a fault. */
  intent?: "error" | "warning";
  /** For example since when it stands. */
  foot?: ReactNode;
  actions?: ReactNode;
}

export function ProblemMessage({ problem, testId, intent = "error", foot, actions }: ProblemMessageProps) {
  const styles = useStyles();
  const say = useSay();
  const { title, body, remedy, code } = problemWords(problem, say, useFormat());
  return (
    <MessageBar intent={isCancelled(problem) ? "info" : intent} layout="multiline" className={styles.bar} data-testid={testId} data-problem={problem.kind}>
      <MessageBarBody className={styles.body}>
        <MessageBarTitle className={styles.title}>{title}</MessageBarTitle>
        <p className={styles.line}>{body}</p>
        <p className={styles.line}>
          <strong>{say("what-to-do")}</strong> {remedy}
        </p>
        {code !== null && <Caption1 className={styles.code}>{say("problem-code", { code: String(code) })}</Caption1>}
        {foot !== undefined && <Caption1 className={styles.code}>{foot}</Caption1>}
      </MessageBarBody>
      {actions !== undefined && <MessageBarActions>{actions}</MessageBarActions>}
    </MessageBar>
  );
}
