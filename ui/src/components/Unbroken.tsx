// Keeps a page that cannot be drawn from taking the whole window with it.

import { Button } from "@fluentui/react-components";
import { Component, type ReactNode } from "react";
import { Empty } from "./Empty";
import { Warning24Filled } from "./icons";
import { useSay } from "./window";

interface UnbrokenProps {
  children: ReactNode;
}

/** Tries again when it is mounted anew: give it a key that changes with the page. */
export class Unbroken extends Component<UnbrokenProps, { broken: boolean }> {
  override state = { broken: false };

  static getDerivedStateFromError() {
    return { broken: true };
  }

  override render() {
    return this.state.broken ? <Broken onRetry={() => this.setState({ broken: false })} /> : this.props.children;
  }
}

function Broken({ onRetry }: { onRetry: () => void }) {
  const say = useSay();
  return (
    <div role="alert" data-testid="broken">
      <Empty
        icon={<Warning24Filled fontSize={40} />}
        title={say("broken-title")}
        text={say("broken-text")}
        action={
          <Button appearance="primary" onClick={onRetry}>
            {say("lost-retry")}
          </Button>
        }
      />
    </div>
  );
}
