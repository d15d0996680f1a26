// Removes the journal of one person or of everybody, once it is confirmed what is removed.

import { Body1, Button, makeStyles, Radio, RadioGroup, tokens } from "@fluentui/react-components";
import { useEffect, useState } from "react";
import { DialogFrame } from "../../components/DialogFrame";
import { Delete20Regular } from "../../components/icons";
import { useBoard, useHost, useSay, useSend } from "../../components/window";
import type { ExtensionNumber } from "../../generated";
import { EVERYTHING, filterOf, filterOfPerson } from "../../model/activity";

const useStyles = makeStyles({
  quiet: { color: tokens.colorNeutralForeground2 },
});

export interface EmptyJournalProps {
  /** The extension that is looked at; empty for all. */
  person: ExtensionNumber;
  onEmptied: () => void;
}

export function EmptyJournalButton({ person, onEmptied }: EmptyJournalProps) {
  const say = useSay();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button icon={<Delete20Regular />} onClick={() => setOpen(true)} data-testid="journal-empty">
        {say("journal-empty")}
      </Button>
      {open && <Confirmation person={person} onEmptied={onEmptied} onClose={() => setOpen(false)} />}
    </>
  );
}

function Confirmation({ person, onEmptied, onClose }: EmptyJournalProps & { onClose: () => void }) {
  const styles = useStyles();
  const say = useSay();
  const send = useSend();
  const row = useBoard().get(person);
  const [extent, setExtent] = useState<"person" | "whole">(person === "" ? "whole" : "person");
  const extension = extent === "person" ? person : null;
  const count = useCount(extension);
  const name = row === undefined ? say("entry-extension", { extension: person }) : say("person-title", { name: row.name, extension: person });
  const empty = () => {
    send({ kind: "empty-journal", extension });
    onEmptied();
    onClose();
  };
  return (
    <DialogFrame
      title={say("journal-empty-question")}
      testId="journal-emptying"
      onClose={onClose}
      actions={
        <Button appearance="primary" onClick={empty} data-testid="journal-empty-confirm">
          {say(extent === "person" ? "journal-empty-person-now" : "journal-empty-whole-now")}
        </Button>
      }
    >
      {person !== "" && (
        <RadioGroup value={extent} onChange={(_, { value }) => setExtent(value === "person" ? "person" : "whole")} aria-label={say("journal-empty-question")}>
          <Radio value="person" label={say("journal-empty-person", { name })} />
          <Radio value="whole" label={say("journal-empty-whole")} />
        </RadioGroup>
      )}
      <Body1 data-testid="journal-empty-consequence">
        {say(extent === "person" ? "journal-empty-person-consequence" : "journal-empty-whole-consequence", { name, count: count ?? "unknown" })}
      </Body1>
      <Body1 className={styles.quiet}>{say(person === "" ? "journal-empty-hint" : "journal-empty-stays")}</Body1>
    </DialogFrame>
  );
}

/** How many entries would be removed; `null` until it is known. */
function useCount(extension: ExtensionNumber | null): number | null {
  const host = useHost();
  const [known, setKnown] = useState<{ about: ExtensionNumber | null; total: number } | null>(null);
  useEffect(() => {
    let wanted = true;
    const filter = extension === null ? filterOf(EVERYTHING, new Map()) : filterOfPerson(extension, null, null);
    if (filter === null) return undefined;
    host.ask({ kind: "activity", filter, before: null, limit: 1 }).then(
      (answer) => wanted && setKnown(answer.kind === "activity" ? { about: extension, total: answer.page.total } : null),
      () => wanted && setKnown(null),
    );
    return () => {
      wanted = false;
    };
  }, [host, extension]);
  return known !== null && known.about === extension ? known.total : null;
}
