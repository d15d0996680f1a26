// Extensions without an address, to be typed one by one.

import { Button, Caption1, Field, Input, makeStyles, tokens } from "@fluentui/react-components";
import { useState, type SubmitEvent } from "react";
import { useBoard, useSay, useSend } from "../../components/window";
import { compareExtensions } from "../../model/order";
import { isAddress } from "../../model/registration";

const useStyles = makeStyles({
  form: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalM },
  fields: { display: "grid", gridTemplateColumns: "repeat(auto-fill, minmax(260px, 1fr))", gap: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalL}`, alignItems: "start" },
  quiet: { color: tokens.colorNeutralForeground3 },
});

/** More than a screen of fields is a list, and lists are pasted. */
const SHOWN = 12;

export function SingleEmails({ onUse }: { onUse: () => void }) {
  const styles = useStyles();
  const say = useSay();
  const send = useSend();
  const rows = [...useBoard().values()];
  const [typed, setTyped] = useState<ReadonlyMap<string, string>>(new Map());
  const [asked, setAsked] = useState(false);
  const missing = rows.filter((row) => row.email === "").sort((a, b) => compareExtensions(a.extension, b.extension));
  const written = (extension: string) => (typed.get(extension) ?? "").trim();
  const isWrong = (extension: string) => written(extension) !== "" && !isAddress(written(extension));

  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    setAsked(true);
    if (missing.every(({ extension }) => written(extension) === "") || missing.some(({ extension }) => isWrong(extension))) return;
    onUse();
    // A list replaces the one before it, so those that have an address are sent again.
    send({ kind: "use-emails", emails: rows.map(({ extension, email }) => ({ extension, email: email === "" ? written(extension) : email })) });
  };

  return (
    <form className={styles.form} onSubmit={submit} noValidate aria-label={say("single-emails", { count: missing.length })}>
      <div className={styles.fields}>
        {missing.slice(0, SHOWN).map(({ extension, name }) => (
          <Field key={extension} label={`${extension} ${name}`} validationMessage={asked && isWrong(extension) ? say("email-invalid") : null}>
            <Input
              type="email"
              value={typed.get(extension) ?? ""}
              autoComplete="off"
              spellCheck={false}
              data-testid={`email-of-${extension}`}
              onChange={(_, { value }) => setTyped(new Map(typed).set(extension, value))}
            />
          </Field>
        ))}
      </div>
      {missing.length > SHOWN && <Caption1 className={styles.quiet}>{say("single-emails-more", { count: missing.length - SHOWN })}</Caption1>}
      <div>
        <Button type="submit" data-testid="single-emails-use">
          {say("single-emails-use")}
        </Button>
      </div>
    </form>
  );
}
