// A Microsoft page is open: where, what to do there, and the way back.

import { Body1, Button, makeStyles, MessageBar, MessageBarActions, MessageBarBody, MessageBarTitle, tokens } from "@fluentui/react-components";
import { useEffect, useRef } from "react";
import { CopyValue } from "../../components/Copy";
import { Open16Regular } from "../../components/icons";
import { useFormat, useHost, useSay, useSend, useView } from "../../components/window";
import type { OpenPage, PagePurpose, Request, Via } from "../../generated";

const useStyles = makeStyles({
  bar: { scrollMarginBlock: tokens.spacingVerticalXXL },
  title: { display: "block" },
  code: { fontFamily: tokens.fontFamilyMonospace, fontSize: tokens.fontSizeBase500, fontWeight: tokens.fontWeightSemibold, letterSpacing: "0.1em" },
});

export function OpenPageNote({ page }: { page: OpenPage }) {
  const styles = useStyles();
  const say = useSay();
  const send = useSend();
  const host = useHost();
  const format = useFormat();
  const bar = useRef<HTMLDivElement>(null);
  // What has just opened may lie below the edge of a small window.
  useEffect(() => {
    // In the next frame: a page that opens begins at its top.
    const frame = requestAnimationFrame(() => bar.current?.scrollIntoView({ block: "nearest" }));
    return () => cancelAnimationFrame(frame);
  }, []);
  return (
    <div ref={bar} className={styles.bar} data-testid="open-page">
      <MessageBar intent="info" layout="multiline">
        <MessageBarBody>
          <MessageBarTitle className={styles.title}>{say(`page-${page.kind}-title`)}</MessageBarTitle>
          {say(`page-${page.kind}-${page.purpose.kind}`)}
          {page.kind === "device-code" && (
            <div>
              <CopyValue text={page.address} what={say("page-address")} />
              <Body1 block className={styles.code} data-testid="device-code">
                {page.code}
              </Body1>
              {say("page-code-expires", { time: format.moment(page.expires) })}
            </div>
          )}
        </MessageBarBody>
        <MessageBarActions>
          {page.kind === "window" && (
            <Button onClick={() => send(requestFor(page.purpose, "browser"))} data-testid={`use-browser-${nameOf(page.purpose)}`}>
              {say("via-browser")}
            </Button>
          )}
          {page.kind === "device-code" && (
            <Button icon={<Open16Regular />} onClick={() => void host.openAddress(page.address)}>
              {say("page-open")}
            </Button>
          )}
          <Button onClick={() => send({ kind: "cancel-sign-in" })} data-testid="cancel-page">
            {say("cancel")}
          </Button>
        </MessageBarActions>
      </MessageBar>
    </div>
  );
}

function requestFor(purpose: PagePurpose, via: Via): Request {
  switch (purpose.kind) {
    case "consent":
      return { kind: "give-consent", via };
    case "sign-in":
      return { kind: "sign-in", round: purpose.round, via };
    case "create-sync-user":
      return { kind: "create-sync-user", round: purpose.round, via };
  }
}

function nameOf(purpose: PagePurpose): string {
  return purpose.kind === "consent" ? "consent" : `${purpose.kind}-${purpose.round}`;
}

/** The page of ours that is open for this purpose. */
export function useOpenPage(purpose: PagePurpose): OpenPage | null {
  const { openPage } = useView().setup;
  return openPage !== null && nameOf(openPage.purpose) === nameOf(purpose) ? openPage : null;
}
