// Where the services are and how they are reached, and what set-up decided about Microsoft.

import { Body1, Button, Input, makeStyles, tokens } from "@fluentui/react-components";
import { Disclosure } from "../../components/Disclosure";
import { useSay, useView } from "../../components/window";
import { addressFault, SERVICES, usualAddress, type Place } from "../../model/network";
import { goTo } from "../../model/place";
import { DEFAULTS } from "../../model/settings";
import { useSettings } from "./changing";
import { Setting } from "./Setting";
import { useTyped } from "./typed";

const useStyles = makeStyles({
  decided: { display: "flex", alignItems: "center", justifyContent: "flex-end", flexWrap: "wrap", gap: tokens.spacingHorizontalM, textAlign: "right" },
});

const NAMES: Record<Place, string> = {
  proxy: "proxy",
  ctiUrl: "cti-url",
  configurationUrl: "configuration-url",
  nfonTokenUrl: "nfon-token-url",
  loginUrl: "login-url",
  graphUrl: "graph-url",
};

export function Network() {
  const say = useSay();
  const { settings, change } = useSettings();
  const { setup } = useView();
  const isOwn = SERVICES.some((place) => settings.network[place] !== null);
  return (
    <>
      <div>
        <Decided name="cloud" value={say(`cloud-${setup.microsoft.cloud}`)} step="microsoft" />
        <Decided name="reader" value={say(`setting-reader-${settings.reader}`)} step="connect" />
        <Address place="proxy" />
      </div>
      <Disclosure label={say("network-services")} testId="network-services" open={isOwn}>
        <div>
          {SERVICES.map((place) => (
            <Address key={place} place={place} />
          ))}
        </div>
        {isOwn && (
          <div>
            <Button onClick={() => change({ network: { ...DEFAULTS.network, proxy: settings.network.proxy } })} data-testid="network-usual">
              {say("network-usual")}
            </Button>
          </div>
        )}
      </Disclosure>
    </>
  );
}

/** Shown here, chosen in a step of set-up where it can be tried at once. */
function Decided({ name, value, step }: { name: string; value: string; step: "microsoft" | "connect" }) {
  const styles = useStyles();
  const say = useSay();
  return (
    <Setting label={say(`setting-${name}`)} hint={say(`setting-${name}-hint`)} testId={`setting-${name}`} width="wide">
      {(labelled) => (
        <div className={styles.decided}>
          <Body1 data-testid={`setting-${name}`}>{value}</Body1>
          <Button {...labelled} size="small" aria-label={say("setting-change-what", { label: say(`setting-${name}`) })} onClick={() => goTo("setup", step)} data-testid={`change-${name}`}>
            {say("setting-change")}
          </Button>
        </div>
      )}
    </Setting>
  );
}

function Address({ place }: { place: Place }) {
  const say = useSay();
  const { settings, change } = useSettings();
  const { cloud } = useView().setup.microsoft;
  const name = NAMES[place];
  const label = say(`setting-${name}`);
  const value = settings.network[place];
  const usual = usualAddress(place, cloud);
  const { fault, reset, field } = useTyped({
    text: value ?? "",
    read: (text) => {
      if (text === "") return { kind: "value", value: null };
      const wrong = addressFault(place, text);
      return wrong === null ? { kind: "value", value: text } : { kind: "fault", fault: say(`address-fault-${wrong}`, { label }) };
    },
    apply: (address: string | null) => change({ network: { ...settings.network, [place]: address } }),
  });
  const putBack = () => {
    reset();
    if (value !== null) change({ network: { ...settings.network, [place]: null } });
  };
  return (
    <Setting
      label={label}
      hint={say(`setting-${name}-hint`)}
      usual={usual ?? say("proxy-usual")}
      onUsual={value === null && fault === null ? undefined : putBack}
      fault={fault}
      testId={`setting-${name}`}
      width="wide"
    >
      {(labelled) => (
        <Input {...labelled} {...field} type="url" inputMode="url" autoComplete="off" spellCheck={false} placeholder={say("address-usual")} data-testid={`setting-${name}`} />
      )}
    </Setting>
  );
}
