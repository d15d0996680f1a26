// The sections that hold nothing but simple settings, and what stands beside them at times.

import { Button, MessageBar, MessageBarActions, MessageBarBody } from "@fluentui/react-components";
import { useSay, useSend, useView } from "../../components/window";
import { Choice, Numeric, Toggle } from "./controls";

export function ThisComputer() {
  return (
    <div>
      <Choice name="language" member="language" options={["system", "de", "en"]} />
      <Choice name="theme" member="theme" options={["system", "light", "dark", "high-contrast"]} />
      <Toggle name="start-with-computer" member="startWithComputer" />
      <Toggle name="keep-in-tray" member="keepInTray" />
      <Toggle name="notifications" member="notifications" />
    </div>
  );
}

export function States() {
  return (
    <div>
      <WriteAnyway />
      <Choice name="direction" member="direction" options={["both", "phone-to-teams", "teams-to-phone"]} />
      <Choice name="ringing" member="ringing" options={["nothing", "in-a-call"]} />
      <Choice name="dnd" member="dnd" options={["nothing", "do-not-disturb"]} />
      <Choice name="duplicates" member="duplicates" options={["lowest-extension", "combine", "leave-out"]} />
    </div>
  );
}

export function Limits() {
  return (
    <div>
      <Numeric name="settle-seconds" member="settleSeconds" unit="seconds" />
      <Numeric name="clear-seconds" member="clearSeconds" unit="seconds" />
      <Numeric name="grace-seconds" member="graceSeconds" unit="seconds" />
      <Numeric name="teams-poll-seconds" member="teamsPollSeconds" unit="seconds" />
      <Numeric name="round-size" member="roundSize" unit="people" />
      <Numeric name="presence-limit" member="presenceLimit" unit="requests" />
    </div>
  );
}

/** The decision about another writer stands until it is taken back, also when the problem has gone. */
function WriteAnyway() {
  const say = useSay();
  const send = useSend();
  const { writeAnyway } = useView();
  if (!writeAnyway) return null;
  return (
    <MessageBar intent="warning" layout="multiline" data-testid="writing-anyway">
      <MessageBarBody>{say("write-anyway-decided")}</MessageBarBody>
      <MessageBarActions>
        <Button onClick={() => send({ kind: "leave-to-other" })} data-testid="settings-leave-to-other">
          {say("leave-to-other")}
        </Button>
      </MessageBarActions>
    </MessageBar>
  );
}
