// Forget everything: what exactly is removed and what stays, and a word to type before it is done.

import { Body1, Button, Field, Input, makeStyles, tokens } from "@fluentui/react-components";
import { useState } from "react";
import { DialogFrame } from "../../components/DialogFrame";
import { useSay, useSend } from "../../components/window";

const useStyles = makeStyles({
  places: { display: "grid", gridTemplateColumns: "max-content minmax(0, 1fr)", gap: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalL}`, margin: 0, maxWidth: "80ch" },
  place: { fontWeight: tokens.fontWeightSemibold },
  what: { margin: 0 },
  content: { gap: tokens.spacingVerticalL },
});

const PLACES = ["here", "teams", "cloudya", "stays"] as const;

export function Forget() {
  const say = useSay();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Places />
      <Button style={{ alignSelf: "flex-start" }} onClick={() => setOpen(true)} data-testid="forget">
        {say("forget-open")}
      </Button>
      {open && <Confirm onClose={() => setOpen(false)} />}
    </>
  );
}

function Places() {
  const styles = useStyles();
  const say = useSay();
  return (
    <dl className={styles.places}>
      {PLACES.map((place) => (
        <Place key={place} name={say(`forget-${place}`)} what={say(`forget-${place}-what`)} />
      ))}
    </dl>
  );
}

function Place({ name, what }: { name: string; what: string }) {
  const styles = useStyles();
  return (
    <>
      <dt className={styles.place}>
        <Body1>{name}</Body1>
      </dt>
      <dd className={styles.what}>
        <Body1>{what}</Body1>
      </dd>
    </>
  );
}

function Confirm({ onClose }: { onClose: () => void }) {
  const styles = useStyles();
  const say = useSay();
  const send = useSend();
  const [typed, setTyped] = useState("");
  const [isWrong, setWrong] = useState(false);
  const word = say("forget-word");
  const confirm = () => {
    if (typed.trim().toLowerCase() !== word.toLowerCase()) {
      setWrong(true);
      return;
    }
    send({ kind: "forget-everything" });
    onClose();
  };
  return (
    <DialogFrame
      title={say("forget-sure")}
      testId="forget-dialog"
      className={styles.content}
      onClose={onClose}
      onSubmit={confirm}
      actions={
        <Button type="submit" appearance="primary" data-testid="forget-confirm">
          {say("forget-button")}
        </Button>
      }
    >
      <Places />
      <Body1>{say("forget-consequence")}</Body1>
      <Field label={say("forget-type", { word })} validationMessage={isWrong ? say("forget-type-wrong", { word }) : null}>
        <Input
          autoComplete="off"
          spellCheck={false}
          value={typed}
          onChange={(_, { value }) => {
            setTyped(value);
            setWrong(false);
          }}
          data-testid="forget-type"
        />
      </Field>
    </DialogFrame>
  );
}
