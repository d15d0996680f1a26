// The overview's part about phones that a phone rule has diverted now.

import { DivertedPhones, UndoDiversions } from "../../components/DivertedPhones";
import { Panel } from "../../components/Panel";
import { useSay } from "../../components/window";
import type { View } from "../../generated";

/** Nothing where there are no phone rules and no phone is diverted. */
export function Diversions({ view: { diversions, settings } }: { view: View }) {
  const say = useSay();
  if (diversions.length === 0 && settings.phoneRules.length === 0) return null;
  return (
    <Panel title={say("diversions-title")} testId="diversions" aside={<UndoDiversions />}>
      <DivertedPhones />
    </Panel>
  );
}
