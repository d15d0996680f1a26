// One page of the window. The overview is there with the window; the others are fetched as soon as it stands.

import { useEffect, useState } from "react";
import type { PageName } from "../components/Nav";
import { fetchRest, useRest } from "./fetched";
import { Overview } from "./Overview";

interface Shown {
  name: PageName;
  detail: string;
  version: string;
}

/** Nothing until the page is there. */
export function ShownPage({ name, ...shown }: Shown) {
  return name === "overview" ? <Overview /> : <OtherPage name={name} {...shown} />;
}

function OtherPage({ name, detail, version }: Shown & { name: Exclude<PageName, "overview"> }) {
  const pages = useRest();
  const [, setFailure] = useState<never>();
  useEffect(() => {
    if (pages !== null) return;
    fetchRest().catch((error: unknown) =>
      setFailure(() => {
        throw error;
      }),
    );
  }, [pages]);
  if (pages === null) return null;
  switch (name) {
    case "people":
      return <pages.People detail={detail} />;
    case "problems":
      return <pages.Problems detail={detail} />;
    case "activity":
      return <pages.Activity detail={detail} />;
    case "setup":
      return <pages.SetUp detail={detail} />;
    case "settings":
      return <pages.SettingsPage version={version} />;
  }
}
