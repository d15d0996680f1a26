// Which of Microsoft's clouds the tenant lives in: nearly always the usual one, so the others are folded away.

import { Body1, Caption1, Field, makeStyles, Radio, RadioGroup, tokens } from "@fluentui/react-components";
import { Disclosure } from "../../components/Disclosure";
import { useSay } from "../../components/window";
import type { Cloud } from "../../generated";
import { CLOUD_NAMES } from "../../model/registration";

const useStyles = makeStyles({
  choice: { display: "flex", flexDirection: "column", maxWidth: "72ch" },
  quiet: { color: tokens.colorNeutralForeground3 },
});

export function CloudChoice({ cloud, onCloud }: { cloud: Cloud; onCloud: (cloud: Cloud) => void }) {
  const styles = useStyles();
  const say = useSay();
  return (
    <Disclosure label={say("microsoft-clouds")} testId="microsoft-clouds" open={cloud !== "global"}>
      <Field label={say("microsoft-cloud")}>
        <RadioGroup value={cloud} onChange={(_, { value }) => onCloud(CLOUD_NAMES.find((name) => name === value) ?? "global")}>
          {CLOUD_NAMES.map((name) => (
            <Radio
              key={name}
              value={name}
              data-testid={`cloud-${name}`}
              label={
                <span className={styles.choice}>
                  <Body1>{say(`cloud-${name}`)}</Body1>
                  <Caption1 className={styles.quiet}>{say(`cloud-${name}-limits`)}</Caption1>
                </span>
              }
            />
          ))}
        </RadioGroup>
      </Field>
    </Disclosure>
  );
}
