// Which app registration the tenant needs, and scripts that create exactly that.

import { Body1, Button, Caption1, makeStyles, Subtitle2, Tab, TabList, Table, TableBody, TableCell, TableHeader, TableHeaderCell, TableRow, tokens } from "@fluentui/react-components";
import { useId, useState } from "react";
import { CopyValue, Script } from "../../components/Copy";
import { Disclosure } from "../../components/Disclosure";
import { Open16Regular } from "../../components/icons";
import { useHost, useSay } from "../../components/window";
import { ADDRESSES } from "../../host/host";
import { CLOUDS, GRAPH, PERMISSIONS, redirectAddresses } from "../../model/registration";
import { azureCliScript, powerShellScript, type Registration } from "../../model/scripts";

const useStyles = makeStyles({
  guide: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalM, padding: tokens.spacingHorizontalL, border: `1px solid ${tokens.colorNeutralStroke2}`, borderRadius: tokens.borderRadiusLarge, minWidth: 0 },
  title: { margin: 0 },
  list: { margin: 0, paddingLeft: tokens.spacingHorizontalL, listStyle: "none", display: "flex", flexDirection: "column" },
  ids: { fontFamily: tokens.fontFamilyMonospace, fontSize: tokens.fontSizeBase100, color: tokens.colorNeutralForeground3, overflowWrap: "anywhere", display: "block" },
  cell: { paddingBlock: tokens.spacingVerticalXS },
  quiet: { color: tokens.colorNeutralForeground3 },
  row: { display: "flex", flexWrap: "wrap", gap: tokens.spacingHorizontalM, alignItems: "center" },
});

type Shell = "azure-cli" | "powershell";

export function RegistrationGuide(registration: Registration) {
  const styles = useStyles();
  const say = useSay();
  const host = useHost();
  const heading = useId();
  const [shell, setShell] = useState<Shell>("azure-cli");
  const script = (shell === "azure-cli" ? azureCliScript : powerShellScript)(registration, say);
  const { cloud, proof } = registration;
  return (
    <section className={styles.guide} aria-labelledby={heading} data-testid="registration">
      <Subtitle2 as="h3" id={heading} className={styles.title}>
        {say("registration-title")}
      </Subtitle2>
      <Body1>{say("registration-text")}</Body1>
      <Body1>{say("registration-script-text", { proof: proof.kind })}</Body1>
      <TabList selectedValue={shell} onTabSelect={(_, { value }) => setShell(value === "powershell" ? "powershell" : "azure-cli")}>
        <Tab value="azure-cli">{say("script-azure-cli")}</Tab>
        <Tab value="powershell" data-testid="script-powershell">
          {say("script-powershell")}
        </Tab>
      </TabList>
      <Script text={script} what={say(shell === "azure-cli" ? "script-azure-cli" : "script-powershell")} />
      {shell === "azure-cli" && cloud === "global" && (
        <div>
          <Button icon={<Open16Regular />} onClick={() => void host.openAddress(ADDRESSES.cloudShell)}>
            {say("registration-cloud-shell")}
          </Button>
        </div>
      )}
      <Disclosure label={say("registration-by-hand")} testId="registration-by-hand">
        <Permissions />
        <Body1>{say("registration-redirects-text")}</Body1>
        <ul className={styles.list}>
          {redirectAddresses(cloud).map((address) => (
            <li key={address}>
              <CopyValue text={address} what={address} />
            </li>
          ))}
        </ul>
        <div className={styles.row}>
          <Button icon={<Open16Regular />} onClick={() => void host.openAddress(CLOUDS[cloud].portal)}>
            {say("registration-portal")}
          </Button>
        </div>
      </Disclosure>
    </section>
  );
}

function Permissions() {
  const styles = useStyles();
  const say = useSay();
  return (
    <>
      <Table size="small" aria-label={say("registration-permissions")}>
        <TableHeader>
          <TableRow>
            <TableHeaderCell>{say("registration-permission")}</TableHeaderCell>
            <TableHeaderCell style={{ width: "116px" }}>{say("registration-type")}</TableHeaderCell>
            <TableHeaderCell>{say("registration-purpose")}</TableHeaderCell>
          </TableRow>
        </TableHeader>
        <TableBody>
          {PERMISSIONS.map(({ name, id, type, why }) => (
            <TableRow key={id}>
              <TableCell className={styles.cell}>
                <span>
                  <strong>{name}</strong>
                  <span className={styles.ids}>{id}</span>
                </span>
              </TableCell>
              <TableCell className={styles.cell}>{say(type === "Role" ? "registration-application" : "registration-delegated")}</TableCell>
              <TableCell className={styles.cell}>{say(why)}</TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
      <Caption1 className={styles.quiet}>{say("registration-resource", { id: GRAPH })}</Caption1>
    </>
  );
}
