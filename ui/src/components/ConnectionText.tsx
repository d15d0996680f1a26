// How the state of a connection is drawn.

import { tokens } from "@fluentui/react-components";
import type { ReactElement } from "react";
import type { ConnectionState } from "../generated";
import { ArrowSync16Regular, CheckmarkCircle16Filled, ErrorCircle16Filled, Subtract16Filled } from "./icons";
import { useSay } from "./window";
import { Worded } from "./Worded";

const CONNECTIONS: Record<ConnectionState, { icon: ReactElement; colour: string }> = {
  connected: { icon: <CheckmarkCircle16Filled />, colour: tokens.colorStatusSuccessForeground1 },
  connecting: { icon: <ArrowSync16Regular />, colour: tokens.colorBrandForeground1 },
  broken: { icon: <ErrorCircle16Filled />, colour: tokens.colorStatusDangerForeground1 },
  off: { icon: <Subtract16Filled />, colour: tokens.colorNeutralForeground3 },
};

export function ConnectionText({ state }: { state: ConnectionState }) {
  const say = useSay();
  return <Worded {...CONNECTIONS[state]} word={say(`connection-state-${state}`)} />;
}
