// An archive for support: first what would be in it, then saved.

import { Body1, Button, Caption1, Checkbox, makeStyles, mergeClasses, MessageBar, MessageBarBody, Spinner, tokens } from "@fluentui/react-components";
import { useState } from "react";
import { CopyValue } from "../../components/Copy";
import { ArrowDownload20Regular } from "../../components/icons";
import { useHost, useSay } from "../../components/window";
import type { DiagnosticsFile, Names } from "../../host/host";

const useStyles = makeStyles({
  stack: { display: "flex", flexDirection: "column", alignItems: "flex-start", gap: tokens.spacingVerticalM, minWidth: 0 },
  choice: { display: "flex", flexDirection: "column" },
  quiet: { color: tokens.colorNeutralForeground3, maxWidth: "104ch" },
  indented: { color: tokens.colorNeutralForeground3, maxWidth: "104ch", paddingLeft: "32px" },
  table: { borderCollapse: "collapse", width: "100%" },
  cell: { padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalL} ${tokens.spacingVerticalXS} 0`, textAlign: "left", borderBottom: `1px solid ${tokens.colorNeutralStroke3}`, fontWeight: tokens.fontWeightRegular },
  file: { fontFamily: tokens.fontFamilyMonospace, fontSize: tokens.fontSizeBase200 },
  size: { textAlign: "right", whiteSpace: "nowrap", fontVariantNumeric: "tabular-nums" },
  head: { color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
});

type Stage =
  | { kind: "nothing" }
  | { kind: "busy" }
  | { kind: "listed"; files: DiagnosticsFile[] }
  | { kind: "saved"; files: DiagnosticsFile[]; path: string }
  | { kind: "failed" };

export function Diagnostics() {
  const styles = useStyles();
  const say = useSay();
  const host = useHost();
  const [names, setNames] = useState<Names>("without");
  const [stage, setStage] = useState<Stage>({ kind: "nothing" });
  const files = stage.kind === "listed" || stage.kind === "saved" ? stage.files : null;
  const fail = () => setStage({ kind: "failed" });
  const list = () => {
    setStage({ kind: "busy" });
    host.diagnostics(names).then((listed) => setStage({ kind: "listed", files: listed }), fail);
  };
  const save = (listed: DiagnosticsFile[]) => {
    setStage({ kind: "busy" });
    host.saveDiagnostics(names).then((path) => setStage({ kind: "saved", files: listed, path }), fail);
  };
  return (
    <div className={styles.stack}>
      <div className={styles.choice}>
        <Checkbox
          label={say("diagnostics-names")}
          checked={names === "with"}
          onChange={(_, { checked }) => {
            setNames(checked === true ? "with" : "without");
            setStage({ kind: "nothing" });
          }}
          disabled={stage.kind === "busy"}
          data-testid="diagnostics-names"
        />
        <Caption1 className={styles.indented}>{say(names === "with" ? "diagnostics-with" : "diagnostics-without")}</Caption1>
      </div>
      {files === null ? (
        <Button onClick={list} disabledFocusable={stage.kind === "busy"} data-testid="diagnostics-list">
          {say("diagnostics-list")}
        </Button>
      ) : (
        <>
          <Contents files={files} />
          <Button appearance="primary" icon={<ArrowDownload20Regular />} onClick={() => save(files)} data-testid="diagnostics-save">
            {say("diagnostics-save")}
          </Button>
        </>
      )}
      <div role="status" className={styles.stack} data-testid="diagnostics-outcome" data-stage={stage.kind}>
        {stage.kind === "busy" && <Spinner size="tiny" label={say("diagnostics-busy")} />}
        {stage.kind === "saved" && (
          <>
            <Body1>{say("diagnostics-saved")}</Body1>
            <CopyValue text={stage.path} what={say("diagnostics-path")} />
          </>
        )}
        {stage.kind === "failed" && (
          <MessageBar intent="error" layout="multiline">
            <MessageBarBody>{say("diagnostics-failed")}</MessageBarBody>
          </MessageBar>
        )}
      </div>
    </div>
  );
}

function Contents({ files }: { files: readonly DiagnosticsFile[] }) {
  const styles = useStyles();
  const say = useSay();
  return (
    <table className={styles.table} aria-label={say("diagnostics-contents")} data-testid="diagnostics-contents">
      <thead>
        <tr className={styles.head}>
          <th scope="col" className={styles.cell}>
            {say("diagnostics-file")}
          </th>
          <th scope="col" className={styles.cell}>
            {say("diagnostics-about")}
          </th>
          <th scope="col" className={mergeClasses(styles.cell, styles.size)}>
            {say("diagnostics-size")}
          </th>
        </tr>
      </thead>
      <tbody>
        {files.map(({ file, bytes, about }) => (
          <tr key={file}>
            <th scope="row" className={mergeClasses(styles.cell, styles.file)}>
              {file}
            </th>
            <td className={styles.cell}>
              <Caption1>{say(`diagnostics-about-${about}`)}</Caption1>
            </td>
            <td className={mergeClasses(styles.cell, styles.size)}>
              <Caption1>{say("diagnostics-kilobytes", { kilobytes: Math.ceil(bytes / 1000) })}</Caption1>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
