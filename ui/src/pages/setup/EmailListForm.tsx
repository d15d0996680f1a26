// A list of voicemail e-mails, pasted or chosen, with a preview and errors by line; single ones are typed.

import { Body1, Button, Caption1, Field, makeStyles, MessageBar, MessageBarBody, MessageBarTitle, Table, TableBody, TableCell, TableHeader, TableHeaderCell, TableRow, Textarea, tokens } from "@fluentui/react-components";
import { useMemo, useRef, useState, type ChangeEvent } from "react";
import { Disclosure } from "../../components/Disclosure";
import { useSay, useSend, useView } from "../../components/window";
import { decodeText, parseEmails } from "../../model/csv";
import { SingleEmails } from "./SingleEmails";

const useStyles = makeStyles({
  stack: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalM },
  row: { display: "flex", flexWrap: "wrap", gap: tokens.spacingHorizontalM, alignItems: "center" },
  text: { fontFamily: tokens.fontFamilyMonospace },
  errors: { margin: `${tokens.spacingVerticalXS} 0 0`, paddingLeft: tokens.spacingHorizontalL },
  quiet: { color: tokens.colorNeutralForeground3 },
});

const PREVIEW = 5;
const ERRORS = 10;

export function EmailListForm({ onUse }: { onUse: () => void }) {
  const styles = useStyles();
  const say = useSay();
  const send = useSend();
  const [text, setText] = useState("");
  const picker = useRef<HTMLInputElement>(null);
  const list = useMemo(() => parseEmails(text), [text]);
  const { setup, counts } = useView();
  const connected = setup.cloudya.account !== null;
  const filled = list.emails.filter(({ email }) => email !== "").length;

  const choose = (event: ChangeEvent<HTMLInputElement>) => {
    const file = event.target.files?.[0];
    event.target.value = "";
    void file?.arrayBuffer().then((bytes) => setText(decodeText(bytes)));
  };
  const use = () => {
    onUse();
    send({ kind: "use-emails", emails: list.emails });
  };

  return (
    <div className={styles.stack}>
      <Body1>{say("emails-text")}</Body1>
      <div className={styles.row}>
        <Button onClick={() => picker.current?.click()}>{say("emails-choose")}</Button>
        <input ref={picker} type="file" accept=".csv,.txt,text/csv,text/plain" hidden onChange={choose} data-testid="emails-file" />
      </div>
      <Field label={say("emails-paste")}>
        <Textarea
          rows={5}
          resize="vertical"
          value={text}
          textarea={{ className: styles.text }}
          placeholder={"100;anna.berger@contoso.de\n101;ben.cordes@contoso.de"}
          spellCheck={false}
          onChange={(_, { value }) => setText(value)}
          data-testid="emails-text"
        />
      </Field>
      {list.errors.length > 0 && (
        <MessageBar intent="warning" layout="multiline" data-testid="emails-errors">
          <MessageBarBody>
            <MessageBarTitle>{say("emails-errors", { count: list.errors.length })}</MessageBarTitle>
            <ul className={styles.errors}>
              {list.errors.slice(0, ERRORS).map(({ line, fault, text: content }) => (
                <li key={line}>{say(`emails-fault-${fault}`, { line, text: content })}</li>
              ))}
            </ul>
            {list.errors.length > ERRORS && say("emails-more-errors", { count: list.errors.length - ERRORS })}
          </MessageBarBody>
        </MessageBar>
      )}
      {list.emails.length > 0 && (
        <div data-testid="emails-preview">
          <Caption1 className={styles.quiet}>{say("emails-preview", { count: list.emails.length, filled })}</Caption1>
          <Table size="small" aria-label={say("emails-preview", { count: list.emails.length, filled })}>
            <TableHeader>
              <TableRow>
                <TableHeaderCell>{say("column-extension")}</TableHeaderCell>
                <TableHeaderCell>{say("column-email")}</TableHeaderCell>
              </TableRow>
            </TableHeader>
            <TableBody>
              {list.emails.slice(0, PREVIEW).map(({ extension, email }) => (
                <TableRow key={extension}>
                  <TableCell>{extension}</TableCell>
                  <TableCell>{email === "" ? say("none") : email}</TableCell>
                </TableRow>
              ))}
            </TableBody>
          </Table>
        </div>
      )}
      <div className={styles.row}>
        <Button appearance="primary" disabled={!connected || list.emails.length === 0} onClick={use} data-testid="emails-use">
          {say("emails-use", { count: list.emails.length })}
        </Button>
        {!connected && <Caption1 className={styles.quiet}>{say("barrier-cloudya")}</Caption1>}
      </div>
      {setup.cloudya.emails === "imported" && counts.noEmail > 0 && (
        <Disclosure label={say("single-emails", { count: counts.noEmail })} testId="single-emails">
          <SingleEmails onUse={onUse} />
        </Disclosure>
      )}
    </div>
  );
}
