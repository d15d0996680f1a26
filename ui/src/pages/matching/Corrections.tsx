// The addresses that were corrected in Cloudya from here, with what came of each and the way back.

import { Body1, Button, Caption1, makeStyles, Spinner, tokens } from "@fluentui/react-components";
import { useState } from "react";
import { Item, ItemList } from "../../components/ItemList";
import { Disclosure } from "../../components/Disclosure";
import { CheckmarkCircle16Filled, ErrorCircle16Filled } from "../../components/icons";
import { useFormat, useRow, useSay, usePart } from "../../components/window";
import type { CorrectionView } from "../../generated";
import { problemWords } from "../../model/problem-words";
import { CorrectDialog } from "./CorrectDialog";

const useStyles = makeStyles({
  text: { display: "flex", flexDirection: "column", flex: "1 1 320px", minWidth: 0, overflowWrap: "anywhere" },
  quiet: { color: tokens.colorNeutralForeground3 },
  state: { display: "inline-flex", alignItems: "center", gap: tokens.spacingHorizontalSNudge },
});

export function Corrections() {
  const say = useSay();
  const corrections = usePart((view) => view.corrections);
  if (corrections.length === 0) return null;
  return (
    <Disclosure label={say("corrections-title", { count: corrections.length })} testId="corrections">
      <ItemList>
        {corrections.map((correction, index) => (
          <OneCorrection key={`${correction.extension} ${corrections.length - index}`} correction={correction} isLatest={corrections.findIndex(({ extension }) => extension === correction.extension) === index} />
        ))}
      </ItemList>
    </Disclosure>
  );
}

function OneCorrection({ correction, isLatest }: { correction: CorrectionView; isLatest: boolean }) {
  const styles = useStyles();
  const say = useSay();
  const format = useFormat();
  const row = useRow(correction.extension);
  const [undoing, setUndoing] = useState(false);
  const { extension, former, email, state } = correction;
  const name = row?.name ?? "";
  return (
    <Item data-testid={`correction-${extension}`} data-state={state.kind}>
      <span className={styles.text}>
        <Body1>
          <strong>
            {extension} {name}
          </strong>
        </Body1>
        <Body1>
          {former === "" ? say("correct-nothing") : former} → {email === "" ? say("correct-nothing") : email}
        </Body1>
        {state.kind === "failed" && <Failure problem={state.problem} />}
      </span>
      <Caption1 className={styles.state}>
        {state.kind === "in-progress" && (
          <>
            <Spinner size="extra-tiny" /> {say("correct-writing")}
          </>
        )}
        {state.kind === "done" && (
          <>
            <CheckmarkCircle16Filled color={tokens.colorStatusSuccessForeground1} aria-hidden /> {say("correction-done", { time: format.moment(state.at) })}
          </>
        )}
        {state.kind === "failed" && (
          <>
            <ErrorCircle16Filled color={tokens.colorStatusDangerForeground1} aria-hidden /> {say("correction-failed")}
          </>
        )}
      </Caption1>
      {isLatest && (state.kind === "done" || state.kind === "failed") && (
        <Button size="small" onClick={() => setUndoing(true)} data-testid={`correction-undo-${extension}`}>
          {say(state.kind === "done" ? "correction-undo" : "correct-again")}
        </Button>
      )}
      {undoing && (
        <CorrectDialog
          extension={extension}
          name={name}
          former={row?.email ?? email}
          proposed={state.kind === "done" ? former : email}
          onClose={() => setUndoing(false)}
        />
      )}
    </Item>
  );
}

function Failure({ problem }: { problem: Parameters<typeof problemWords>[0] }) {
  const styles = useStyles();
  const say = useSay();
  const { body, remedy } = problemWords(problem, say, useFormat());
  return (
    <Caption1 className={styles.quiet}>
      {body} <strong>{say("what-to-do")}</strong> {remedy}
    </Caption1>
  );
}
