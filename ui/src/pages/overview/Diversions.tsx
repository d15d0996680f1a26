// The overview's part about phones that a phone rule has diverted now.

import { DivertedPhones, UndoDiversions } from "../../components/DivertedPhones";
import { Panel } from "../../components/Panel";
import { usePart, useSay } from "../../components/window";

/** Nothing where there are no phone rules and no phone is diverted. */
export function Diversions() {
  const say = useSay();
  const isIdle = usePart(({ diversions, settings }) => diversions.length === 0 && settings.phoneRules.length === 0);
  if (isIdle) return null;
  return (
    <Panel title={say("diversions-title")} testId="diversions" aside={<UndoDiversions />}>
      <DivertedPhones />
    </Panel>
  );
}
