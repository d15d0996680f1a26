// The whole matching as a file: saved for a spreadsheet, and taken back after a look at what would change.

import {
  Body1,
  Button,
  Caption1,
  makeStyles,
  Menu,
  MenuItem,
  MenuList,
  MenuPopover,
  MenuTrigger,
  MessageBar,
  MessageBarBody,
  MessageBarTitle,
  Spinner,
  tokens,
} from "@fluentui/react-components";
import { useRef, useState, type ChangeEvent } from "react";
import { DialogFrame } from "../../components/DialogFrame";
import { ChevronDown20Regular } from "../../components/icons";
import { useBoard, useFormat, useHost, useSay, useSend } from "../../components/window";
import type { FoundUser, Request } from "../../generated";
import { decodeText } from "../../model/csv";
import { matchingSheet, namedUsers, planMatching, readMatching, type Difference, type MatchingFile, type MatchingPlan } from "../../model/matching";
import type { Say } from "../../model/problems";
import { useSave } from "../matching/giving";

const useStyles = makeStyles({
  list: { margin: 0, paddingLeft: tokens.spacingHorizontalXL, display: "flex", flexDirection: "column", gap: tokens.spacingVerticalXXS, overflowWrap: "anywhere" },
  scroll: { maxHeight: "45vh", overflowY: "auto" },
  quiet: { color: tokens.colorNeutralForeground3 },
});

/** So many lines are shown; nobody reads more in a dialog. */
const SHOWN = 100;

type Import = { kind: "nothing" } | { kind: "checking" } | { kind: "failed" } | { kind: "read"; file: MatchingFile; known: FoundUser[] };

export function MatchingMenu() {
  const say = useSay();
  const host = useHost();
  const board = useBoard();
  const saveText = useSave();
  const picker = useRef<HTMLInputElement>(null);
  const [reading, setReading] = useState<Import>({ kind: "nothing" });

  const take = async (chosen: File) => {
    setReading({ kind: "checking" });
    try {
      const file = readMatching(decodeText(await chosen.arrayBuffer()), board);
      const names = namedUsers(file);
      const answer = names.length === 0 ? null : await host.ask({ kind: "named", names });
      const known = answer?.kind === "users" ? answer.users : [];
      setReading({ kind: "read", file, known });
    } catch {
      setReading({ kind: "failed" });
    }
  };
  const choose = (event: ChangeEvent<HTMLInputElement>) => {
    const [chosen] = event.target.files ?? [];
    // The same file can be chosen again after it was mended.
    event.target.value = "";
    if (chosen !== undefined) void take(chosen);
  };
  const save = () => {
    saveText("presence-sync-matching.csv", matchingSheet(board.values()));
  };

  return (
    <>
      <Menu>
        <MenuTrigger disableButtonEnhancement>
          <Button iconPosition="after" icon={<ChevronDown20Regular />} data-testid="matching-menu">
            {say("matching-menu")}
          </Button>
        </MenuTrigger>
        <MenuPopover>
          <MenuList>
            <MenuItem onClick={save} disabled={board.size === 0} data-testid="matching-export">
              {say("matching-export")}
            </MenuItem>
            <MenuItem onClick={() => picker.current?.click()} disabled={board.size === 0} data-testid="matching-import">
              {say("matching-import")}
            </MenuItem>
          </MenuList>
        </MenuPopover>
      </Menu>
      <input ref={picker} type="file" accept=".csv,.txt,text/csv,text/plain" hidden onChange={choose} aria-label={say("matching-import")} data-testid="matching-file" />
      {reading.kind !== "nothing" && <Preview reading={reading} onClose={() => setReading({ kind: "nothing" })} />}
    </>
  );
}

function Preview({ reading, onClose }: { reading: Exclude<Import, { kind: "nothing" }>; onClose: () => void }) {
  const say = useSay();
  const send = useSend();
  const board = useBoard();
  // Compared with what holds at this moment, not with what held when the file was chosen.
  const plan = reading.kind === "read" ? planMatching(reading.file, reading.known, board) : null;
  const isReady = plan !== null && plan.errors.length === 0 && plan.differences.length > 0;
  const apply = (request: Request) => {
    send(request);
    onClose();
  };
  return (
    <DialogFrame
      title={say("matching-title")}
      testId="matching-preview"
      onClose={onClose}
      cancel={isReady ? undefined : <Button onClick={onClose}>{say("close")}</Button>}
      actions={
        isReady && (
          <Button appearance="primary" onClick={() => apply(plan.request)} data-testid="matching-apply">
            {say("matching-apply", { count: plan.differences.length })}
          </Button>
        )
      }
    >
      {reading.kind === "checking" && <Spinner size="tiny" labelPosition="after" label={say("matching-checking")} />}
      {reading.kind === "failed" && <Body1>{say("matching-failed")}</Body1>}
      {plan !== null && (plan.errors.length > 0 ? <Errors plan={plan} /> : <Differences differences={plan.differences} />)}
    </DialogFrame>
  );
}

function Errors({ plan: { errors } }: { plan: MatchingPlan }) {
  const styles = useStyles();
  const say = useSay();
  return (
    <MessageBar intent="error" layout="multiline" data-testid="matching-errors">
      <MessageBarBody>
        <MessageBarTitle>{say("matching-errors", { count: errors.length })}</MessageBarTitle>
        <ul className={styles.list}>
          {errors.slice(0, SHOWN).map(({ line, fault, text }) => (
            <li key={line}>{say(`matching-fault-${fault}`, { line, text })}</li>
          ))}
        </ul>
        {errors.length > SHOWN && <Caption1>{say("matching-more", { count: errors.length - SHOWN })}</Caption1>}
      </MessageBarBody>
    </MessageBar>
  );
}

function Differences({ differences }: { differences: readonly Difference[] }) {
  const styles = useStyles();
  const say = useSay();
  const format = useFormat();
  if (differences.length === 0) return <Body1 data-testid="matching-same">{say("matching-same")}</Body1>;
  const kinds = ["matched", "unmatched", "excluded", "included"] as const;
  const counts = kinds.flatMap((kind) => {
    const count = differences.filter((difference) => difference.kind === kind).length;
    return count === 0 ? [] : [say(`matching-count-${kind}`, { count })];
  });
  return (
    <>
      <Body1>{say("matching-differences", { counts: format.list(counts) })}</Body1>
      {/* A region that scrolls must be reachable by keyboard. */}
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <div className={styles.scroll} role="region" aria-label={say("matching-title")} tabIndex={0}>
        <ul className={styles.list} data-testid="matching-differences">
          {differences.slice(0, SHOWN).map((difference) => (
            <li key={`${difference.row.extension} ${difference.kind}`}>{sentence(difference, say)}</li>
          ))}
        </ul>
        {differences.length > SHOWN && <Caption1>{say("matching-more", { count: differences.length - SHOWN })}</Caption1>}
      </div>
      <Caption1 className={styles.quiet}>{say("matching-at-once")}</Caption1>
    </>
  );
}

function sentence(difference: Difference, say: Say): string {
  const { extension, name, user } = difference.row;
  const former = user?.userPrincipalName ?? "none";
  switch (difference.kind) {
    case "matched":
      return say("matching-matched", { extension, name, former, user: difference.user.userPrincipalName });
    case "unmatched":
      return say("matching-unmatched", { extension, name, former });
    case "excluded":
      return say("matching-excluded", { extension, name });
    case "included":
      return say("matching-included", { extension, name });
  }
}
